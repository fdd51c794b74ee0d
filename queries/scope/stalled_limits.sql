/*
title: Stalled limits
title_zh: 停滞界限
about: After how many days a stay counts as stalled, over all deals as of some days: the stage's expected days,
    else the 75th percentile (linear) of the completed stays of deals won by then; NULL below 10 such stays.
column limit_days: days; NULL where nothing says
*/
create or replace macro stalled_limits(on_days) as table
    with
    days as (
        select distinct unnest(on_days) as on_day
    ),

    percentiles as (
        select
            d.on_day,
            w.pipeline,
            w.stage,
            case when count(*) >= 10 then quantile_cont(w.days, 0.75) end as limit_days,
        from won_stay_days as w
        inner join days as d on w.won_date <= d.on_day and w.won_to > d.on_day
        group by d.on_day, w.pipeline, w.stage
    )

    select
        d.on_day,
        s.pipeline,
        s.stage,
        coalesce(s.expected_days, p.limit_days)::double as limit_days,
    from days as d
    cross join stages as s
    left join percentiles as p on d.on_day = p.on_day and s.pipeline = p.pipeline and s.stage = p.stage
    where s.kind = 'open';
