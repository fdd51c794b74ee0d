/*
title: What moved
title_zh: 变化来源
about: Amount won, created and open per member of each dimension, beside the period it is compared with (the one
    before, or the same one last year), counted to the answering day. Members with nothing in either are left out;
    the changes of a dimension's members sum to the change of the key figure. Whole deals count under their own
    product line.
about_zh: 各维度成员的赢单额、新增和在途金额与所选对比期（上期或去年同期）同天数的对比。各成员变化之和等于该指标的变化。
grain: one row per dimension, member and measure
grain_zh: 每个维度成员与指标一行
needs: deals
subject: results
key: dimension, name
rows value: measure
rows previous_value: measure of comparison
rows change: measure less measure of comparison
column dimension: text; region, team, rep, product_line, account_size or channel
column name: text; member; NULL where it is not set
column measure: text; won_amount, created_amount or open_amount
column value: money; over the period
column previous_value: money; over the compared period, as of the answering day; NULL without a comparison
column change: money; value − previous_value; NULL without a comparison
label dimension: Dimension | 维度
label name: Name | 名称
label measure: Measure | 指标
label value: Value | 数值
label previous_value: Compared with | 对比期
label change: Change | 变化
about_zh dimension: 拆分维度：区域、团队、销售、产品线、客户规模或渠道
about_zh name: 该维度的成员；未填为空
about_zh measure: 指标：赢单额、新增金额或在途金额
about_zh value: 本期的值
about_zh previous_value: 所选对比期的值，截至与本期对应的日期；不对比时为空
about_zh change: 本期值减去对比期的值；不对比时为空
*/
create or replace view movers as
with
periods as (
    select
        unnest([false, true]) as is_before,
        unnest([period_start(), comparison_start()]) as from_day,
        unnest([period_end(), comparison_end()]) as to_day,
        unnest([as_of(), comparison_as_of()]) as on_day,
),

deals_of_both as (
    select
        d.*,
        p.is_before,
    from periods as p
    cross join lateral (
        select
            region,
            team,
            rep,
            product_line,
            account_size,
            channel,
            amount,
            is_won,
            is_created,
            is_open,
        from flow_deals(p.from_day, p.to_day, p.on_day)
        where is_won or is_created or is_open
    ) as d
),

-- six dimensions look at each of them: summed by all six before that
amounts as (
    select
        is_before,
        region,
        team,
        rep,
        product_line,
        account_size,
        channel,
        won_amount(amount, is_won) as won_amount,
        created_amount(amount, is_created) as created_amount,
        open_amount(amount, is_open) as open_amount,
    from deals_of_both
    group by all
),

summed as (
    select
        case
            when grouping(region) = 0 then 'region'
            when grouping(team) = 0 then 'team'
            when grouping(rep) = 0 then 'rep'
            when grouping(product_line) = 0 then 'product_line'
            when grouping(account_size) = 0 then 'account_size'
            else 'channel'
        end as dimension,
        coalesce(region, team, rep, product_line, account_size, channel) as name,
        won_amount(won_amount, not is_before) as won_amount,
        won_amount(won_amount, is_before) as was_won_amount,
        created_amount(created_amount, not is_before) as created_amount,
        created_amount(created_amount, is_before) as was_created_amount,
        open_amount(open_amount, not is_before) as open_amount,
        open_amount(open_amount, is_before) as was_open_amount,
    from amounts
    group by grouping sets ((region), (team), (rep), (product_line), (account_size), (channel))
),

listed as (
    select
        dimension,
        name,
        unnest(['won_amount', 'created_amount', 'open_amount']) as measure,
        unnest([won_amount, created_amount, open_amount]) as value,
        unnest([was_won_amount, was_created_amount, was_open_amount]) as previous_value,
    from summed
)

select
    dimension,
    name,
    measure,
    value::decimal(38, 2) as value,
    case when comparison() <> 'none' then previous_value end::decimal(38, 2) as previous_value,
    case when comparison() <> 'none' then value - previous_value end::decimal(38, 2) as change,
from listed
where value <> 0 or previous_value <> 0
order by abs(value - previous_value) desc, dimension, name nulls last, measure;
