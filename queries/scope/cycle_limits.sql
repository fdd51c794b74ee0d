/*
title: Cycle limits
title_zh: 成交周期界限
about: After how many days of age a deal of each rep is beyond the usual cycle as of some days: the mean cycle of
    the last wins (cycle_basis_wins) of the rep, else of the team, else of the company, over all deals; only where
    at least 10 wins are known.
column rep_id: rep; one row per day is NULL, for deals without a rep
column limit_days: days; NULL where nobody has enough wins
*/
create or replace macro cycle_limits(on_days) as table
    with
    days as (
        select distinct unnest(on_days) as on_day
    ),

    norms as (
        select
            d.on_day,
            n.level,
            n.name,
            n.cycle_days,
        from cycle_norms as n
        inner join days as d on n.valid_from <= d.on_day and n.valid_to > d.on_day
        where n.wins >= 10 and n.name is not null and n.valid_to > list_min(on_days)
    ),

    reps as (
        select
            rep_id,
            team,
        from rep_facts
        union all by name
        select null as rep_id
    )

    select
        d.on_day,
        r.rep_id,
        coalesce(p.cycle_days, t.cycle_days, c.cycle_days) as limit_days,
    from days as d
    cross join reps as r
    left join norms as p on d.on_day = p.on_day and r.rep_id = p.name and p.level = 'rep'
    left join norms as t on d.on_day = t.on_day and r.team = t.name and t.level = 'team'
    left join norms as c on d.on_day = c.on_day and c.level = 'company';
