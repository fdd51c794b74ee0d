select
    product_code(product) as product_id,
    line_name((product - 1) // 15 + 1) || ' ' || product as name,
    line_name((product - 1) // 15 + 1) as product_line,
    case when product % 15 < 10 then 'product' when product % 15 < 12 then 'part' else 'service' end as item_type,
    list_price(product)::decimal(18, 2) as list_price,
    unit_cost(product)::decimal(18, 2) as unit_cost
from (select range as product from range(1, 61))
order by product;
