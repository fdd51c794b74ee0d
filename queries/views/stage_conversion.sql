/*
title: Stage conversion
title_zh: 阶段转化
about: What became, by the as-of day, of the deals that first entered each stage in the period. Deals without
    a history of stages are left out.
about_zh: 期间内首次进入各阶段的商机，截至截止日结果如何。没有阶段历史的商机不计。
grain: one row per pipeline and open stage
grain_zh: 每个销售流程与在途阶段一行
needs: deals, deal_history
subject: stages
key: pipeline, stage
rows entered: stage_deal_list
rows advanced: stage_deal_list.is_advanced
rows lost: stage_deal_list.is_lost
rows pending: stage_deal_list.is_pending
rows won: stage_deal_list.is_won
column pipeline: text; pipeline
column stage_order: number; position of the stage; NULL where nobody configured it
column stage: text; stage; NULL where the history does not say where a deal stood
column entered: count; deals that first entered the stage in the period, by the counting rule
column advanced: count; of these, reached a later stage or won, whatever came after
column lost: count; of these, closed lost without advancing
column pending: count; of these, neither yet
column won: count; of these, won as of the as-of day
label pipeline: Pipeline | 销售流程
label stage_order: No. | 序号
label stage: Stage | 阶段
label entered: Entered | 进入
label advanced: Advanced | 已推进
label lost: Lost there | 在此丢单
label pending: Pending | 待定
label won: Won | 赢单
about_zh pipeline: 销售流程
about_zh stage_order: 阶段次序；未配置的阶段为空
about_zh stage: 阶段；历史中看不出所处阶段时为空
about_zh entered: 期间内首次进入该阶段的商机数，按所选计数规则
about_zh advanced: 其中到达过后续阶段或赢过单的商机数，之后如何不影响
about_zh lost: 其中未推进就丢单的商机数
about_zh pending: 其中尚无结果的商机数
about_zh won: 其中截至截止日为赢单的商机数
*/
create or replace view stage_conversion as
with
cohort as (
    select
        pipeline,
        stage,
        count(*) as entered,
        count(*) filter (where is_advanced) as advanced,
        count(*) filter (where is_lost and not is_advanced) as lost,
        count(*) filter (where not is_lost and not is_advanced) as pending,
        won_deals(is_won) as won,
        win_rate_from_stage(is_won, is_lost) as win_rate_from_stage,
    from scoped_reaches(as_of())
    where counted_date between period_start() and least(period_end(), as_of())
    group by pipeline, stage
),

standing as (
    select
        pipeline,
        stage,
        open_deals(is_open) as deals,
    from scoped_deals(as_of())
    where is_open
    group by pipeline, stage
),

joined as (
    select
        s.pipeline,
        s.stage_order,
        s.stage,
        coalesce(c.entered, 0) as entered,
        coalesce(c.advanced, 0) as advanced,
        coalesce(c.lost, 0) as lost,
        coalesce(c.pending, 0) as pending,
        coalesce(c.won, 0) as won,
        c.win_rate_from_stage,
        coalesce(t.deals, 0) as standing,
        lead(coalesce(t.deals, 0)) over (partition by s.pipeline order by s.stage_order nulls last)
            as next_standing,
    from scoped_stages(as_of()) as s
    left join cohort as c on s.pipeline = c.pipeline and s.stage = c.stage
    left join standing as t on s.pipeline = t.pipeline and s.stage = t.stage
    where s.stage is not null
)

select
    pipeline,
    stage_order,
    stage,
    entered,
    advanced,
    lost,
    pending,
    conversion_floor(advanced, entered) as conversion_floor,
    conversion_ceiling(advanced, pending, entered) as conversion_ceiling,
    resolved_conversion(advanced, lost) as resolved_conversion,
    won,
    win_rate_from_stage,
    case
        when stage_order < max(stage_order) over (partition by pipeline)
            then snapshot_ratio(next_standing, standing)
    end
        as snapshot_ratio,
from joined
order by pipeline, stage_order nulls last, stage;
