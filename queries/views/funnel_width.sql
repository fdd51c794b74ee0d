/*
title: Funnel width
title_zh: 漏斗宽度
about: What stands in each open stage at the end of the as-of day. Stages in which nothing stands are shown
    with 0.
about_zh: 截止日结束时各阶段的在途商机。没有商机的阶段显示 0。
grain: one row per pipeline and open stage
grain_zh: 每个销售流程与在途阶段一行
needs: deals
subject: stages
rows: is_open
key: pipeline, stage
rows effective_deals: is_open and not is_beyond_cycle
rows deals_without_amount: is_open and amount is null
column pipeline: text; pipeline
column stage_order: number; position of the stage; NULL where nobody configured it
column stage: text; stage; NULL where the history does not say where a deal stood
column deals: count; deals standing in the stage
column amount: money; their amount
column effective_deals: count; of these: not beyond their cycle
column deals_without_amount: count; deals standing there without an amount
label pipeline: Pipeline | 销售流程
label stage_order: No. | 序号
label stage: Stage | 阶段
label deals: Deals | 商机数
label amount: Amount | 金额
label effective_deals: Effective deals | 有效商机数
label deals_without_amount: Without amount | 未填金额
about_zh pipeline: 销售流程
about_zh stage_order: 阶段次序；未配置的阶段为空
about_zh stage: 阶段；历史中看不出所处阶段时为空
about_zh deals: 停留在该阶段的商机数
about_zh amount: 这些商机的金额合计
about_zh effective_deals: 其中未超出通常周期的商机数
about_zh deals_without_amount: 停留在该阶段且未填金额的商机数
*/
create or replace view funnel_width as
with
counted as (
    select
        pipeline,
        stage,
        open_deals(is_open) as deals,
        open_amount(amount, is_open) as amount,
        count(*) filter (where not is_beyond_cycle) as effective_deals,
        effective_open_amount(amount, is_open, is_beyond_cycle) as effective_open_amount,
        weighted_amount(amount, probability, is_open) as weighted_amount,
        average_days_in_stage(days_in_stage) as average_days_in_stage,
        stalled_deals(is_stalled) as stalled_deals,
        stalled_amount(amount, is_stalled) as stalled_amount,
        count(*) filter (where amount is null) as deals_without_amount,
    from judged_deals(as_of())
    where is_open
    group by pipeline, stage
),

completed as (
    select
        s.pipeline,
        s.stage_order,
        s.stage,
        coalesce(c.deals, 0) as deals,
        coalesce(c.amount, 0) as amount,
        coalesce(c.effective_deals, 0) as effective_deals,
        coalesce(c.effective_open_amount, 0) as effective_open_amount,
        coalesce(c.weighted_amount, 0) as weighted_amount,
        c.average_days_in_stage,
        coalesce(c.stalled_deals, 0) as stalled_deals,
        coalesce(c.stalled_amount, 0) as stalled_amount,
        coalesce(c.deals_without_amount, 0) as deals_without_amount,
        sum(coalesce(c.deals, 0)) over (partition by s.pipeline) as pipeline_deals,
    from scoped_stages(as_of()) as s
    left join counted as c on s.pipeline = c.pipeline and s.stage is not distinct from c.stage
)

select
    pipeline,
    stage_order,
    stage,
    deals::bigint as deals,
    amount,
    effective_deals::bigint as effective_deals,
    effective_open_amount,
    weighted_amount,
    share_of_deals(deals, pipeline_deals) as share_of_deals,
    average_days_in_stage,
    stalled_deals::bigint as stalled_deals,
    stalled_amount,
    deals_without_amount::bigint as deals_without_amount,
from completed
order by pipeline, stage_order nulls last, stage nulls last;
