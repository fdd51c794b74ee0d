/*
title: Dials of the funnel
title_zh: 漏斗刻度
about: The shape of the whole funnel in scope and its four dials at the end of a day, for the target of a period.
grain: one row
*/
create or replace macro funnel_dials(from_day, to_day, on_day) as table
    with
    figures as (
        select
            count(*) filter (where band = 'early') as early,
            count(*) filter (where band = 'middle') as middle,
            count(*) filter (where band = 'late') as late,
            coalesce(effective_open_amount(amount, is_open, is_beyond_cycle), 0) as effective_open_amount,
            coalesce(won_amount(amount, is_won_in_period), 0) as won_amount,
            slope(is_won and is_in_cohort, not is_open and is_in_cohort) as slope,
            flow_days(cycle_days, is_recent_win) as flow_days,
            count(*) filter (where not is_open and is_in_cohort) as cohort_closings,
            count(*) filter (where is_recent_win) as recent_wins,
        from shape_deals(from_day, to_day, on_day)
    ),

    aimed as (
        select sum(period_amount) as target_amount
        from scoped_targets(1, from_day, to_day, on_day)
    )

    select
        on_day as on_date,
        f.early,
        f.middle,
        f.late,
        funnel_shape_of(f.early, f.middle, f.late) as shape,
        f.effective_open_amount,
        thickness(
            f.effective_open_amount,
            case
                when a.target_amount is not null then remaining_target(f.won_amount, a.target_amount)
            end::decimal(38, 2)
        ) as thickness,
        f.slope,
        f.cohort_closings,
        evenness(
            f.early, f.middle, f.late, ideal_early_share(), ideal_middle_share(), ideal_late_share()
        ) as evenness,
        f.flow_days,
        f.recent_wins,
    from figures as f
    cross join aimed as a;
