/*
title: Products
title_zh: 产品
about: A product, part or service.
grain: one row per product
column product_id: the CRM's own id
column name: name
column product_line: product line
column item_type: product, part or service
column list_price: list price of one unit in the reporting currency
column unit_cost: cost of one unit in the reporting currency
column extra: columns of the export that have no place of their own, by header
label unit_cost: Unit cost | 单位成本
*/
create or replace table products (
    product_id text not null,
    name text,
    product_line text,
    item_type text,
    list_price decimal(18, 2),
    unit_cost decimal(18, 2),
    extra json
);
