/*
title: Deal line facts
title_zh: 商机明细信息
about: What each deal consists of. A deal without line items is one line of its product (kind whole). What the line
    items do not
        explain of a deal's amount is one more line (kind rest). Money is in the reporting currency, at the rate the
    deal's own amount
    has: a deal in another currency has its lines once for each of the stretches of days in which a rate holds.
grain: one row per deal, line and stretch of days with one rate
column deal_no: number of the deal
column valid_from: first day of the stretch
column valid_to: day after its last one
column kind: line, whole (the amount is the deal's) or rest (the amount is added to the deal's)
column item_type: product, part, service or unallocated
column line_amount: amount of the line; of a rest the negative sum of the lines; NULL for a whole deal
column cost_amount: cost of the line, else quantity × cost of the product; NULL where neither is known
column list_amount: list price × quantity; NULL where one is not known
column is_counted: true for one line per deal, product line and item type: what counts deals
*/
create or replace table deal_line_facts as
with
priced as (
    select
        f.deal_no,
        l.deal_line_id,
        l.product_id,
        l.quantity,
        coalesce(r.valid_from, date '0001-01-01') as valid_from,
        coalesce(r.valid_to, date '9999-12-31') as valid_to,
        case when r.deal_no is null then 1 else r.rate end as line_rate,
        (l.unit_price * line_rate)::decimal(18, 2) as unit_price,
        (
            coalesce(l.amount, (l.quantity * l.unit_price)::decimal(18, 2)) * line_rate
        )::decimal(18, 2) as line_amount,
        (l.cost * line_rate)::decimal(18, 2) as own_cost_amount,
        l.cost is not null as has_cost,
    from deal_lines as l
    inner join deal_facts as f on l.deal_id = f.deal_id
    left join deal_rates as r on f.deal_no = r.deal_no
),

pieces as (
    select
        * exclude (line_rate),
        'line' as kind,
        null as deal_product_line,
    from priced
    union all by name
    select
        deal_no,
        product_id,
        1 as quantity,
        date '0001-01-01' as valid_from,
        date '9999-12-31' as valid_to,
        'whole' as kind,
        product_line as deal_product_line,
    from deal_facts
    where deal_no not in (select priced.deal_no from priced)
    union all by name
    select
        deal_no,
        valid_from,
        valid_to,
        'rest' as kind,
        -coalesce(sum(line_amount), 0)::decimal(18, 2) as line_amount,
    from priced
    group by deal_no, valid_from, valid_to
),

named as (
    select
        i.deal_no,
        i.valid_from,
        i.valid_to,
        i.kind,
        i.deal_line_id,
        i.product_id,
        i.quantity,
        i.unit_price,
        i.line_amount,
        p.list_price,
        coalesce(nullif(trim(p.name), ''), c.name, i.product_id) as product,
        coalesce(i.deal_product_line, p.product_line) as product_line,
        case when i.kind = 'rest' then 'unallocated' else p.item_type end as item_type,
        case
            when i.has_cost then i.own_cost_amount
            else (i.quantity * p.unit_cost)::decimal(18, 2)
        end as cost_amount,
        (i.quantity * p.list_price)::decimal(18, 2) as list_amount,
    from pieces as i
    left join products as p on i.product_id = p.product_id
    left join product_names as c on i.product_id = c.product_id
)

select
    *,
    row_number() over (
        partition by deal_no, valid_from, product_line, item_type order by deal_line_id
    ) = 1 as is_counted,
from named
order by deal_no, deal_line_id;
