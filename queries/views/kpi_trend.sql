/*
title: Key figures by month
title_zh: 关键指标趋势
about: Every key figure of the thirteen months up to the one of the as-of day: flows of the month, states at its
    end. The running month counts up to the as-of day. Targets and coverage are those of the month.
about_zh: 截至截止日所在月的 13 个月各关键指标：发生额按月，状态取月末。进行中的月份计至截止日。目标和覆盖率为当月的。
grain: one row per month and measure of kpis
needs: deals
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
with
shown_months as (
    select
        month::date as month,
        last_day(month::date) as month_end,
        least(last_day(month::date), as_of()) as on_date,
    from (
        select unnest(generate_series(
            date_trunc('month', as_of()) - interval 12 month, date_trunc('month', as_of()), interval 1 month
        )) as month
    ) as series
)

select
    m.month,
    k.measure,
    k.value,
from shown_months as m
cross join lateral (select * from kpi_values(m.month, m.month_end, m.on_date)) as k
order by m.month, k.measure_no;
