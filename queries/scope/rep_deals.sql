/*
title: Deals of reps
title_zh: 销售商机汇总
about: Results and pipeline of a period per owner of the deals in scope, as known at the end of a day.
column recent_win_rate: of the 12 months before the day, as the other recent columns
*/
create or replace macro rep_deals(from_day, to_day, on_day) as table
    with
    flagged as (
        select
            *,
            not is_open and closed_date > (on_day - interval 1 year)::date as is_recent,
        from period_deals(from_day, to_day, on_day)
    )

    select
        rep_id,
        won_amount(amount, is_won)::decimal(38, 2) as owned_won_amount,
        won_deals(is_won) as won_deals,
        lost_deals(is_lost) as lost_deals,
        win_rate(is_won, is_closed) as win_rate,
        average_won_amount(amount, is_won) as average_won_amount,
        mean_cycle_days(cycle_days, is_won) as mean_cycle_days,
        open_deals(is_open) as open_deals,
        open_amount(amount, is_open) as open_amount,
        effective_open_amount(amount, is_open, is_beyond_cycle) as effective_open_amount,
        weighted_amount(amount, probability, is_open) as weighted_amount,
        open_amount(amount, is_coverable) as coverable_amount,
        stalled_deals(is_stalled) as stalled_deals,
        count(*) filter (where is_open or is_created or is_closed) as listed_deals,
        velocity_per_day(
            open_deals(is_open),
            average_won_amount(amount, is_recent and outcome = 'won'),
            win_rate(is_recent and outcome = 'won', is_recent),
            mean_cycle_days(cycle_days, is_recent and outcome = 'won')
        ) as velocity_per_day,
    from flagged
    group by rep_id;
