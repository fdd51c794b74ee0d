with numbered as (
    select *, unnest(range(1, 2 + (draw(n, 120) < 0.55)::int)) as line_no, 1 + (draw(n, 120) < 0.55)::int as line_count
    from chunk_finished
    where amount is not null and draw(n, 121) < 0.95
),
shared as (
    select
        *,
        -- The first line takes 70 % where there are two.
        case when line_count = 1 then amount when line_no = 1 then round(amount * 0.7, 2) else amount - round(amount * 0.7, 2) end
            as share,
        (line - 1) * 15 + 1 + floor(draw(n, 122 + line_no) * 15)::bigint as product
    from numbered
),
counted as (
    select *, greatest(1, round(share / (list_price(product) * 0.9)))::bigint as quantity
    from shared
)
select
    deal_code(n) || '-' || line_no as deal_line_id,
    deal_code(n) as deal_id,
    product_code(product) as product_id,
    quantity::double as quantity,
    (share / quantity)::decimal(18, 2) as unit_price,
    share::decimal(18, 2) as amount,
    (quantity * unit_cost(product))::decimal(18, 2) as cost
from counted
order by n, line_no;
