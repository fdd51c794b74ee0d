/*
title: Stays against the rest
title_zh: 停留与其余对比
about: How long the stays of each member of some dimensions last beside those of all others in the stage: Kaplan-Meier
    medians and the log-rank test. What a stay adds to
        the endings to be expected and to their variance is summed over the stays, which is the same as going through
    the days member by member. The
    median of the rest is read to the hour where the exports carry times of day.
column name: member
column stays: stays of the member
column rest_stays: stays of all others
column excess: endings to be expected less endings seen; above 0 where the member's stays last longer
column variance: variance of that difference; 0 where nothing tells the two apart
*/
create or replace macro peer_stays(dimensions) as table
    with
    lengths as (
        select
            *,
            case when has_times() then ceil(days * 24) / 24 else days end as bin,
            product(1 - completed / at_risk)
                over (partition by dimension, name, pipeline, stage order by days) as survival,
        from stay_lengths(dimensions, period_start(), period_end(), as_of())
    ),

    hazards as (
        select
            dimension, pipeline, stage, days,
            sum(sum(stays)) over (partition by dimension, pipeline, stage)::double as all_stays,
            sum(sum(stays)) over (
                partition by dimension, pipeline, stage order by days desc
            )::double as exposed,
            sum(completed) / exposed as rate,
            rate * (exposed - sum(completed)) / greatest(exposed - 1, 1) as step,
        from lengths
        group by dimension, pipeline, stage, days
    ),

    sums as (
        select
            *,
            sum(rate) over so_far as hazard, sum(step) over so_far as spread,
            sum(step / exposed) over so_far as overlap,
        from hazards
        window so_far as (partition by dimension, pipeline, stage order by days)
    ),

    tested as (
        select
            l.dimension, l.name, l.pipeline, l.stage,
            sum(l.stays)::bigint as stays,
            (any_value(h.all_stays) - sum(l.stays))::bigint as rest_stays,
            min(l.days) filter (where l.survival <= 0.5 + 1e-9) as median_days,
            sum(l.stays * h.hazard) - sum(l.completed) as excess,
            sum(l.stays * h.spread) - sum((l.at_risk ** 2 - (l.at_risk - l.stays) ** 2) * h.overlap)
                as variance,
        from lengths as l
        inner join sums as h
            on l.dimension = h.dimension and l.pipeline = h.pipeline
                and l.stage = h.stage and l.days = h.days
        group by l.dimension, l.name, l.pipeline, l.stage
    ),

    bins as (
        select
            dimension, name, pipeline, stage, bin, sum(stays) as stays, sum(completed) as completed,
        from lengths
        group by dimension, name, pipeline, stage, bin
    ),

    everybody as (
        select
            dimension, pipeline, stage, bin, sum(completed) as completed,
            sum(sum(stays)) over (partition by dimension, pipeline, stage order by bin desc)
                as at_risk,
            sum(sum(completed)) over (partition by dimension, pipeline, stage order by bin)
                - sum(completed) as ended,
        from lengths
        group by dimension, pipeline, stage, bin
    ),

    -- half of the rest have ended, whatever lasts longer, before more than this have ended among everybody
    rest as (
        select
            m.*, e.bin,
            e.completed - coalesce(b.completed, 0) as completed,
            e.at_risk - m.stays + sum(coalesce(b.stays, 0)) over so_far - coalesce(b.stays, 0)
                as at_risk,
        from tested as m
        inner join everybody as e
            on m.dimension = e.dimension and m.pipeline = e.pipeline and m.stage = e.stage
                and 2 * e.ended <= 2 * m.stays + m.rest_stays
        left join bins as b
            on m.dimension = b.dimension and m.name is not distinct from b.name
                and e.pipeline = b.pipeline and e.stage = b.stage and e.bin = b.bin
        window so_far as (partition by m.dimension, m.name, m.pipeline, m.stage order by e.bin)
    )

    select
        dimension, name, pipeline, stage,
        any_value(stays) as stays, any_value(rest_stays) as rest_stays,
        any_value(median_days) as median_days,
        any_value(excess) as excess, any_value(variance) as variance,
        min(bin) filter (where survival <= 0.5 + 1e-9) as rest_median_days,
    from (
        select
            *,
            product(1 - completed / nullif(at_risk, 0))
                over (partition by dimension, name, pipeline, stage order by bin) as survival,
        from rest
    )
    group by dimension, name, pipeline, stage;
