/*
title: Closed after the export
title_zh: 结单日晚于导出日
about: Closed on a day after that of the export. It counts as closed on the day of the export, without a
    cycle.
about_zh: 结单日晚于导出日；按导出日结单，不计周期。
severity: warning
grain: one row per fault
needs: deals
column check: text; name of the check
column key: text; id of the deal
column detail: text; closed day
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 结单日
about_zh amount: 商机金额
*/
create or replace view closed_after_export as
select
    'closed_after_export' as "check",
    d.deal_id as key,
    d.closed_date::text as detail,
    d.amount,
from checked_deals() as d
where
    d.outcome <> 'open'
    and d.closed_date > exported_on()
order by d.amount desc nulls last, d.deal_id;
