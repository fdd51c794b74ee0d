/*
title: Cycle limits
title_zh: 成交周期界限
about: The mean cycle of the last wins (cycle_basis_wins) of every rep, team and of the company as of a day,
    over all deals; only where at least 10 wins are known.
column level: rep, team or company
column name: rep_id, team or blank
column limit_days: days
*/
create or replace macro cycle_limits(on_day) as table
    with
    by_rep as (
        select
            rep_id,
            team,
            max_by({win_no: win_no, cycle_days: cycle_days}, win_no, cycle_basis_wins()) as wins,
            count(*) as population,
        from deal_wins
        where won_date <= on_day and won_to > on_day and cycle_days is not null
        group by rep_id, team
    ),

    recent as (
        select
            rep_id,
            team,
            unnest(wins) as win,
        from by_rep
    ),

    levels as (
        select
            'rep' as level,
            rep_id as name,
            win,
        from recent
        union all
        select
            'team',
            team,
            win,
        from recent
        union all
        select
            'company',
            '',
            win,
        from recent
    ),

    populations as (
        select
            case when grouping(team) = 1 then 'company' when grouping(rep_id) = 1 then 'team' else 'rep' end as level,
            case when grouping(team) = 1 then '' when grouping(rep_id) = 1 then team else rep_id end as name,
            sum(population) as wins,
        from by_rep
        group by grouping sets ((), (team), (team, rep_id))
    ),

    last_wins as (
        select
            level,
            name,
            unnest(max_by(win, win.win_no, cycle_basis_wins())) as win,
        from levels
        where name is not null
        group by level, name
    ),

    means as (
        select
            level,
            name,
            mean_cycle_days(win.cycle_days, true) as limit_days,
        from last_wins
        group by level, name
    )

    select
        m.level,
        m.name,
        m.limit_days,
    from means as m
    inner join populations as p on m.level = p.level and m.name = p.name
    where p.wins >= 10;
