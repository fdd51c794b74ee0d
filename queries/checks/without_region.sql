/*
title: Without a region
title_zh: 无区域
about: Neither the deal, its account nor its rep has a region. Readers limited to regions do not see it.
about_zh: 商机、客户和销售都没有区域；受区域权限限制的读者看不到它。
severity: warning
grain: one row per fault
needs: deals
column check: text; name of the check
column key: text; id of the deal
column detail: text; rep
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 销售
about_zh amount: 商机金额
*/
create or replace view without_region as
select
    'without_region' as "check",
    d.deal_id as key,
    d.rep as detail,
    d.amount,
from checked_deals() as d
where
    d.is_used
    and d.region is null
order by d.amount desc nulls last, d.deal_id;
