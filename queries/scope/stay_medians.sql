/*
title: Median stays
title_zh: 停留中位数
about: Kaplan-Meier median of the stays begun in a period, per stage over everything and per member of each
    dimension. Stays that still last are right-censored; completions at t come before censorings at t; the
    smallest t with S(t) at most a half.
column dimension: all, or the dimension split by
column name: member; blank for all
column median_days: days; NULL where half of the stays have not ended
*/
create or replace macro stay_medians(from_day, to_day, on_day) as table
    with
    stays as (
        select
            region,
            team,
            rep,
            product_line,
            account_size,
            channel,
            pipeline,
            stage,
            observed_days as days,
            is_completed,
        from scoped_stays(on_day)
        where entered_date between from_day and least(to_day, on_day) and is_start_known
    ),

    lengths as (
    select
        'all' as dimension,
        '' as name,
        pipeline,
        stage,
        days,
        count(*) as stays,
        count(*) filter (where is_completed) as completed,
    from stays
    group by pipeline, stage, days
    union all
    select
        'region' as dimension,
        region as name,
        pipeline,
        stage,
        days,
        count(*) as stays,
        count(*) filter (where is_completed) as completed,
    from stays
    group by region, pipeline, stage, days
    union all
    select
        'team' as dimension,
        team as name,
        pipeline,
        stage,
        days,
        count(*) as stays,
        count(*) filter (where is_completed) as completed,
    from stays
    group by team, pipeline, stage, days
    union all
    select
        'rep' as dimension,
        rep as name,
        pipeline,
        stage,
        days,
        count(*) as stays,
        count(*) filter (where is_completed) as completed,
    from stays
    group by rep, pipeline, stage, days
    union all
    select
        'product_line' as dimension,
        product_line as name,
        pipeline,
        stage,
        days,
        count(*) as stays,
        count(*) filter (where is_completed) as completed,
    from stays
    group by product_line, pipeline, stage, days
    union all
    select
        'account_size' as dimension,
        account_size as name,
        pipeline,
        stage,
        days,
        count(*) as stays,
        count(*) filter (where is_completed) as completed,
    from stays
    group by account_size, pipeline, stage, days
    union all
    select
        'channel' as dimension,
        channel as name,
        pipeline,
        stage,
        days,
        count(*) as stays,
        count(*) filter (where is_completed) as completed,
    from stays
    group by channel, pipeline, stage, days
    ),

    at_risk as (
        select
            *,
            sum(stays) over (partition by dimension, name, pipeline, stage order by days desc) as at_risk,
        from lengths
    ),

    survival as (
        select
            *,
            product(1 - completed / at_risk) over (partition by dimension, name, pipeline, stage order by days) as survival,
        from at_risk
    )

    select
        dimension,
        name,
        pipeline,
        stage,
        min(days) filter (where survival <= 0.5 + 1e-9) as median_days,
    from survival
    group by dimension, name, pipeline, stage;
