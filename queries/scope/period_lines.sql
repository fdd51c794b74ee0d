/*
title: Lines of a period
title_zh: 期间商机明细
about: The lines of the deals in scope that are open at the end of a day, or were created or closed in a period:
    line items, a deal without any as one line of its product, and what the line items do not explain of the
    deal's amount. All lines of a deal, whatever the product-line filter.
column line_amount: money in the reporting currency; sums to the amounts of the deals
column is_counted: true for one line per deal, product line and item type: what counts deals
*/
create or replace macro period_lines(from_day, to_day, on_day) as table
    select
        d.deal_no,
        d.deal_id,
        d.region,
        d.team,
        d.probability,
        d.outcome,
        d.closed_date,
        d.is_open,
        d.is_created,
        d.is_won,
        d.is_lost,
        l.deal_line_id,
        l.product_id,
        l.product,
        l.product_line,
        l.item_type,
        l.quantity,
        l.unit_price,
        l.list_price,
        case l.kind
            when 'line' then l.line_amount
            when 'whole' then d.amount
            else coalesce(d.amount, 0) + l.line_amount
        end::decimal(18, 2) as line_amount,
        l.cost_amount,
        l.list_amount,
        l.is_counted,
    from flow_deals(from_day, to_day, on_day) as d
    inner join deal_line_facts as l on d.deal_no = l.deal_no
    where
        d.is_listed
        and l.valid_from <= on_day
        and l.valid_to > on_day
        and (l.kind <> 'rest' or coalesce(d.amount, 0) + l.line_amount <> 0);
