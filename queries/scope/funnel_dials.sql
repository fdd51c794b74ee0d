/*
title: Dials of the funnel
title_zh: 漏斗刻度
about: The shape of the whole funnel in scope and its four dials at the ends of some days, each for the target of a
    period.
grain: one row per period
*/
create or replace macro funnel_dials(from_days, to_days, on_days) as table
    with
    spans as (
        select * from kpi_spans(from_days, to_days, on_days)
    ),

    standing as (
        select
            s.span_no,
            coalesce(days_up_to(s.on_day, v.created_at, v.created_date) > c.limit_days, false)
                as is_beyond_cycle,
            funnel_band(true, is_beyond_cycle, v.probability) as band,
            count(*) as deals, sum(v.amount) as amount,
        from scoped_versions() as v
        inner join spans as s on v.valid_from_date <= s.on_day and v.valid_to_date > s.on_day
        left join cycle_limits(on_days) as c
            on s.on_day = c.on_day and v.rep_id is not distinct from c.rep_id
        where v.outcome = 'open' and v.valid_from_date <= list_max(on_days)
            and v.valid_to_date > list_min(on_days)
        group by all
    ),

    shaped as (
        select
            span_no,
            sum(deals) filter (where band = 'early') as early,
            sum(deals) filter (where band = 'middle') as middle,
            sum(deals) filter (where band = 'late') as late,
            effective_open_amount(amount, true, is_beyond_cycle) as effective_open_amount,
        from standing
        group by span_no
    ),

    closed as (
        select
            s.span_no, v.amount, v.cycle_days,
            v.outcome = 'won' as is_won,
            coalesce(v.created_date > s.year_before, false) as is_in_cohort,
            is_won and v.closed_date > s.year_before as is_recent_win,
            is_won and is_in_flow(v.closed_date, s.from_day, s.to_day, s.on_day)
                as is_won_in_period,
        from scoped_versions() as v
        inner join spans as s on v.valid_from_date <= s.on_day and v.valid_to_date > s.on_day
        where v.outcome in ('won', 'lost')
            and greatest(v.created_date, v.closed_date)
                > least(year_before(list_min(on_days)), list_min(from_days) - 1)
    ),

    dialled as (
        select
            span_no,
            won_amount(amount, is_won_in_period) as won_amount,
            slope(is_won and is_in_cohort, is_in_cohort) as slope,
            flow_days(cycle_days, is_recent_win) as flow_days,
            count(*) filter (where is_in_cohort) as cohort_closings,
            count(*) filter (where is_recent_win) as recent_wins,
        from closed
        group by span_no
    ),

    aimed as (
        select s.span_no, sum(t.period_amount) as target_amount,
        from spans as s
        cross join lateral (select * from scoped_targets(1, s.from_day, s.to_day, s.on_day)) as t
        group by s.span_no
    ),

    figures as (
        select
            s.on_day as on_date,
            coalesce(f.early, 0)::bigint as early,
            coalesce(f.middle, 0)::bigint as middle,
            coalesce(f.late, 0)::bigint as late,
            coalesce(f.effective_open_amount, 0) as effective_open_amount,
            case
                when a.target_amount is not null
                    then remaining_target(coalesce(d.won_amount, 0), a.target_amount)
            end::decimal(38, 2) as remaining_target,
            d.slope, d.flow_days,
            coalesce(d.cohort_closings, 0) as cohort_closings,
            coalesce(d.recent_wins, 0) as recent_wins,
        from spans as s
        left join shaped as f on s.span_no = f.span_no
        left join dialled as d on s.span_no = d.span_no
        left join aimed as a on s.span_no = a.span_no
    )

    select
        on_date, early, middle, late,
        funnel_shape_of(early, middle, late) as shape,
        effective_open_amount,
        thickness(effective_open_amount, remaining_target) as thickness,
        slope, cohort_closings,
        evenness(early, middle, late, ideal_early_share(), ideal_middle_share(), ideal_late_share())
            as evenness,
        flow_days, recent_wins,
    from figures;
