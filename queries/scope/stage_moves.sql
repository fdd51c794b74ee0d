/*
title: Moves between stages
title_zh: 阶段进出合计
about: How many deals stood in each stage at the end of the day before a period, and how many came into it and left it
    on each of its days, among the
    stages that the reader looks at.
column movement: opening, or a column of stage_flow
column change: what it adds to the deals that stand in the stage
*/
create or replace macro stage_moves(from_day, to_day) as table
    with
    steps as (
        select
            on_date,
            was_pipeline,
            was_stage,
            pipeline,
            stage,
            way_out(was_in, is_in, way) as movement_out,
            way_into(was_in, is_in, way) as movement_in,
            count(*) as deals,
        from scoped_steps(from_day, to_day)
        group by all
    )

    select
        on_date,
        pipeline,
        stage,
        movement_in as movement,
        deals,
        deals as change,
    from steps
    where movement_in is not null and is_chosen('stages', stage)
    union all
    select
        on_date,
        was_pipeline,
        was_stage,
        movement_out,
        deals,
        -deals,
    from steps
    where movement_out is not null and is_chosen('stages', was_stage)
    union all
    select
        from_day - 1,
        pipeline,
        stage,
        'opening',
        open_deals(is_open),
        open_deals(is_open),
    from scoped_deals(from_day - 1)
    where is_open
    group by pipeline, stage;
