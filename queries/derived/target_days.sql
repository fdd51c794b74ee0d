/*
title: Target days
title_zh: 目标日历
about: Targets for won amount as stretches of days on which one amount per day holds: where targets of a finer
    period exist for a day they replace the coarser ones of the same holder.
grain: one row per target and unbroken stretch of days on which it counts
column level: 1 company, 2 region, 3 team, 4 rep
column amount: target of its whole period
column days: days of its whole period
column from_date: first day of the stretch
column to_date: last day of the stretch
*/
create or replace table target_days as
with
team_regions as (
    select
        team,
        min(region) as region,
    from rep_facts
    where team is not null
    group by team
    having count(distinct region) = 1
),

holders as (
    select
        t.period_start,
        t.period_end,
        t.amount,
        t.product_line,
        case
            when t.rep_id is not null then 4
            when t.team is not null then 3
            when t.region is not null then 2
            else 1
        end::tinyint as level,
        coalesce(t.region, r.region, g.region) as region,
        coalesce(t.team, r.team) as team,
        t.rep_id,
        r.rep,
        t.period_end - t.period_start + 1 as days,
    from targets as t
    left join rep_facts as r on t.rep_id = r.rep_id
    left join team_regions as g on coalesce(t.team, r.team) = g.team
    where t.measure = 'won_amount' and t.period_end >= t.period_start
),

daily as (
    select
        *,
        unnest(generate_series(period_start, period_end, interval 1 day))::date as day,
    from holders
),

finest as (
    select *
    from daily
    qualify days = min(days) over (partition by level, region, team, rep_id, product_line, day)
)

select
    level,
    region,
    team,
    rep_id,
    rep,
    product_line,
    amount,
    days,
    min(day) as from_date,
    max(day) as to_date,
from (
    select
        *,
        day - (row_number() over (
            partition by level, region, team, rep_id, product_line, amount, days, period_start, period_end order by day
        ))::integer as island,
    from finest
) as numbered
group by level, region, team, rep_id, rep, product_line, amount, days, period_start, period_end, island
order by from_date, level, region, team, rep_id;
