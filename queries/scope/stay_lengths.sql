/*
title: Lengths of stays
title_zh: 停留时长分布
about: How many of the stays begun in a period with a known beginning have which length, per stage and member. The member is the column to split
    by, or NULL for all.
column name: member
column days: length, up to the end of the day while the stay lasts
column completed: of these, how many have ended
column at_risk: stays of the member in the stage that are at least so long
*/
create or replace macro stay_lengths(member, from_day, to_day, on_day) as table
    with
    lengths as (
        select
            member as name,
            pipeline,
            stage,
            observed_days as days,
            count(*) as stays,
            count(*) filter (where is_completed) as completed,
        from scoped_stays(on_day)
        where entered_date between from_day and least(to_day, on_day) and is_start_known
        group by all
    )

    select
        *,
        sum(stays) over (partition by name, pipeline, stage order by days desc) as at_risk,
    from lengths;
