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

    lengths as (
        select
            d.on_day,
            w.pipeline,
            w.stage,
            w.days,
            sum(w.stays) as stays,
        from won_stay_days as w
        inner join days as d on w.won_date <= d.on_day and w.won_to > d.on_day
        group by d.on_day, w.pipeline, w.stage, w.days
    ),

    -- so many stays lie before the percentile, between that one and the next
    placed as (
        select
            *,
            sum(stays) over (partition by on_day, pipeline, stage order by days) as up_to,
            0.75::double * (sum(stays) over (partition by on_day, pipeline, stage) - 1) as place,
        from lengths
    ),

    percentiles as (
        select
            on_day,
            pipeline,
            stage,
            min(days) filter (where up_to > floor(place)) as lower_days,
            min(days) filter (where up_to > ceil(place)) as upper_days,
            case
                when sum(stays) >= 10
                    then lower_days + (upper_days - lower_days) * (any_value(place) % 1)
            end as limit_days,
        from placed
        group by on_day, pipeline, stage
    )

    select
        d.on_day,
        s.pipeline,
        s.stage,
        coalesce(s.expected_days, p.limit_days)::double as limit_days,
    from days as d
    cross join stages as s
    left join percentiles as p
        on d.on_day = p.on_day and s.pipeline = p.pipeline and s.stage = p.stage
    where s.kind = 'open';
