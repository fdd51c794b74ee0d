/*
title: Required funnel
title_zh: 所需漏斗
about: How many deals must stand in each stage or later for what is left of the target to be won, by the experience of
    the 24 months
    up to the as-of day, beside those that do. What is left is shared among pipelines by what they won in those months.
about_zh: 按截至截止日 24 个月的经验，为完成剩余目标，各阶段及之后需要多少商机，与现有数量对照。剩余目标按各流程这 24 个月的赢单额分摊。
grain: one row per pipeline and open stage
grain_zh: 每个销售流程与在途阶段一行
needs: deals, deal_history, targets
subject: pipeline
key: pipeline, stage
rows standing: none (deals of this stage and of all later ones)
rows open_standing: none (deals of this stage and of all later ones)
rows closings: none (they entered before the period too)
over win_rate_from_stage: none (it rests on 24 months)
over remaining_target: none (what is left of a target)
over average_won_amount: none (it rests on 24 months)
column pipeline: text; pipeline
column stage_order: number; position of the stage; NULL where nobody configured it
column stage: text; stage
column remaining_target: money; what is left of the target of the period, this pipeline's share
column closings: count; deals that entered the stage in those months and were won or lost since: what the win rate rests
    on
column standing: count; open deals within their cycle in this stage or a later one
column open_standing: count; the same with the deals beyond their cycle
column gap: number; needed − standing: how many are missing; below 0 so many more than needed stand there
label pipeline: Pipeline | 销售流程
label stage_order: No. | 序号
label stage: Stage | 阶段
label closings: Closed of them | 其中已结单
label standing: Standing here or later | 现有（本阶段及之后）
label open_standing: Open here or later | 在途（本阶段及之后）
label gap: Missing | 缺口
about_zh pipeline: 销售流程
about_zh stage_order: 阶段次序；未配置的阶段为空
about_zh stage: 阶段
about_zh remaining_target: 本期剩余目标中该流程分摊的部分
about_zh closings: 这 24 个月进入该阶段、后来已赢单或丢单的商机数，即赢单率的样本
about_zh standing: 处于该阶段或之后、周期内的在途商机数
about_zh open_standing: 处于该阶段或之后的全部在途商机数，含超出周期的
about_zh gap: 所需 − 现有：还缺多少；为负表示已超出
*/
create or replace view required_funnel as
with
experience as (
    select
        pipeline,
        stage,
        win_rate_from_stage(is_won, is_lost) as win_rate_from_stage,
        count(*) filter (where is_won or is_lost) as closings,
    from scoped_reaches(as_of())
    where counted_date between year_before(year_before(as_of())) + 1 and as_of()
    group by pipeline, stage
),

wins as (
    select
        pipeline,
        average_won_amount(amount, true) as average_won_amount,
        won_amount(amount, true) as won_amount,
    from scoped_deals(as_of())
    where outcome = 'won' and closed_date between year_before(year_before(as_of())) + 1 and as_of()
    group by pipeline
),

remaining as (
    select remaining_target(
        coalesce((
            select won_amount(d.amount, d.is_won)
            from flow_deals(period_start(), period_end(), as_of()) as d
            where d.is_won
        ), 0),
        sum(period_amount)
    ) as amount,
    from scoped_targets(1, period_start(), period_end(), as_of())
),

shared as (
    select
        w.pipeline,
        w.average_won_amount,
        (r.amount * w.won_amount / nullif(sum(w.won_amount) over (), 0))::decimal(38, 2)
            as remaining_target,
    from wins as w
    cross join remaining as r
),

standing as (
    select
        pipeline,
        stage_order,
        count(*) filter (where not is_beyond_cycle) as deals,
        count(*) as open_deals,
    from judged_deals(as_of())
    where is_open and stage_order is not null
    group by pipeline, stage_order
),

later as (
    select
        s.pipeline,
        s.stage_order,
        sum(t.deals) as deals,
        sum(t.open_deals) as open_deals,
    from scoped_stages(as_of()) as s
    inner join standing as t on s.pipeline = t.pipeline and s.stage_order <= t.stage_order
    group by s.pipeline, s.stage_order
),

joined as (
    select
        s.pipeline, s.stage_order, s.stage, e.win_rate_from_stage,
        coalesce(e.closings, 0) as closings,
        h.average_won_amount,
        h.remaining_target,
        required_deals(h.remaining_target, h.average_won_amount, e.win_rate_from_stage)
            as required_deals,
        case when s.stage_order is not null then coalesce(n.deals, 0) end::bigint as standing,
        case when s.stage_order is not null then coalesce(n.open_deals, 0) end::bigint
            as open_standing,
    from scoped_stages(as_of()) as s
    left join experience as e on s.pipeline = e.pipeline and s.stage = e.stage
    left join shared as h on s.pipeline = h.pipeline
    left join later as n on s.pipeline = n.pipeline and s.stage_order = n.stage_order
    where s.stage is not null
)

select
    pipeline, stage_order, stage, win_rate_from_stage, closings, average_won_amount,
    remaining_target, required_deals, standing, open_standing,
    required_deals - standing as gap,
from joined
order by pipeline, stage_order nulls last, stage;
