/*
title: Created after the export
title_zh: 创建日晚于导出日
about: Created on a day after that of the export. It is left out.
about_zh: 创建日晚于导出日；不计入。
severity: warning
grain: one row per fault
needs: deals
column check: text; name of the check
column key: text; id of the deal
column detail: text; day of creation
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 创建日
about_zh amount: 商机金额
*/
create or replace view created_after_export as
select
    'created_after_export' as "check",
    d.deal_id as key,
    d.created_date::text as detail,
    d.amount,
from checked_deals() as d
where
    d.created_date > exported_on()
order by d.amount desc nulls last, d.deal_id;
