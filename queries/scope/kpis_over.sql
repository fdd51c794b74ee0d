/*
title: Key figures over periods
title_zh: 期间关键指标
about: The key figures of some periods as known at the ends of some days: the one place where they are put together,
    for the present period, the ones it is compared with, and each month of a trend.
grain: one row per period
column from_day: first day of the period
column competitive_closings: won deals and those lost to a competitor
column valued_closings: closed deals whose amount is known
column timed_wins: won deals whose cycle is known
column recent_closings: closings of the 12 months before the day
*/
create or replace macro kpis_over(from_days, to_days, on_days) as table
    with
    spans as (
        select * from kpi_spans(from_days, to_days, on_days)
    ),

    -- sums and counts of nothing are 0, rates of nothing NULL
    summed as (
        select
            p.span_no,
            p.from_day,
            p.to_day,
            p.on_day,
            coalesce(c.won_amount, 0) as won_amount,
            coalesce(c.won_deals, 0) as won_deals,
            coalesce(c.lost_amount, 0) as lost_amount,
            coalesce(c.lost_deals, 0) as lost_deals,
            c.win_rate,
            c.competitive_win_rate,
            c.win_rate_by_amount,
            c.average_won_amount,
            c.mean_cycle_days,
            c.median_cycle_days,
            coalesce(s.open_deals, 0) as open_deals,
            coalesce(s.open_amount, 0) as open_amount,
            coalesce(s.effective_open_amount, 0) as effective_open_amount,
            coalesce(s.weighted_amount, 0) as weighted_amount,
            coalesce(s.stalled_amount, 0) as stalled_amount,
            coalesce(s.open_without_close_date, 0) as open_without_close_date,
            coalesce(s.created_deals, 0) as created_deals,
            coalesce(s.created_amount, 0) as created_amount,
            coalesce(s.coverable_amount, 0) as coverable_amount,
            coalesce(s.weighted_coverable_amount, 0) as weighted_coverable_amount,
            coalesce(s.effective_coverable_amount, 0) as effective_coverable_amount,
            coalesce(c.new_customers, 0) as new_customers,
            coalesce(c.competitive_closings, 0) as competitive_closings,
            coalesce(c.valued_closings, 0) as valued_closings,
            coalesce(c.valued_wins, 0) as valued_wins,
            coalesce(c.timed_wins, 0) as timed_wins,
            coalesce(r.recent_closings, 0) as recent_closings,
            r.* exclude (span_no, recent_closings),
        from spans as p
        left join kpi_closings(from_days, to_days, on_days) as c on p.span_no = c.span_no
        left join kpi_states(from_days, to_days, on_days) as s on p.span_no = s.span_no
        left join kpi_recents(from_days, to_days, on_days) as r on p.span_no = r.span_no
    ),

    aimed as (
        select
            p.span_no,
            sum(t.period_amount)::decimal(38, 2) as target_amount,
            sum(t.to_date_amount)::decimal(38, 2) as target_to_date_amount,
        from spans as p
        cross join lateral (select * from scoped_targets(1, p.from_day, p.to_day, p.on_day)) as t
        group by p.span_no
    )

    select
        s.*,
        a.target_amount,
        a.target_to_date_amount,
        attainment(s.won_amount, a.target_amount) as attainment,
        attainment_to_date(s.won_amount, a.target_to_date_amount) as attainment_to_date,
        remaining_target(s.won_amount, a.target_amount) as remaining_target,
        case
            when s.on_day <= s.to_day
                then coverage(s.coverable_amount, remaining_target(s.won_amount, a.target_amount))
        end as coverage,
        case
            when s.on_day <= s.to_day
                then effective_coverage(
                    s.effective_coverable_amount, remaining_target(s.won_amount, a.target_amount)
                )
        end as effective_coverage,
        case when s.recent_closings >= 10 then required_coverage(s.recent_win_rate_by_amount) end
            as required_coverage,
        expected_landing(s.won_amount, s.weighted_coverable_amount) as expected_landing,
        velocity_per_day(
            s.open_deals, s.recent_average_won_amount, s.recent_win_rate, s.recent_mean_cycle_days
        ) as velocity_per_day,
    from summed as s
    left join aimed as a on s.span_no = a.span_no;
