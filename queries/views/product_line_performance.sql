/*
title: Product line performance
title_zh: 产品线业绩
about: Results and pipeline per product line and item type, from line items; a deal without any is one line of its
    product. What the
        line items do not explain of a deal's amount is item type unallocated. Deals that have lines of several product
    lines count in
    each: won and lost deals are not additive over rows.
about_zh: 按产品线和品类的业绩与管道，来自商机明细；没有明细的商机按其产品一条计。明细未覆盖的金额列为“未分摊到明细”。
    含多条产品线的商机在各行都计入，赢单数和丢单数不可跨行相加。
grain: one row per product line and item type with a deal open in, or closed in, the period
grain_zh: 每条产品线与品类一行
needs: deals
subject: results
key: product_line, item_type
rows won_amount: line_amount of deal_line_list.is_won_in_period
rows units: quantity of deal_line_list.is_won_in_period
rows won_deals: deal_line_list.is_won_in_period and is_counted
rows lost_deals: deal_line_list.is_lost_in_period and is_counted
rows open_amount: line_amount of deal_line_list.is_open
rows weighted_amount: deal_line_list.is_open
rows gross_profit_amount: deal_line_list.is_won_in_period
over win_rate: deal_line_list.is_closed_in_period and is_counted
over share_of_won: deal_line_list.is_won_in_period
column product_line: text; product line of the product; of a deal without line items the deal's
column item_type: text; product, part or service; unallocated: what line items do not explain
column units: number; quantity on won lines; a deal without line items is one unit
label product_line: Product line | 产品线
label item_type: Item type | 品类
label units: Units | 数量
about_zh product_line: 产品所属产品线；没有明细的商机取商机的产品线
about_zh item_type: 产品、配件或服务；未分摊是明细合计与商机金额的差额
about_zh units: 赢单明细的数量合计；没有明细的商机计 1
*/
create or replace view product_line_performance as
with
summed as (
    select
        product_line,
        item_type,
        won_amount(line_amount, is_won)::decimal(38, 2) as won_amount,
        coalesce(sum(quantity) filter (where is_won), 0) as units,
        won_deals(is_won and is_counted) as won_deals,
        lost_deals(is_lost and is_counted) as lost_deals,
        win_rate(is_won and is_counted, (is_won or is_lost) and is_counted) as win_rate,
        sum(list_amount) filter (where is_won and line_amount is not null) as won_list_amount,
        sum(line_amount) filter (where is_won and list_amount is not null) as won_listed_amount,
        gross_profit_amount(line_amount, case when is_won then cost_amount end)
            as gross_profit_amount,
        sum(line_amount) filter (where is_won and cost_amount is not null) as won_costed_amount,
        open_amount(line_amount, is_open) as open_amount,
        weighted_amount(line_amount, probability, is_open) as weighted_amount,
    from scoped_lines(period_start(), period_end(), as_of())
    where is_open or is_won or is_lost
    group by product_line, item_type
)

select
    product_line,
    item_type,
    won_amount,
    share_of_won(won_amount, sum(won_amount) over ()) as share_of_won,
    units,
    won_deals,
    lost_deals,
    win_rate,
    average_discount(won_list_amount, won_listed_amount) as average_discount,
    gross_profit_amount,
    gross_margin_rate(gross_profit_amount, won_costed_amount) as gross_margin_rate,
    open_amount,
    weighted_amount,
from summed
order by product_line nulls last, item_type nulls last;
