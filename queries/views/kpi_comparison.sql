/*
title: Key figures compared
title_zh: 关键指标对比
about: Every key figure of the period beside the period before and the same period last year. A running period is
    compared as of the same day number; a month, quarter or fiscal year with the one before, any other with as many
    days before.
about_zh: 各关键指标的本期、上期和去年同期。进行中的期间按相同天数对比；月、季、财年与前一个相比，其他期间与之前同样天数相比。
grain: one row per measure of kpis
grain_zh: 每个关键指标一行
needs: deals
subject: results
rows value: measure
rows previous_value: measure of previous
rows last_year_value: measure of last_year
rows sample: none (what a rate rests on)
rows previous_sample: none (what a rate rests on)
rows last_year_sample: none (what a rate rests on)
over change: measure
over last_year_change: measure
column measure: text; measure, as named in kpis
column value: number; its value over the period, in its own unit
column sample: count; deals it rests on; NULL for counts, sums and ratios of sums
column previous_value: number; its value over the period before
column previous_sample: count; deals that value rests on
column last_year_value: number; its value over the same period a year before
column last_year_sample: count; deals that value rests on
column change: number; value − previous_value, in the measure's own unit; NULL where either is
column last_year_change: number; value − last_year_value, in the measure's own unit; NULL where either is
label measure: Measure | 指标
label value: Value | 数值
label sample: Sample | 样本数
label previous_value: Period before | 上期
label previous_sample: Sample before | 上期样本数
label last_year_value: Last year | 去年同期
label last_year_sample: Sample last year | 去年同期样本数
label change: Change | 较上期变化
label last_year_change: Change on last year | 较去年同期变化
about_zh measure: 指标名称
about_zh value: 本期的值，单位同该指标
about_zh sample: 该值所依据的商机数；计数、合计与合计之比不适用，为空
about_zh previous_value: 上一期的值
about_zh previous_sample: 上期值所依据的商机数
about_zh last_year_value: 去年同期的值
about_zh last_year_sample: 去年同期值所依据的商机数
about_zh change: 本期值 − 上期值，单位同该指标；任一为空时为空
about_zh last_year_change: 本期值 − 去年同期值，单位同该指标；任一为空时为空
*/
create or replace view kpi_comparison as
with
figures as (
    select *
    from kpi_values(
        [period_start(), previous_start(), last_year_start()],
        [period_end(), previous_end(), last_year_end()],
        [as_of(), previous_as_of(), last_year_as_of()]
    )
)

select
    c.measure,
    c.value,
    c.sample,
    p.value as previous_value,
    p.sample as previous_sample,
    y.value as last_year_value,
    y.sample as last_year_sample,
    c.value - p.value as change,
    c.value - y.value as last_year_change,
from figures as c
inner join figures as p on c.measure = p.measure
inner join figures as y on c.measure = y.measure
where c.span_no = 1 and p.span_no = 2 and y.span_no = 3
order by c.measure_no;
