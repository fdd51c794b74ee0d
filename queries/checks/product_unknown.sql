/*
title: Product unknown
title_zh: 产品不存在
about: Its product is not in the export's table of products. It goes by the name that the deal
    carries, else by its id, and what that table says is missing.
about_zh: 商机的产品不在导出的产品表中；以商机所带的产品名称显示，没有则用编号，产品表中的信息缺失。
severity: warning
grain: one row per fault
needs: deals, products
column check: text; name of the check
column key: text; id of the deal
column detail: text; id of the product
column amount: money; amount of the deal
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 产品编号
about_zh amount: 商机金额
*/
create or replace view product_unknown as
select
    'product_unknown' as "check",
    d.deal_id as key,
    d.product_id as detail,
    d.amount,
from checked_deals() as d
where
    has_table('products')
    and d.product_id is not null
    and d.product_id not in (select t.product_id from products as t)
order by d.amount desc nulls last, d.deal_id;
