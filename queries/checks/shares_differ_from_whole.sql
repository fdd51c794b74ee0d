/*
title: Shares differ from the whole
title_zh: 拆分比例合计不为100%
about: The revenue shares of a deal do not add up to 100 % or to its amount. They are scaled so that they
    do.
about_zh: 商机的业绩份额之和不等于 100% 或其金额；按比例折算到一致。
severity: warning
grain: one row per fault
needs: deals, deal_splits
column check: text; name of the check
column key: text; id of the deal
column detail: text; sum of the shares
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 份额合计
about_zh amount: 商机金额
*/
create or replace view shares_differ_from_whole as
with
shares as (
    select
        d.deal_id,
        d.amount,
        sum(coalesce(s.share, s.amount / nullif(d.exported_amount, 0)))::double as share,
    from deal_splits as s
    inner join checked_deals() as d on s.deal_id = d.deal_id
    where coalesce(s.role, 'revenue') <> 'overlay'
    group by d.deal_id, d.amount
)

select
    'shares_differ_from_whole' as "check",
    deal_id as key,
    share::text as detail,
    amount,
from shares
where abs(share - 1) > 0.0005
order by abs(share - 1) desc, deal_id;
