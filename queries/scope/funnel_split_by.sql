/*
title: Funnel split by a dimension
title_zh: 按维度拆分的漏斗
about: Width, conversion and dwell per member of one dimension, given by its name and its column.
*/
create or replace macro funnel_split_by(dimension_name, member) as table
    with
    width as (
        select
            member as name,
            pipeline,
            stage,
            open_deals(true) as deals,
            open_amount(amount, true) as amount,
            weighted_amount(amount, probability, true) as weighted_amount,
        from scoped_deals(as_of())
        where is_open
        group by all
    ),

    conversion as (
        select * from reach_counts(member)
    ),

    medians as (
        select * from stay_medians(member, period_start(), period_end(), as_of())
    ),

    parts as (
        select * from width
        union all by name
        select * from conversion
        union all by name
        select * from medians
    )

    select
        dimension_name as dimension,
        p.name,
        p.pipeline,
        s.stage_order,
        p.stage,
        coalesce(max(p.deals), 0) as deals,
        coalesce(max(p.amount), 0) as amount,
        coalesce(max(p.weighted_amount), 0) as weighted_amount,
        coalesce(max(p.entered), 0) as entered,
        coalesce(max(p.advanced), 0) as advanced,
        coalesce(max(p.lost), 0) as lost,
        coalesce(max(p.entered - p.advanced - p.lost), 0) as pending,
        resolved_conversion(max(p.advanced), max(p.lost)) as resolved_conversion,
        max(p.median_days) as median_days,
    from parts as p
    left join stages as s on p.pipeline = s.pipeline and p.stage = s.stage
    group by p.name, p.pipeline, s.stage_order, p.stage;
