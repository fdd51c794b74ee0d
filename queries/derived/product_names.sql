/*
title: Product names
title_zh: 产品名称
about: What deals and line items call a product, for those that no table of products names.
grain: one row per product that a deal or a line item names
column product_id: the CRM's own id
column name: the name that is last by the alphabet, where they differ
*/
create or replace temp table product_names as
with
mentions as (
    select
        product_id,
        product_name,
    from deals
    union all
    select
        product_id,
        product_name,
    from deal_lines
)

select
    product_id,
    max(trim(product_name)) as name,
from mentions
where product_id is not null and trim(product_name) <> ''
group by product_id;
