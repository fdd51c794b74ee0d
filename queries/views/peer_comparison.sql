/*
title: Comparison with peers
title_zh: 与同侪对比
about: Win rate, stage conversion and dwell of each member of a dimension beside all others of it together, and whether
    the difference is more than
        chance. Rates are compared by a two-proportion z-test, dwell by the log-rank test; shares on fewer than ten
    deals or stays on either side are
    not tested. p is adjusted by Holm among all tests of the same dimension and measure. Read one dimension at a time.
about_zh: 按某一维度，把每个成员的赢单率、阶段转化和停留与其余成员合计相比，并检验差异是否超出偶然。
    比率用两比例 z 检验，停留用对数秩检验；任一方不足十个商机或停留的不检验。p 值在同一维度、同一指标的全部检验中按 Holm 法校正。一次只看一个维度。
grain: one row per dimension, member and measure, and per pipeline and stage where the measure is of a stage
grain_zh: 每个维度成员与指标一行；阶段类指标每个销售流程与阶段一行
needs: deals
subject: stages
key: dimension, name, pipeline, stage
key win_rate: dimension, name
over value: measure
over sample: measure
over median_days: stage_stay_list
rows sample: none (what the value rests on)
rows rest_sample: none (everybody else's)
column dimension: text; region, team, rep, product_line, account_size or channel
column name: text; member; NULL where the deal has none
column measure: text; win_rate, resolved_conversion or median_days
column pipeline: text; pipeline; NULL for the win rate
column stage_order: number; position of the stage; NULL where nobody configured it, and for the win rate
column stage: text; stage; NULL for the win rate
column value: number; the member's, in the measure's own unit; NULL where a median is not reached
column sample: count; deals closed, deals decided or stays that it rests on
column rest_value: number; that of all other members together; of stays read to the hour where the exports carry times
    of day
column rest_sample: count; what that rests on
column difference: number; value − rest_value; NULL where either is
column statistic: number; z, or the root of the log-rank chi-square; above 0 where the member's is higher or lasts
    longer; NULL where not tested
column p_value: number; how likely so large a difference is by chance alone; NULL where not tested
column adjusted_p_value: number; after Holm's adjustment for the number of tests; NULL where not tested
column is_beyond_chance: flag; adjusted_p_value below 0.05; NULL where not tested
label dimension: Dimension | 维度
label name: Name | 名称
label measure: Measure | 指标
label pipeline: Pipeline | 销售流程
label stage_order: No. | 序号
label stage: Stage | 阶段
label value: Value | 数值
label sample: Sample | 样本数
label rest_value: The rest | 其余
label rest_sample: Sample of the rest | 其余样本数
label difference: Difference | 差异
label statistic: Test statistic | 检验统计量
label p_value: p | p 值
label adjusted_p_value: p adjusted | 校正后 p 值
label is_beyond_chance: Beyond chance | 超出偶然
about_zh dimension: 拆分维度：区域、团队、销售、产品线、客户规模或渠道
about_zh name: 该维度的成员；商机未填时为空
about_zh measure: 赢单率、阶段转化率或停留中位数
about_zh pipeline: 销售流程；赢单率为空
about_zh stage_order: 阶段次序；未配置的阶段和赢单率为空
about_zh stage: 阶段；赢单率为空
about_zh value: 该成员的值，单位同该指标；过半尚未离开时为空
about_zh sample: 所依据的已结商机数、已有结果的商机数或停留次数
about_zh rest_value: 其余成员合计的值；导出含时刻时停留精确到小时
about_zh rest_sample: 其余的样本数
about_zh difference: 该成员的值减其余的值；任一为空时为空
about_zh statistic: z 值，停留为对数秩卡方的平方根；该成员更高或停留更久时为正；未检验时为空
about_zh p_value: 仅凭偶然出现这么大差异的概率；未检验时为空
about_zh adjusted_p_value: 按检验次数用 Holm 法校正后的 p 值；未检验时为空
about_zh is_beyond_chance: 校正后 p 值是否小于 0.05；未检验时为空
*/
create or replace view peer_comparison as
with
judged as (
    select
        *,
        two_sided_p(statistic) as p_value,
        count(statistic) over (partition by dimension, measure) as tests,
        row_number() over (
            partition by dimension, measure
            order by abs(statistic) desc nulls last, name nulls last, pipeline, stage
        ) as place,
    from peers_by(split_dimensions())
),

adjusted as (
    select
        *,
        least(
            max((tests - place + 1) * p_value) over (
                partition by dimension, measure order by place
            ),
            1
        ) as adjusted_p_value,
    from judged
)

select
    a.dimension,
    a.name,
    a.measure,
    a.pipeline,
    s.stage_order,
    a.stage,
    a.value::double as value,
    a.sample::bigint as sample,
    a.rest_value::double as rest_value,
    a.rest_sample::bigint as rest_sample,
    (a.value - a.rest_value)::double as difference,
    a.statistic,
    a.p_value,
    case when a.p_value is not null then a.adjusted_p_value end as adjusted_p_value,
    case when a.p_value is not null then a.adjusted_p_value < 0.05 end as is_beyond_chance,
from adjusted as a
left join stages as s on a.pipeline = s.pipeline and a.stage = s.stage
order by
    a.dimension, a.name nulls last, a.measure desc, a.pipeline, s.stage_order nulls last, a.stage;
