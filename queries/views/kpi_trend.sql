/*
title: Key figures by month
title_zh: 关键指标趋势
about: Every key figure of the thirteen months up to the one of the as-of day: flows of the month, states at its
    end. The running month counts up to the as-of day. Targets and coverage are those of the month.
about_zh: 截至截止日所在月的 13 个月各关键指标：发生额按月，状态取月末。进行中的月份计至截止日。目标和覆盖率为当月的。
grain: one row per month and measure of kpis
grain_zh: 每月每个关键指标一行
needs: deals
subject: results
days: month
as_of: month
rows value: measure
column month: date; first day of the month
column measure: text; measure, as named in kpis
column value: number; its value, in its own unit
label month: Month | 月份
label measure: Measure | 指标
label value: Value | 数值
about_zh month: 月份，以当月第一天表示
about_zh measure: 指标名称
about_zh value: 该月的值，单位同该指标
*/
create or replace view kpi_trend as
select
    from_day as month,
    measure,
    value,
from kpi_values(trend_months(), [last_day(month) for month in trend_months()], trend_days())
order by month, measure_no;
