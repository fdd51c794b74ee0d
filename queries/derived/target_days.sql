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
-- the days on which something begins or has ended cut the calendar of a holder into pieces
edges as (
    select
        level,
        region,
        team,
        rep_id,
        product_line,
        unnest([period_start, period_end + 1]) as day,
    from target_holders
),

pieces as (
    select
        *,
        lead(day) over (partition by level, region, team, rep_id, product_line order by day)
            as next_day,
    from (select distinct * from edges)
),

finest as (
    select
        h.*,
        p.day,
        p.next_day,
    from pieces as p
    inner join target_holders as h
        on
            p.level = h.level
            and p.region is not distinct from h.region
            and p.team is not distinct from h.team
            and p.rep_id is not distinct from h.rep_id
            and p.product_line is not distinct from h.product_line
            and p.day between h.period_start and h.period_end
    qualify h.days
        = min(h.days) over (partition by h.level, h.region, h.team, h.rep_id, h.product_line, p.day)
),

-- pieces of one target that touch are one stretch
joined as (
    select
        *,
        coalesce(lag(next_day) over (partition by target_no order by day) = day, false)
            as is_continued,
    from finest
),

numbered as (
    select
        *,
        count(case when not is_continued then 1 end) over (partition by target_no order by day)
            as stretch_no,
    from joined
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
    max(next_day) - 1 as to_date,
from numbered
group by target_no, level, region, team, rep_id, rep, product_line, amount, days, stretch_no
order by from_date, level, region, team, rep_id;
