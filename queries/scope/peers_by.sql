/*
title: Members against the rest
title_zh: 成员与其余对比
about: Win rate, conversion and dwell of each member of some dimensions beside all others of its dimension.
*/
create or replace macro peers_by(dimensions) as table
    with
    closings as (
        select
            m.dimension,
            member_of(
                m.dimension, d.region, d.team, d.rep, d.product_line, d.account_size, d.channel
            ) as name,
            won_deals(d.is_won) as hits,
            count(*) as cases,
        from flow_deals(period_start(), period_end(), as_of()) as d
        cross join (select unnest(dimensions) as dimension) as m
        where d.is_closed
        group by all
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
            dimension,
            name,
            pipeline,
            stage,
            advanced as hits,
            advanced + lost as cases,
        from reach_counts(dimensions)
        where advanced + lost > 0
    ),

    compared as (
        select
            *,
            sum(hits) over everybody - hits as rest_hits,
            sum(cases) over everybody - cases as rest_cases,
        from rates
        window everybody as (partition by dimension, measure, pipeline, stage)
    )

    select
        dimension,
        name,
        measure,
        pipeline,
        stage,
        proportion(hits, cases) as value,
        cases as sample,
        proportion(rest_hits, rest_cases) as rest_value,
        rest_cases as rest_sample,
        two_proportion_z(hits, cases, rest_hits, rest_cases) as statistic,
    from compared
    union all
    select
        dimension,
        name,
        'median_days',
        pipeline,
        stage,
        median_days,
        stays,
        rest_median_days,
        rest_stays,
        case
            when stays >= 10 and rest_stays >= 10 and variance > 1e-9 then excess / sqrt(variance)
        end,
    from peer_stays(dimensions);
