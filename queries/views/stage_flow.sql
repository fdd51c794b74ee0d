/*
title: Stage flow
title_zh: 阶段流转
about: Week by week what came into each stage and where it went, by replaying every step. Standing before + in − out =
    standing after in
        every scope; the first week begins with what stood in the stage the day before the period, the last ends with
    what stands there. A move to
        another pipeline, owner or region is a transfer where it leaves the stage or the reader's scope. A period that
    has not begun has no weeks.
about_zh: 逐周列出各阶段进了多少、去了哪里，逐笔重放得出。期初 + 流入 − 流出 = 期末，在任何范围内都成立；第一周从期间前一天在该阶段的商机开始，最后一周以现在的商机结束。换流程、
    换负责人或换区域，离开该阶段或离开所选范围时算转出转入。尚未开始的期间没有周。
grain: one row per week, pipeline and open stage
grain_zh: 每周、每个销售流程与在途阶段一行
needs: deals, deal_history
subject: stages
key: pipeline, stage
days: week to on_date
as_of standing_before: before_date
as_of standing_after: on_date
rows standing_before: is_open
rows entered_created: stage_flow_list.movement = entered_created
rows entered_from_other_stage: stage_flow_list.movement = entered_from_other_stage
rows reopened: stage_flow_list.movement = reopened
rows transferred_in: stage_flow_list.movement = transferred_in
rows left_advanced: stage_flow_list.movement = left_advanced
rows left_moved_back: stage_flow_list.movement = left_moved_back
rows left_won: stage_flow_list.movement = left_won
rows left_lost: stage_flow_list.movement = left_lost
rows transferred_out: stage_flow_list.movement = transferred_out
rows removed: stage_flow_list.movement = removed
rows standing_after: is_open
column week: date; first day of the week, or of the period where that begins later
column before_date: date; day before the week, at whose end standing_before stood there
column on_date: date; last day of the week, of the period, or the as-of day, whichever comes first
column pipeline: text; pipeline
column stage_order: number; position of the stage; NULL where nobody configured it
column stage: text; stage; NULL where the history does not say where a deal stood
column standing_before: count; deals that stood in the stage when the week began
column entered_created: count; deals that began their life in it
column entered_from_other_stage: count; entries from another stage of the pipeline
column reopened: count; entries of deals that had been won, lost or removed
column transferred_in: count; entries from another pipeline, or from outside the reader's scope
column left_advanced: count; departures to a later stage; from a stage nobody knows, to any
column left_moved_back: count; departures to an earlier stage
column left_won: count; deals won from it
column left_lost: count; deals lost from it
column transferred_out: count; departures to another pipeline, or out of the reader's scope
column removed: count; deals deleted in the CRM while they stood there
column standing_after: count; deals that stand in the stage when the week ends
label week: Week | 周
label before_date: Day before | 前一天
label on_date: Up to | 截至
label pipeline: Pipeline | 销售流程
label stage_order: No. | 序号
label stage: Stage | 阶段
label standing_before: Standing before | 期初
label entered_created: Created | 新建
label entered_from_other_stage: From other stages | 由其他阶段进入
label reopened: Reopened | 重新打开
label transferred_in: Transferred in | 转入
label left_advanced: Advanced | 推进
label left_moved_back: Moved back | 退回
label left_won: Won | 赢单
label left_lost: Lost | 丢单
label transferred_out: Transferred out | 转出
label removed: Removed | 移除
label standing_after: Standing after | 期末
about_zh week: 该周第一天；期间开始更晚时为期间首日
about_zh before_date: 该周前一天，期初即当日结束时的在途商机
about_zh on_date: 该周最后一天；期间或截止日先到者为准
about_zh pipeline: 销售流程
about_zh stage_order: 阶段次序；未配置的阶段为空
about_zh stage: 阶段；历史中看不出所处阶段时为空
about_zh standing_before: 该周开始时在该阶段的商机数
about_zh entered_created: 新建即在该阶段的商机数
about_zh entered_from_other_stage: 由同一流程其他阶段进入的次数
about_zh reopened: 曾赢单、丢单或删除后重新打开进入的次数
about_zh transferred_in: 由其他流程或所选范围之外转入的次数
about_zh left_advanced: 推进到后续阶段的次数；离开不明阶段一律算推进
about_zh left_moved_back: 退回到前面阶段的次数
about_zh left_won: 从该阶段赢单的商机数
about_zh left_lost: 从该阶段丢单的商机数
about_zh transferred_out: 转到其他流程或转出所选范围的次数
about_zh removed: 在该阶段时于 CRM 中删除的商机数
about_zh standing_after: 该周结束时在该阶段的商机数
*/
create or replace view stage_flow as
with
weeks as (
    select * from period_weeks()
),

moves as (
    select * from stage_moves(period_start(), least(period_end(), as_of()))
),

places as (
    select
        pipeline,
        stage,
    from stages
    where kind = 'open' and is_chosen('pipelines', pipeline)
    union
    select
        pipeline,
        stage,
    from moves
),

counted as (
    select
        w.week,
        w.before_date,
        w.on_date,
        p.pipeline,
        s.stage_order,
        p.stage,
        coalesce(sum(m.deals) filter (where m.movement = 'entered_created'), 0) as entered_created,
        coalesce(sum(m.deals) filter (where m.movement = 'entered_from_other_stage'), 0)
            as entered_from_other_stage,
        coalesce(sum(m.deals) filter (where m.movement = 'reopened'), 0) as reopened,
        coalesce(sum(m.deals) filter (where m.movement = 'transferred_in'), 0) as transferred_in,
        coalesce(sum(m.deals) filter (where m.movement = 'left_advanced'), 0) as left_advanced,
        coalesce(sum(m.deals) filter (where m.movement = 'left_moved_back'), 0) as left_moved_back,
        coalesce(sum(m.deals) filter (where m.movement = 'left_won'), 0) as left_won,
        coalesce(sum(m.deals) filter (where m.movement = 'left_lost'), 0) as left_lost,
        coalesce(sum(m.deals) filter (where m.movement = 'transferred_out'), 0) as transferred_out,
        coalesce(sum(m.deals) filter (where m.movement = 'removed'), 0) as removed,
        coalesce(sum(m.change), 0) as change,
        o.deals as opening,
    from weeks as w
    cross join places as p
    left join stages as s on p.pipeline = s.pipeline and p.stage = s.stage
    left join moves as m
        on
            p.pipeline = m.pipeline and p.stage is not distinct from m.stage
            and w.week = greatest(week_of(m.on_date), period_start()) and m.movement <> 'opening'
    left join moves as o
        on p.pipeline = o.pipeline
            and p.stage is not distinct from o.stage
            and o.movement = 'opening'
    group by all
)

select
    week,
    before_date,
    on_date,
    pipeline,
    stage_order,
    stage,
    (
        coalesce(opening, 0)
        + sum(change) over (partition by pipeline, stage order by week) - change
    )::bigint as standing_before,
    entered_created::bigint as entered_created,
    entered_from_other_stage::bigint as entered_from_other_stage,
    reopened::bigint as reopened,
    transferred_in::bigint as transferred_in,
    left_advanced::bigint as left_advanced,
    left_moved_back::bigint as left_moved_back,
    left_won::bigint as left_won,
    left_lost::bigint as left_lost,
    transferred_out::bigint as transferred_out,
    removed::bigint as removed,
    (standing_before + change)::bigint as standing_after,
from counted
order by week, pipeline, stage_order nulls last, stage nulls last;
