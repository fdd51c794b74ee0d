/*
title: Product of a line unknown
title_zh: 明细产品不存在
about: The product of a line item is not in the export's table of products. The line has no product line.
about_zh: 明细的产品不在导出的产品表中；该明细没有产品线。
severity: warning
grain: one row per fault
needs: deal_lines, products
column check: text; name of the check
column key: text; id of the deal
column detail: text; id of the product
column amount: money; amount of the line in its own currency
label check: Check | 检查项
label key: Deal id | 商机编号
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 商机编号
about_zh detail: 产品编号
about_zh amount: 明细金额，按原币
*/
create or replace view line_product_unknown as
select
    'line_product_unknown' as "check",
    l.deal_id as key,
    l.product_id as detail,
    l.amount,
from deal_lines as l
inner join checked_deals() as d on l.deal_id = d.deal_id
where
    has_table('products')
    and l.product_id is not null
    and l.product_id not in (select p.product_id from products as p)
order by l.amount desc nulls last, l.deal_id, l.product_id;
