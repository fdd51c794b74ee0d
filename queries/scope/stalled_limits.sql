/*
title: Stalled limits
title_zh: 停滞界限
about: After how many days a stay counts as stalled, over all deals as of a day: the stage's expected days,
    else the 75th percentile (linear) of the completed stays of deals won by then; NULL below 10 such stays.
column limit_days: days; NULL where nothing says
*/
create or replace macro stalled_limits(on_day) as table
    with
    percentiles as (
        select
            pipeline,
            stage,
            case when count(*) >= 10 then quantile_cont(days, 0.75) end as limit_days,
        from won_stay_days
        where won_date <= on_day and won_to > on_day
        group by pipeline, stage
    )

    select
        s.pipeline,
        s.stage,
        coalesce(s.expected_days, p.limit_days)::double as limit_days,
    from stages as s
    left join percentiles as p on s.pipeline = p.pipeline and s.stage = p.stage
    where s.kind = 'open';
