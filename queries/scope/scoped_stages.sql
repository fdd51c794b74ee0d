/*
title: Stages in scope
title_zh: 范围内阶段
about: The open stages of the pipelines in scope, and stage NULL where a deal open at the end of a day stands
    in none that is known.
*/
create or replace macro scoped_stages(on_day) as table
    select
        pipeline,
        stage_order,
        stage,
        expected_days,
    from stages
    where kind = 'open' and is_chosen('pipelines', pipeline)
    union all by name
    select distinct
        pipeline,
        null as stage,
    from scoped_deals(on_day)
    where is_open and stage is null;
