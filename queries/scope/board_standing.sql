/*
title: What stands on the weekly board
title_zh: 周看板在途
about: The open deals within their cycle per rep and part of the funnel, at the end of each day of the weekly board.
*/
create or replace macro board_standing() as table
    with
    days as (
        select * from board_days()
    ),

    versions as (
        select
            rep_id,
            probability,
            created_at,
            created_date,
            valid_from_date,
            valid_to_date,
        from scoped_versions()
        where
            outcome = 'open'
            and valid_from_date <= least(period_end(), as_of())
            and valid_to_date > week_of(least(period_end(), as_of())) - 56
    ),

    placed as (
        select
            d.week,
            d.on_date,
            v.rep_id,
            funnel_band(
                true,
                coalesce(days_up_to(d.on_date, v.created_at, v.created_date) > c.limit_days, false),
                v.probability
            ) as band,
        from versions as v
        inner join days as d on v.valid_from_date <= d.on_date and v.valid_to_date > d.on_date
        left join cycle_limits((select list(b.on_date) from board_days() as b)) as c
            on d.on_date = c.on_day and v.rep_id is not distinct from c.rep_id
    )

    select
        week,
        on_date,
        rep_id,
        count(*) filter (where band = 'early') as early,
        count(*) filter (where band = 'middle') as middle,
        count(*) filter (where band = 'late') as late,
    from placed
    group by week, on_date, rep_id;
