/*
title: Median stays
title_zh: 停留中位数
about: Kaplan-Meier median of the stays begun in a period, per stage and member of some dimensions; a dimension of
    NULL has one member, everybody. Stays that still last are right-censored; completions at t come before
    censorings at t; the smallest t with S(t) at most a half.
column name: member
column stays: count of the stays
column median_days: days; NULL where half of the stays have not ended
*/
create or replace macro stay_medians(dimensions, from_day, to_day, on_day) as table
    with
    survival as (
        select
            *,
            product(1 - completed / at_risk)
                over (partition by dimension, name, pipeline, stage order by days) as survival,
        from stay_lengths(dimensions, from_day, to_day, on_day)
    )

    select
        dimension,
        name,
        pipeline,
        stage,
        sum(stays)::bigint as stays,
        min(days) filter (where survival <= 0.5 + 1e-9) as median_days,
    from survival
    group by dimension, name, pipeline, stage;
