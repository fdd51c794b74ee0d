/*
title: Key figures over a period
title_zh: 期间关键指标
about: The key figures of a period as known at the end of a day: the one place where they are put together,
    for the present period, the ones it is compared with, and each month of a trend.
column competitive_closings: won deals and those lost to a competitor
column recent_closings: closings of the 12 months before the day
*/
create or replace macro kpis_over(from_day, to_day, on_day) as table
    with
    first_wins as (
        select
            account_id,
            min(won_date) as won_date,
        from account_wins
        where won_date <= on_day and won_to > on_day
        group by account_id
        having min(won_date) between from_day and least(to_day, on_day)
    ),

    lost_to_competitors as (
        select
            deal_no,
            closed_at::date as closed_date,
        from deal_facts
        where ending = 'lost_to_competitor'
    ),

    -- norms are about open deals; of the closed ones only those that some figure counts are read
    counted as (
        select * from period_deals(from_day, to_day, on_day)
        where is_open
        union all by name
        select
            *,
            is_in_flow(created_date, from_day, to_day, on_day) as is_created,
            outcome = 'won' and is_in_flow(closed_date, from_day, to_day, on_day) as is_won,
            outcome = 'lost' and is_in_flow(closed_date, from_day, to_day, on_day) as is_lost,
            is_in_flow(closed_date, from_day, to_day, on_day) as is_closed,
        from scoped_deals(on_day)
        where closed_date >= least(on_day - 366, from_day)
    ),

    flagged as (
        select
            d.*,
            coalesce(d.closed_date > (on_day - interval 1 year)::date, false) and not d.is_open as is_recent,
            d.outcome = 'won' and d.closed_date = w.won_date as is_first_win,
            d.is_lost and coalesce(d.closed_date = f.closed_date, false) as is_lost_to_competitor,
        from counted as d
        left join first_wins as w on d.account_id = w.account_id
        left join lost_to_competitors as f on d.deal_no = f.deal_no
    ),

    summed as (
        select
            won_amount(amount, is_won)::decimal(38, 2) as won_amount,
            won_deals(is_won) as won_deals,
            lost_amount(amount, is_lost)::decimal(38, 2) as lost_amount,
            lost_deals(is_lost) as lost_deals,
            win_rate(is_won, is_closed) as win_rate,
            competitive_win_rate(is_won, is_lost_to_competitor) as competitive_win_rate,
            win_rate_by_amount(is_won, is_closed, amount) as win_rate_by_amount,
            average_won_amount(amount, is_won) as average_won_amount,
            mean_cycle_days(cycle_days, is_won) as mean_cycle_days,
            median_cycle_days(cycle_days, is_won) as median_cycle_days,
            open_deals(is_open) as open_deals,
            open_amount(amount, is_open) as open_amount,
            effective_open_amount(amount, is_open, is_beyond_cycle) as effective_open_amount,
            weighted_amount(amount, probability, is_open) as weighted_amount,
            stalled_amount(amount, is_stalled) as stalled_amount,
            open_without_close_date(is_open, expected_close_date) as open_without_close_date,
            created_deals(is_created) as created_deals,
            created_amount(amount, is_created) as created_amount,
            open_amount(amount, is_coverable) as coverable_amount,
            weighted_amount(amount, probability, is_coverable) as weighted_coverable_amount,
            new_customers(account_id, is_won and is_first_win) as new_customers,
            count(*) filter (where is_won or is_lost_to_competitor) as competitive_closings,
            count(*) filter (where is_recent) as recent_closings,
            win_rate(is_recent and outcome = 'won', is_recent) as recent_win_rate,
            win_rate_by_amount(is_recent and outcome = 'won', is_recent, amount) as recent_win_rate_by_amount,
            average_won_amount(amount, is_recent and outcome = 'won') as recent_average_won_amount,
            mean_cycle_days(cycle_days, is_recent and outcome = 'won') as recent_mean_cycle_days,
        from flagged
    ),

    aimed as (
        select
            sum(period_amount)::decimal(38, 2) as target_amount,
            sum(to_date_amount)::decimal(38, 2) as target_to_date_amount,
        from scoped_targets(1, from_day, to_day, on_day)
    )

    select
        s.won_amount,
        s.won_deals,
        s.lost_amount,
        s.lost_deals,
        s.win_rate,
        s.competitive_win_rate,
        s.win_rate_by_amount,
        s.average_won_amount,
        s.mean_cycle_days,
        s.median_cycle_days,
        s.open_deals,
        s.open_amount,
        s.effective_open_amount,
        s.weighted_amount,
        s.stalled_amount,
        s.open_without_close_date,
        s.created_deals,
        s.created_amount,
        a.target_amount,
        a.target_to_date_amount,
        attainment(s.won_amount, a.target_amount) as attainment,
        attainment_to_date(s.won_amount, a.target_to_date_amount) as attainment_to_date,
        case
            when a.target_amount is not null then remaining_target(s.won_amount, a.target_amount)
        end as remaining_target,
        case
            when a.target_amount is not null and on_day <= to_day
                then coverage(s.coverable_amount, remaining_target(s.won_amount, a.target_amount))
        end as coverage,
        case when s.recent_closings >= 10 then required_coverage(s.recent_win_rate_by_amount) end as required_coverage,
        expected_landing(s.won_amount, s.weighted_coverable_amount) as expected_landing,
        velocity_per_day(
            s.open_deals, s.recent_average_won_amount, s.recent_win_rate, s.recent_mean_cycle_days
        ) as velocity_per_day,
        s.new_customers,
        s.competitive_closings,
        s.recent_closings,
    from summed as s
    cross join aimed as a;
