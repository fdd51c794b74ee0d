/*
title: Stalled amounts of key figures
title_zh: 指标中的停滞金额
about: What was open and stalled at the ends of some days.
grain: one row per day with a stalled deal
*/
create or replace macro kpi_stalled(on_days) as table
    with
    limits as (
        select *
        from stalled_limits(on_days)
    ),

    least_limits as (
        select
            pipeline,
            stage,
            min(limit_days) as least_days,
        from limits
        group by pipeline, stage
    ),

    -- only what is ever stalled is looked at day by day
    long_stays as (
        select v.*
        from scoped_versions() as v
        inner join least_limits as l on v.pipeline = l.pipeline and v.stage = l.stage
        where
            v.outcome = 'open' and v.is_start_known
            and v.valid_to_date > list_min(on_days) and v.valid_from_date <= list_max(on_days)
            and days_up_to(
                least(v.valid_to_date - 1, list_max(on_days)), v.stage_entered_at, v.stage_entered_date
            ) > l.least_days
    )

    select
        l.on_day,
        stalled_amount(v.amount, true) as stalled_amount,
    from long_stays as v
    inner join limits as l
        on
            v.pipeline = l.pipeline and v.stage = l.stage
            and v.valid_from_date <= l.on_day and v.valid_to_date > l.on_day
            and days_up_to(l.on_day, v.stage_entered_at, v.stage_entered_date) > l.limit_days
    group by l.on_day;
