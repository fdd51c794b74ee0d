/*
title: Lengths of stays
title_zh: 停留时长分布
about: How many of the stays begun in a period with a known beginning have which length, per stage and member of some
    dimensions; a dimension of
    NULL has one member, everybody.
column name: member
column days: length, up to the end of the day while the stay lasts
column completed: of these, how many have ended
column at_risk: stays of the member in the stage that are at least so long
*/
create or replace macro stay_lengths(dimensions, from_day, to_day, on_day) as table
    with
    lengths as (
        select
            m.dimension,
            member_of(
                m.dimension, s.region, s.team, s.rep, s.product_line, s.account_size, s.channel
            ) as name,
            s.pipeline,
            s.stage,
            s.observed_days as days,
            count(*) as stays,
            count(*) filter (where s.is_completed) as completed,
        from scoped_stays(on_day) as s
        cross join (select unnest(dimensions) as dimension) as m
        where s.entered_date between from_day and least(to_day, on_day) and s.is_start_known
        group by all
    )

    select
        *,
        sum(stays) over (partition by dimension, name, pipeline, stage order by days desc)
            as at_risk,
    from lengths;
