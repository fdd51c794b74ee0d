/*
title: Progress of cohorts
title_zh: 同期商机进展
about: How far the deals created in each month of the period have come, month after month: the share that has reached
    each stage by the
        counting rule, was won, was lost. Months that have not begun by the as-of day are blank; the running month
    counts up to that day. Winning and
    losing go by the present outcome. Deals without a history of stages are left out.
about_zh: 期间内每月新建的商机，逐月看走了多远：按计数口径到达各阶段、赢单、丢单的比例。截至截止日尚未开始的月份为空，进行中的月份计至截止日。赢单和丢单以目前状态为准。没有阶段历史的商机不计。
grain: one row per month of creation, pipeline, stage (or won, lost) and month since
grain_zh: 每个新建月份、销售流程、阶段（或赢单、丢单）与其后第几个月一行
needs: deals, deal_history
subject: stages
sample: deals
key: pipeline, milestone, stage
days: month
rows deals: cohort_deal_list
rows reached_deals: cohort_deal_list.reached_date <= on_date
column month: date; first day of the month of creation
column months_since: number; months since then; 0 is the month of creation
column pipeline: text; pipeline
column milestone: text; stage, won or lost
column stage_order: number; position of the stage; NULL for winning and losing
column stage: text; stage reached; NULL for winning and losing
column on_date: date; day at whose end it is counted: the end of that month, or the as-of day; NULL where the month has
    not begun
column is_running: flag; the month was not over on the as-of day
column deals: count; deals created in the month
column reached_deals: count; of these, had come so far by then; NULL where the month has not begun
label month: Created | 新建月份
label months_since: Months since | 第几个月
label pipeline: Pipeline | 销售流程
label milestone: Came to | 进展
label stage_order: No. | 序号
label stage: Stage | 阶段
label on_date: Up to | 截至
label is_running: Still running | 进行中
label deals: Deals | 商机数
label reached_deals: Reached | 已到达
about_zh month: 新建月份的第一天
about_zh months_since: 新建后第几个月；0 为新建当月
about_zh pipeline: 销售流程
about_zh milestone: 阶段、赢单或丢单
about_zh stage_order: 阶段的序号；赢单和丢单为空
about_zh stage: 到达的阶段；赢单和丢单为空
about_zh on_date: 统计到哪一天：该月末或截止日；该月尚未开始时为空
about_zh is_running: 截止日时该月是否尚未结束
about_zh deals: 该月新建的商机数
about_zh reached_deals: 其中到那时已走到此处的商机数；该月尚未开始时为空
*/
create or replace view cohort_progress as
with
months as (
    select month::date as month
    from (
        select unnest(generate_series(
            date_trunc('month', period_start()), least(period_end(), as_of())::timestamp,
            interval 1 month
        )) as month
    )
    where period_start() <= as_of()
),

milestones as (
    select
        pipeline,
        'stage' as milestone,
        stage_order,
        stage,
    from stages
    where kind = 'open' and stage_order is not null and is_chosen('pipelines', pipeline)
    union all
    select distinct
        pipeline,
        unnest(['won', 'lost']),
        null,
        null,
    from stages
    where is_chosen('pipelines', pipeline)
),

grid as (
    select
        m.*,
        s.*,
        unnest(range(0, date_diff('month', period_start(), as_of()) + 1))::integer as months_since,
    from months as m
    cross join milestones as s
),

cohorts as (
    select
        month,
        pipeline,
        count(*) as deals,
    from cohort_deals(as_of())
    group by month, pipeline
),

reached as (
    select
        month,
        pipeline,
        milestone,
        stage,
        greatest(date_diff('month', month, reached_date), 0)::integer as months_since,
        count(*) as deals,
    from cohort_reaches(as_of())
    group by all
),

counted as (
    select
        g.*,
        (g.month + to_months(g.months_since))::date as on_month,
        coalesce(c.deals, 0) as deals,
        sum(coalesce(r.deals, 0)) over (
            partition by g.month, g.pipeline, g.milestone, g.stage order by g.months_since
        ) as reached_deals,
    from grid as g
    left join cohorts as c on g.month = c.month and g.pipeline = c.pipeline
    left join reached as r
        on
            g.month = r.month and g.pipeline = r.pipeline and g.milestone = r.milestone
            and g.stage is not distinct from r.stage and g.months_since = r.months_since
)

select
    month,
    months_since,
    pipeline,
    milestone,
    stage_order,
    stage,
    case when on_month <= as_of() then least(last_day(on_month), as_of()) end as on_date,
    on_date < last_day(on_month) as is_running,
    deals,
    case when on_date is not null then reached_deals end::bigint as reached_deals,
    reached_rate(case when on_date is not null then reached_deals end, deals) as reached_rate,
from counted
order by
    month, pipeline, milestone = 'lost', milestone = 'won', stage_order nulls last, stage,
    months_since;
