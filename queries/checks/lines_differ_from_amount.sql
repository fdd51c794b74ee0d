/*
title: Line items differ from the amount
title_zh: 明细合计与金额不符
about: The line items do not add up to the amount of the deal. The difference is shown as unallocated.
about_zh: 明细之和与商机金额不符；差额列为“未分摊到明细”。
severity: warning
grain: one row per fault
needs: deals, deal_lines
column check: text; name of the check
column key: text; id of the deal
column detail: text; sum of the line items and amount, in the deal's currency
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 明细合计与商机金额，按商机币种
about_zh amount: 商机金额
*/
create or replace view lines_differ_from_amount as
with
lines as (
    select
        deal_id,
        sum(coalesce(amount, quantity * unit_price))::decimal(38, 2) as amount,
    from deal_lines
    group by deal_id
)

select
    'lines_differ_from_amount' as "check",
    d.deal_id as key,
    l.amount || ' <> ' || coalesce(d.exported_amount, 0) as detail,
    d.amount,
from checked_deals() as d
inner join lines as l on d.deal_id = l.deal_id
where abs(l.amount - coalesce(d.exported_amount, 0)) >= 0.01
order by abs(l.amount - coalesce(d.exported_amount, 0)) desc, d.deal_id;
