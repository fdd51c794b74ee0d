/*
title: Strict visits
title_zh: 逐级到达
about: The first day on which a stage and all stages before it have been visited in stage order.
grain: one row per deal, pipeline and stage so reached
column deal_no: number of the deal
column stage_order: position of the stage
column stay_no: stay that completed the row of stages
column strict_date: day of that stay
*/
create or replace temp table strict_visits as
with recursive
visits as (
    select
        deal_no,
        pipeline,
        stage_order,
        stay_no,
        entered_date,
    from stage_visits
    where stage_order is not null and is_start_known
),

climbed as (
    select
        deal_no,
        pipeline,
        1::smallint as stage_order,
        min(stay_no) as stay_no,
        arg_min(entered_date, stay_no) as strict_date,
    from visits
    where stage_order = 1
    group by deal_no, pipeline
    union all
    select
        v.deal_no,
        v.pipeline,
        v.stage_order,
        min(v.stay_no),
        arg_min(v.entered_date, v.stay_no),
    from climbed as c
    inner join visits as v
        on
            c.deal_no = v.deal_no
            and c.pipeline = v.pipeline
            and c.stage_order + 1 = v.stage_order
            and c.stay_no < v.stay_no
    group by v.deal_no, v.pipeline, v.stage_order
)

select * from climbed;
