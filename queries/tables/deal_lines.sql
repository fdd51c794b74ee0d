/*
title: Deal lines
title_zh: 商机明细
about: A product line item of a deal.
grain: one row per line item
column deal_line_id: the CRM's own id of the line, else deal and position
column deal_id: deals.deal_id
column product_id: products.product_id
column product_name: the product's name as the line carries it
column quantity: units
column unit_price: price of one unit in the deal's currency
column amount: amount of the line in the deal's currency; quantity × unit price where not given
column cost: cost of the line in the deal's currency
column extra: columns of the export that have no place of their own, by header
label product_name: Product name | 产品名称
*/
create or replace table deal_lines (
    deal_line_id text,
    deal_id text not null,
    product_id text,
    product_name text,
    quantity double,
    unit_price decimal(18, 2),
    amount decimal(18, 2),
    cost decimal(18, 2),
    extra json
);
