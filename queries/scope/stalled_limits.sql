/*
title: Stalled limits
title_zh: 停滞界限
about: After how many days a stay counts as stalled, over all deals as of a day: the stage's expected days,
    else the 75th percentile (linear) of the completed stays of deals won by then; NULL below 10 such stays.
column limit_days: days; NULL where nothing says
*/
create or replace macro stalled_limits(on_day) as table
    with
    lengths as (
        select
            pipeline,
            stage,
            days,
            sum(stays) as stays,
        from won_stay_days
        where won_date <= on_day and won_to > on_day
        group by pipeline, stage, days
    ),

    ranked as (
        select
            *,
            sum(stays) over (partition by pipeline, stage order by days) as stays_so_far,
            (sum(stays) over (partition by pipeline, stage) - 1) * 0.75 as position,
        from lengths
    ),

    percentiles as (
        select
            pipeline,
            stage,
            any_value(position) as position,
            min(days) filter (where stays_so_far > floor(position)) as lower_days,
            min(days) filter (where stays_so_far > ceil(position)) as upper_days,
            sum(stays) as stays,
        from ranked
        group by pipeline, stage
    )

    select
        s.pipeline,
        s.stage,
        coalesce(
            s.expected_days,
            case
                when p.stays >= 10
                    then p.lower_days + (p.position - floor(p.position)) * (p.upper_days - p.lower_days)
            end
        )::double as limit_days,
    from stages as s
    left join percentiles as p on s.pipeline = p.pipeline and s.stage = p.stage
    where s.kind = 'open';
