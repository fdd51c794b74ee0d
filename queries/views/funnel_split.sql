/*
title: Funnel split
title_zh: 漏斗对比
about: Width, conversion and dwell side by side per member of a dimension. Filter by dimension: every deal is
    in each of them once.
grain: one row per dimension, member, pipeline and open stage
needs: deals
column dimension: text; region, team, rep, product_line, account_size or channel
column name: text; member; NULL where the deal has none
column pipeline: text; pipeline
column stage_order: number; position of the stage; NULL where nobody configured it
column stage: text; stage; NULL where the history does not say where a deal stood
column deals: count; deals standing in the stage
column amount: money; their amount
column entered: count; deals that first entered the stage in the period
column advanced: count; of these, reached a later stage or won
column lost: count; of these, lost without advancing
column pending: count; of these, neither yet
column median_days: days; Kaplan-Meier median of the stays begun in the period
label dimension: Dimension | 维度
label name: Name | 名称
label pipeline: Pipeline | 销售流程
label stage_order: No. | 序号
label stage: Stage | 阶段
label deals: Deals | 商机数
label amount: Amount | 金额
label entered: Entered | 进入
label advanced: Advanced | 已推进
label lost: Lost there | 在此丢单
label pending: Pending | 待定
label median_days: Median days | 停留中位数
*/
create or replace view funnel_split as
with
open_now as (
    select
        region, team, rep, product_line, account_size, channel, pipeline, stage, amount, probability,
    from scoped_deals(as_of())
    where is_open
),

cohort as (
    select
        region, team, rep, product_line, account_size, channel, pipeline, stage, is_advanced, is_lost,
    from scoped_reaches(as_of())
    where counted_date between period_start() and least(period_end(), as_of())
),

width as (
    select
        'region' as dimension,
        region as name,
        pipeline,
        stage,
        open_deals(true) as deals,
        open_amount(amount, true) as amount,
        weighted_amount(amount, probability, true) as weighted_amount,
    from open_now
    group by region, pipeline, stage
    union all
    select
        'team' as dimension,
        team as name,
        pipeline,
        stage,
        open_deals(true) as deals,
        open_amount(amount, true) as amount,
        weighted_amount(amount, probability, true) as weighted_amount,
    from open_now
    group by team, pipeline, stage
    union all
    select
        'rep' as dimension,
        rep as name,
        pipeline,
        stage,
        open_deals(true) as deals,
        open_amount(amount, true) as amount,
        weighted_amount(amount, probability, true) as weighted_amount,
    from open_now
    group by rep, pipeline, stage
    union all
    select
        'product_line' as dimension,
        product_line as name,
        pipeline,
        stage,
        open_deals(true) as deals,
        open_amount(amount, true) as amount,
        weighted_amount(amount, probability, true) as weighted_amount,
    from open_now
    group by product_line, pipeline, stage
    union all
    select
        'account_size' as dimension,
        account_size as name,
        pipeline,
        stage,
        open_deals(true) as deals,
        open_amount(amount, true) as amount,
        weighted_amount(amount, probability, true) as weighted_amount,
    from open_now
    group by account_size, pipeline, stage
    union all
    select
        'channel' as dimension,
        channel as name,
        pipeline,
        stage,
        open_deals(true) as deals,
        open_amount(amount, true) as amount,
        weighted_amount(amount, probability, true) as weighted_amount,
    from open_now
    group by channel, pipeline, stage
),

conversion as (
    select
        'region' as dimension,
        region as name,
        pipeline,
        stage,
        count(*) as entered,
        count(*) filter (where is_advanced) as advanced,
        count(*) filter (where is_lost and not is_advanced) as lost,
    from cohort
    group by region, pipeline, stage
    union all
    select
        'team' as dimension,
        team as name,
        pipeline,
        stage,
        count(*) as entered,
        count(*) filter (where is_advanced) as advanced,
        count(*) filter (where is_lost and not is_advanced) as lost,
    from cohort
    group by team, pipeline, stage
    union all
    select
        'rep' as dimension,
        rep as name,
        pipeline,
        stage,
        count(*) as entered,
        count(*) filter (where is_advanced) as advanced,
        count(*) filter (where is_lost and not is_advanced) as lost,
    from cohort
    group by rep, pipeline, stage
    union all
    select
        'product_line' as dimension,
        product_line as name,
        pipeline,
        stage,
        count(*) as entered,
        count(*) filter (where is_advanced) as advanced,
        count(*) filter (where is_lost and not is_advanced) as lost,
    from cohort
    group by product_line, pipeline, stage
    union all
    select
        'account_size' as dimension,
        account_size as name,
        pipeline,
        stage,
        count(*) as entered,
        count(*) filter (where is_advanced) as advanced,
        count(*) filter (where is_lost and not is_advanced) as lost,
    from cohort
    group by account_size, pipeline, stage
    union all
    select
        'channel' as dimension,
        channel as name,
        pipeline,
        stage,
        count(*) as entered,
        count(*) filter (where is_advanced) as advanced,
        count(*) filter (where is_lost and not is_advanced) as lost,
    from cohort
    group by channel, pipeline, stage
),

medians as (
    select * from stay_medians(period_start(), period_end(), as_of())
    where dimension <> 'all'
),

members as (
    select distinct
        dimension,
        name,
        pipeline,
        stage,
    from width
    union
    select distinct
        dimension,
        name,
        pipeline,
        stage,
    from conversion
    union
    select distinct
        dimension,
        name,
        pipeline,
        stage,
    from medians
),

named as (
    select distinct
        dimension,
        name,
        pipeline,
    from members
),

places as (
    select
        n.dimension,
        n.name,
        s.pipeline,
        s.stage_order,
        s.stage,
    from named as n
    inner join scoped_stages(as_of()) as s on n.pipeline = s.pipeline
    where s.stage is not null
    union all
    select
        dimension,
        name,
        pipeline,
        null,
        null,
    from width
    where stage is null
)

select
    p.dimension,
    p.name,
    p.pipeline,
    p.stage_order,
    p.stage,
    coalesce(w.deals, 0) as deals,
    coalesce(w.amount, 0) as amount,
    coalesce(w.weighted_amount, 0) as weighted_amount,
    coalesce(c.entered, 0) as entered,
    coalesce(c.advanced, 0) as advanced,
    coalesce(c.lost, 0) as lost,
    coalesce(c.entered - c.advanced - c.lost, 0) as pending,
    resolved_conversion(c.advanced, c.lost) as resolved_conversion,
    m.median_days,
from places as p
left join width as w
    on p.dimension = w.dimension and p.name is not distinct from w.name and p.pipeline = w.pipeline
    and p.stage is not distinct from w.stage
left join conversion as c
    on p.dimension = c.dimension and p.name is not distinct from c.name and p.pipeline = c.pipeline and p.stage = c.stage
left join medians as m
    on p.dimension = m.dimension and p.name is not distinct from m.name and p.pipeline = m.pipeline and p.stage = m.stage
order by p.dimension, p.name nulls last, p.pipeline, p.stage_order nulls last, p.stage nulls last;
