/*
title: History after the export
title_zh: 历史晚于导出日
about: A change of a deal after the day of the export. It is left out.
about_zh: 导出日之后的商机变更；不计入。
severity: warning
grain: one row per fault
needs: deal_history
column check: text; name of the check
column key: text; id of the deal
column detail: text; instant of the change
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 变更时间
about_zh amount: 商机金额
*/
create or replace view history_after_export as
select
    'history_after_export' as "check",
    h.deal_id as key,
    h.changed_at::text as detail,
    d.amount,
from doubtful_history as h
inner join checked_deals() as d on h.deal_id = d.deal_id
where h.is_after_export
order by h.changed_at desc, h.deal_id, h.line_no;
