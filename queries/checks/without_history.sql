/*
title: Known by its dates only
title_zh: 仅有日期、无阶段历史
about: No change of its stage is known. It is left out of conversion and dwell time.
about_zh: 没有阶段变更记录；不计入转化和停留时间。
severity: note
grain: one row per fault
needs: deals
column check: text; name of the check
column key: text; id of the deal
column detail: text; outcome
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 状态
about_zh amount: 商机金额
*/
create or replace view without_history as
select
    'without_history' as "check",
    d.deal_id as key,
    d.outcome as detail,
    d.amount,
from checked_deals() as d
where
    d.is_used
    and not d.has_history
order by d.amount desc nulls last, d.deal_id;
