/*
title: Dwell index of reps
title_zh: 销售停留指数
about: How long the completed stays of a rep's deals in scope lasted beside the company's, over the 12 months before
    a day: mean over stages, weighted by the rep's stays. The company's means are over all deals.
column dwell_index: 1 is the company's pace; NULL without completed stays
*/
create or replace macro rep_dwell(on_day) as table
    with
    company as (
        select
            pipeline,
            stage,
            proportion(sum(days), sum(stays)) as company_days,
        from company_stays
        where left_date > year_before(on_day) and known_from <= on_day and known_to > on_day
        group by pipeline, stage
    ),

    own as (
        select
            rep,
            pipeline,
            stage,
            avg(days) as rep_days,
            count(*) as stays,
        from scoped_stays(on_day)
        where is_completed and is_start_known and left_date > year_before(on_day)
        group by rep, pipeline, stage
    )

    select
        o.rep,
        dwell_index(o.rep_days, c.company_days, o.stays) as dwell_index,
    from own as o
    inner join company as c on o.pipeline = c.pipeline and o.stage = c.stage
    group by o.rep;
