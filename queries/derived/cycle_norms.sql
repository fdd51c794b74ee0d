/*
title: Cycle norms
title_zh: 成交周期常模
about: The mean cycle of the last wins (cycle_basis_wins) of every rep, team and of the company, day by day, over all
    deals.
grain: one row per rep, team or company and stretch of days between two of its wins or reopenings
column level: rep, team or company
column name: rep_id, team or blank; NULL where a win has none
column cycle_days: days
column wins: wins known, counted to ten at least
column valid_from: first day
column valid_to: day after the last one; 9999-12-31 while it holds
*/
create or replace table cycle_norms as
with
wins as (
    select
        unnest(['rep', 'team', 'company']) as level,
        unnest([rep_id, team, '']) as name,
        win_no,
        won_date,
        won_to,
        cycle_days,
    from deal_wins
    where cycle_days is not null
),

-- a reopened win is read beside the lasting one before it; count(*) filter (…) over … would take the square of the rows
placed as (
    select
        *,
        count(
            case when won_to = date '9999-12-31' then 1 end
        ) over (partition by level, name order by win_no) as place,
    from wins
),

turns as (
    select
        level,
        name,
        won_date as day,
        max(place) as place,
    from placed
    group by level, name, won_date
    union all
    select
        level,
        name,
        won_to,
        null,
    from placed
    where won_to < date '9999-12-31'
),

days as (
    select
        level,
        name,
        day,
        max(max(place)) over (partition by level, name order by day) as place,
        lead(day, 1, date '9999-12-31') over (partition by level, name order by day) as valid_to,
    from turns
    group by level, name, day
),

looked_back as (
    select
        *,
        unnest(range(greatest(place - greatest(cycle_basis_wins(), 10) + 1, 0), place + 1))
            as looked_at,
    from days
),

candidates as (
    select
        d.level,
        d.name,
        d.day,
        d.valid_to,
        max_by(w.cycle_days, w.win_no, greatest(cycle_basis_wins(), 10)) as cycles,
    from looked_back as d
    inner join placed as w
        on
            d.level = w.level
            and d.name is not distinct from w.name
            and d.looked_at = w.place
            and w.won_date <= d.day
            and w.won_to > d.day
    group by d.level, d.name, d.day, d.valid_to
),

last_wins as (
    select
        * exclude (cycles),
        len(cycles)::integer as wins,
        unnest(list_slice(cycles, 1, cycle_basis_wins())) as cycle_days,
    from candidates
)

select
    level,
    name,
    recent_cycle_days(cycle_days) as cycle_days,
    wins,
    day as valid_from,
    valid_to,
from last_wins
group by level, name, wins, day, valid_to
order by level, valid_to, name;
