/*
title: Open without an amount
title_zh: 在途商机无金额
about: Open without an amount. It counts as a deal and as 0 in every sum.
about_zh: 在途但未填金额；计入数量，金额按 0 计。
severity: warning
grain: one row per fault
needs: deals
column check: text; name of the check
column key: text; id of the deal
column detail: text; stage
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 阶段
about_zh amount: 商机金额
*/
create or replace view open_without_amount as
select
    'open_without_amount' as "check",
    d.deal_id as key,
    d.stage as detail,
    d.amount,
from checked_deals() as d
where
    d.is_used
    and d.outcome = 'open'
    and d.exported_amount is null
order by d.amount desc nulls last, d.deal_id;
