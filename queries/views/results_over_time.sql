/*
title: Results by month
title_zh: 月度业绩
about: What was won, lost and created in every month of the period, beside the target of the month. Months cut by
    the period count its days only. Results are NULL in months that begin after the as-of day.
about_zh: 期间内每月的赢单、丢单、新增和目标。被期间截断的月份只计期间内的天数。截止日之后的月份为空。
grain: one row per month of the period
grain_zh: 期间内每月一行
needs: deals
subject: results
days: month
column month: date; first day of the month
column target_amount: money; share of the targets that falls on the month's days; NULL where none is set
label month: Month | 月份
about_zh month: 月份，以当月第一天表示
about_zh target_amount: 目标中按天数落在该月的部分；未设目标时为空
*/
create or replace view results_over_time as
with
period_months as (
    select
        month::date as month,
        last_day(month::date) as month_end,
    from (
        select unnest(generate_series(
            date_trunc('month', period_start()), period_end()::timestamp, interval 1 month
        )) as month
    ) as series
),

happened as (
    select
        amount,
        is_won,
        is_closed,
        is_lost,
        false as is_created,
        date_trunc('month', closed_date)::date as month,
    from flow_deals(period_start(), period_end(), as_of())
    where is_closed
    union all
    select
        amount,
        false as is_won,
        false as is_closed,
        false as is_lost,
        is_created,
        date_trunc('month', created_date)::date as month,
    from flow_deals(period_start(), period_end(), as_of())
    where is_created
),

results as (
    select
        month,
        won_amount(amount, is_won) as won_amount,
        won_deals(is_won) as won_deals,
        lost_deals(is_lost) as lost_deals,
        created_deals(is_created) as created_deals,
        created_amount(amount, is_created) as created_amount,
        win_rate(is_won, is_closed) as win_rate,
    from happened
    group by month
),

aimed as (
    select
        m.month,
        sum(
            t.amount * (least(t.to_date, m.month_end) - greatest(t.from_date, m.month) + 1) / t.days
        ) as target_amount,
    from period_months as m
    inner join scoped_targets(1, period_start(), period_end(), as_of()) as t
        on m.month_end >= t.from_date and m.month <= t.to_date
    group by m.month
)

select
    m.month,
    case when m.month <= as_of() then coalesce(r.won_amount, 0) end::decimal(38, 2) as won_amount,
    case when m.month <= as_of() then coalesce(r.won_deals, 0) end as won_deals,
    case when m.month <= as_of() then coalesce(r.lost_deals, 0) end as lost_deals,
    case when m.month <= as_of() then coalesce(r.created_deals, 0) end as created_deals,
    case when m.month <= as_of() then coalesce(r.created_amount, 0) end::decimal(38, 2)
        as created_amount,
    a.target_amount::decimal(38, 4) as target_amount,
    r.win_rate,
from period_months as m
left join results as r on m.month = r.month
left join aimed as a on m.month = a.month
order by m.month;
