/*
title: Funnel over time
title_zh: 漏斗变化
about: What stood in each open stage at the end of every month of the period, and at the end of the as-of day; first at
    the end of the day before the period where that ends a month. Region and rep are those of that day.
about_zh: 期间内各月末及截止日各阶段的在途商机；期间从月初开始的，先列前一日。区域和销售取当日的。
grain: one row per month end, pipeline and open stage; the as-of day last
grain_zh: 每个日期、销售流程与阶段一行
needs: deals
subject: stages
key: pipeline, stage
as_of: on_date
rows: is_open
column on_date: date; day at whose end the deals stood there
column pipeline: text; pipeline
column stage_order: number; position of the stage; NULL where nobody configured it
column stage: text; stage; NULL where the history does not say where a deal stood
column deals: count; deals standing in the stage
column amount: money; their amount
label on_date: Day | 日期
label pipeline: Pipeline | 销售流程
label stage_order: No. | 序号
label stage: Stage | 阶段
label deals: Deals | 商机数
label amount: Amount | 金额
about_zh on_date: 以该日结束时的状态计
about_zh pipeline: 销售流程
about_zh stage_order: 阶段次序；未配置的阶段为空
about_zh stage: 阶段；历史中看不出所处阶段时为空
about_zh deals: 停留在该阶段的商机数
about_zh amount: 这些商机的金额合计
*/
create or replace view funnel_over_time as
with
days as (
    select
        month_end as on_date,
        month,
    from months
    where month_end between period_start() - 1 and as_of() and month_end <= period_end()
),

-- a state that lasts over no month end cannot stand at one: grouping by the two months keeps the join small
runs as (
    select
        pipeline,
        stage,
        from_month,
        to_month,
        open_deals(true) as deals,
        open_amount(amount, true) as amount,
        weighted_amount(amount, probability, true) as weighted_amount,
    from scoped_versions()
    where
        outcome = 'open' and from_month < to_month
        and from_month <= date_trunc('month', as_of())
        and to_month > date_trunc('month', period_start() - 1)
    group by pipeline, stage, from_month, to_month
),

standing as (
    select
        d.on_date,
        r.pipeline,
        r.stage,
        sum(r.deals) as deals,
        sum(r.amount) as amount,
        sum(r.weighted_amount) as weighted_amount,
    from days as d
    inner join runs as r on r.from_month <= d.month and r.to_month > d.month
    where d.on_date < as_of()
    group by d.on_date, r.pipeline, r.stage
    union all
    select
        as_of(),
        pipeline,
        stage,
        open_deals(is_open),
        open_amount(amount, is_open),
        weighted_amount(amount, probability, is_open),
    from scoped_deals(as_of())
    where is_open
    group by pipeline, stage
),

places as (
    select
        d.on_date,
        s.pipeline,
        s.stage,
        s.stage_order,
    from (
        select on_date from days
        union
        select as_of()
    ) as d
    cross join stages as s
    where s.kind = 'open' and is_chosen('pipelines', s.pipeline)
    union all
    select
        on_date,
        pipeline,
        null,
        null,
    from standing
    where stage is null
)

select
    p.on_date,
    p.pipeline,
    p.stage_order,
    p.stage,
    coalesce(s.deals, 0)::bigint as deals,
    coalesce(s.amount, 0)::decimal(38, 2) as amount,
    coalesce(s.weighted_amount, 0)::decimal(38, 4) as weighted_amount,
from places as p
left join standing as s
    on p.on_date = s.on_date and p.pipeline = s.pipeline and p.stage is not distinct from s.stage
order by p.on_date, p.pipeline, p.stage_order nulls last, p.stage nulls last;
