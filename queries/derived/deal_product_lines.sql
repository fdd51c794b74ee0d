/*
title: Product lines of deals
title_zh: 商机产品线
about: Every product line a deal has a line item in; without line items the deal's own. What a product-line filter
    keeps.
grain: one row per deal and product line
column deal_no: number of the deal
column product_line: product line; NULL where none is known
*/
create or replace table deal_product_lines as
with
lines as (
    select distinct
        f.deal_no,
        p.product_line,
    from deal_lines as l
    inner join deal_facts as f on l.deal_id = f.deal_id
    left join products as p on l.product_id = p.product_id
)

select
    deal_no,
    product_line,
from lines
union
select
    deal_no,
    product_line,
from deal_facts
where deal_no not in (select lines.deal_no from lines)
order by product_line, deal_no;
