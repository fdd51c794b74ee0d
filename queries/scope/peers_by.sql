/*
title: Members against the rest
title_zh: 成员与其余对比
about: Win rate, conversion and dwell of each member of one dimension, given by its name and its column, beside all others.
*/
create or replace macro peers_by(dimension_name, member) as table
    with
    closings as (
        select
            member as name,
            won_deals(is_won) as hits,
            count(*) as cases,
            sum(won_deals(is_won)) over () - hits as rest_hits,
            sum(count(*)) over () - cases as rest_cases,
        from flow_deals(period_start(), period_end(), as_of())
        where is_closed
        group by all
    ),

    conversions as (
        select
            name,
            pipeline,
            stage,
            advanced as hits,
            advanced + lost as cases,
            sum(advanced) over (partition by pipeline, stage) - hits as rest_hits,
            sum(advanced + lost) over (partition by pipeline, stage) - cases as rest_cases,
        from reach_counts(member)
    ),

    rates as (
        select
            'win_rate' as measure,
            null as pipeline,
            null as stage,
            *,
        from closings
        union all by name
        select
            'resolved_conversion' as measure,
            *,
        from conversions
        where cases > 0
    )

    select
        dimension_name as dimension,
        name,
        measure,
        pipeline,
        stage,
        proportion(hits, cases) as value,
        cases as sample,
        proportion(rest_hits, rest_cases) as rest_value,
        rest_cases as rest_sample,
        two_proportion_z(hits, cases, rest_hits, rest_cases) as statistic,
    from rates
    union all
    select
        dimension_name,
        name,
        'median_days',
        pipeline,
        stage,
        median_days,
        stays,
        rest_median_days,
        rest_stays,
        case when stays >= 10 and rest_stays >= 10 and variance > 1e-9 then excess / sqrt(variance) end,
    from peer_stays(member);
