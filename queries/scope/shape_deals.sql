/*
title: Deals of a funnel's shape
title_zh: 漏斗形状所涉商机
about: What the shape of a funnel at the end of a day is made of: the open deals in scope with their part of the funnel,
    and the
    closed ones that its dials rest on: won in the period, created or won in the twelve months up to the day.
column band: early, middle or late; NULL for a deal beyond its cycle, closed, or without a probability
column is_in_cohort: created in the twelve months up to the day
column is_recent_win: won in them
column is_won_in_period: won in the period
*/
create or replace macro shape_deals(from_day, to_day, on_day) as table
    select
        region,
        team,
        rep_id,
        rep,
        amount,
        cycle_days,
        is_beyond_cycle,
        true as is_open,
        funnel_band(true, is_beyond_cycle, probability) as band,
        false as is_won,
        false as is_in_cohort,
        false as is_recent_win,
        false as is_won_in_period,
    from judged_deals(on_day)
    where is_open
    union all
    select
        region,
        team,
        rep_id,
        rep,
        amount,
        cycle_days,
        null,
        false,
        null,
        outcome = 'won',
        coalesce(created_date > year_before(on_day), false),
        outcome = 'won' and closed_date > year_before(on_day),
        outcome = 'won' and is_in_flow(closed_date, from_day, to_day, on_day),
    from scoped_deals(on_day)
    where
        not is_open
        and (
            created_date > year_before(on_day)
            or (outcome = 'won' and closed_date > least(year_before(on_day), from_day - 1))
        );
