/*
title: Key figures as rows
title_zh: 关键指标（逐行）
about: The key figures of some periods as known at the ends of some days, one per row, with the number of cases they
    rest on.
column span_no: position of the period in the lists
column measure_no: place of the measure in kpis
column sample: deals that a rate, a mean or a median rests on; NULL for counts, sums and ratios of sums
*/
create or replace macro kpi_values(from_days, to_days, on_days) as table
    with
    figures as (
        select
            *,
            won_deals + lost_deals as closed_deals,
        from kpis_over(from_days, to_days, on_days)
    ),

    listed as (
        select
            span_no,
            from_day,
            unnest([
                {measure: 'won_amount', value: won_amount::double, sample: null::bigint},
                {measure: 'won_deals', value: won_deals, sample: null},
                {measure: 'lost_amount', value: lost_amount, sample: null},
                {measure: 'lost_deals', value: lost_deals, sample: null},
                {measure: 'win_rate', value: win_rate, sample: closed_deals},
                {
                    measure: 'competitive_win_rate', value: competitive_win_rate,
                    sample: competitive_closings
                },
                {measure: 'win_rate_by_amount', value: win_rate_by_amount, sample: valued_closings},
                {measure: 'average_won_amount', value: average_won_amount, sample: valued_wins},
                {measure: 'mean_cycle_days', value: mean_cycle_days, sample: timed_wins},
                {measure: 'median_cycle_days', value: median_cycle_days, sample: timed_wins},
                {measure: 'open_deals', value: open_deals, sample: null},
                {measure: 'open_amount', value: open_amount, sample: null},
                {measure: 'effective_open_amount', value: effective_open_amount, sample: null},
                {measure: 'weighted_amount', value: weighted_amount, sample: null},
                {measure: 'stalled_amount', value: stalled_amount, sample: null},
                {measure: 'open_without_close_date', value: open_without_close_date, sample: null},
                {measure: 'created_deals', value: created_deals, sample: null},
                {measure: 'created_amount', value: created_amount, sample: null},
                {measure: 'target_amount', value: target_amount, sample: null},
                {measure: 'target_to_date_amount', value: target_to_date_amount, sample: null},
                {measure: 'attainment', value: attainment, sample: null},
                {measure: 'attainment_to_date', value: attainment_to_date, sample: null},
                {measure: 'remaining_target', value: remaining_target, sample: null},
                {measure: 'coverage', value: coverage, sample: null},
                {measure: 'effective_coverage', value: effective_coverage, sample: null},
                {measure: 'required_coverage', value: required_coverage, sample: recent_closings},
                {measure: 'expected_landing', value: expected_landing, sample: null},
                {measure: 'velocity_per_day', value: velocity_per_day, sample: null},
                {measure: 'new_customers', value: new_customers, sample: null},
            ]) as figure,
            unnest(range(1, 30)) as measure_no,
        from figures
    )

    select
        span_no,
        from_day,
        measure_no::integer as measure_no,
        figure.measure,
        figure.value,
        figure.sample,
    from listed;
