/*
title: Closed without a day
title_zh: 已结单但无结单日
about: Won or lost, but neither the deal nor its history says on which day. It is in no period and never
    open.
about_zh: 已赢单或丢单，但商机和历史都没有日期；不属于任何期间，也不算在途。
severity: error
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
create or replace view closed_without_day as
select
    'closed_without_day' as "check",
    d.deal_id as key,
    d.outcome as detail,
    d.amount,
from checked_deals() as d
where
    d.outcome <> 'open'
    and d.used_closed_date is null
order by d.amount desc nulls last, d.deal_id;
