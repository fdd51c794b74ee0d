/*
title: History of an unknown deal
title_zh: 历史对应的商机不存在
about: A change of a deal that is not in the export. It is left out.
about_zh: 变更所属的商机不在导出中；不计入。
severity: warning
grain: one row per fault
needs: deals, deal_history
column check: text; name of the check
column key: text; id of the deal
column detail: text; instant of the change
column amount: money; amount the change sets
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 变更时间
about_zh amount: 该变更写入的金额
*/
create or replace view history_of_unknown_deal as
select
    'history_of_unknown_deal' as "check",
    h.deal_id as key,
    h.changed_at::text as detail,
    h.amount,
from doubtful_history as h
where h.is_of_unknown_deal
order by h.deal_id, h.changed_at, h.line_no;
