/*
title: Stage nobody configured
title_zh: 未配置的阶段
about: A stage that neither the settings, the export nor a preset knows. Its deals stand after the known
    stages, and visiting it reaches nothing.
about_zh: 设置、导出和预设都没有的阶段；其商机列在已知阶段之后，到过它不算到达任何阶段。
severity: error
grain: one row per fault
needs: deals
column check: text; name of the check
column key: text; stage
column detail: text; pipeline and number of deals exported in it
column amount: money; amount of the deals exported in it
label check: Check | 检查项
label key: Stage | 阶段
label detail: Detail | 详情
label amount: Amount | 金额
about_zh check: 检查项的名称
about_zh key: 阶段
about_zh detail: 销售流程与其中的商机数
about_zh amount: 导出时处于该阶段的商机金额合计
*/
create or replace view stage_not_configured as
with
counted as (
    select
        pipeline,
        stage,
        count(*) as deals,
        sum(amount) as amount,
    from checked_deals()
    where not is_stage_known
    group by pipeline, stage
)

select
    'stage_not_configured' as "check",
    s.stage as key,
    s.pipeline || ': ' || coalesce(c.deals, 0) as detail,
    coalesce(c.amount, 0) as amount,
from stages as s
left join counted as c on s.pipeline = c.pipeline and s.stage = c.stage
where not s.is_configured
order by c.deals desc nulls last, s.pipeline, s.stage;
