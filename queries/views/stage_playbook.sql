/*
title: Playbook
title_zh: 阶段手册
about: What each stage means, how long it should take and what to do about a deal that is stuck there, beside what
    stands in it now and
    how deals went through it.
about_zh: 每个阶段的含义、应停留多久、商机停住时怎么办，并列出当前在该阶段的商机以及经过该阶段的情况。
grain: one row per pipeline and open stage
grain_zh: 每个销售流程与在途阶段一行
needs: deals
subject: stages
key: pipeline, stage
rows deals: is_open
rows amount: is_open
rows stalled_deals: is_stalled
rows advanced: stage_deal_list.is_advanced
rows lost: stage_deal_list.is_lost
over resolved_conversion: stage_deal_list
over median_days: stage_stay_list
column pipeline: text; pipeline
column stage_order: number; position of the stage; NULL where nobody configured it
column stage: text; stage
column probability: rate; chance of winning a deal that stands there
column definition: text; what the stage is and what is done in it; NULL where nobody wrote it down
column definition_zh: text; the same in Chinese; a text there in one language stands for both
column recognise: text; how one sees that a deal stands there; NULL where nobody wrote it down
column recognise_zh: text; the same in Chinese
column exit_criteria: text; what moves a deal on; NULL where nobody wrote it down
column exit_criteria_zh: text; the same in Chinese
column advice: text; what to do about a deal that is stuck there; NULL where nobody wrote it down
column advice_zh: text; the same in Chinese
column expected_days: days; days a deal is expected to stay; NULL where none are set
column median_days: days; median of the stays begun in the period, lasting ones counted as far as they go
column advanced: count; entered in the period and reached a later stage or won, whatever came after
column lost: count; entered in the period and closed lost without advancing
column deals: count; open deals standing there
column amount: money; their amount
label pipeline: Pipeline | 销售流程
label stage_order: No. | 序号
label stage: Stage | 阶段
label probability: Probability | 赢率
label definition: Definition | 阶段定义（英文）
label definition_zh: Definition in Chinese | 阶段定义
label recognise: Recognise by | 识别方法（英文）
label recognise_zh: Recognise by, in Chinese | 识别方法
label exit_criteria: Moves on when | 推进标志（英文）
label exit_criteria_zh: Moves on when, in Chinese | 推进标志
label advice: When stuck | 停住时怎么办（英文）
label advice_zh: When stuck, in Chinese | 停住时怎么办
label expected_days: Expected days | 预期天数
label median_days: Median days | 停留中位天数
label advanced: Advanced | 已推进
label lost: Lost there | 在此丢单
label deals: Deals | 商机数
label amount: Amount | 金额
about_zh pipeline: 销售流程
about_zh stage_order: 阶段次序；未配置的阶段为空
about_zh stage: 阶段
about_zh probability: 处于该阶段的商机的赢率
about_zh definition: 该阶段的含义与要做的工作（英文）；未写明时为空
about_zh definition_zh: 该阶段的含义与要做的工作；只写了一种语言时两列相同
about_zh recognise: 如何判断商机处于该阶段（英文）；未写明时为空
about_zh recognise_zh: 如何判断商机处于该阶段；未写明时为空
about_zh exit_criteria: 做到什么才进入下一阶段（英文）；未写明时为空
about_zh exit_criteria_zh: 做到什么才进入下一阶段；未写明时为空
about_zh advice: 商机停在该阶段时的建议（英文）；未写明时为空
about_zh advice_zh: 商机停在该阶段时的建议；未写明时为空
about_zh expected_days: 商机预计停留的天数；未设定时为空
about_zh median_days: 期间内开始的停留的中位天数，未结束的按已停留天数计
about_zh advanced: 期间内进入该阶段的商机中到达过后续阶段或赢过单的商机数，之后如何不影响
about_zh lost: 期间内进入该阶段的商机中未推进就丢单的商机数
about_zh deals: 当前处于该阶段的在途商机数
about_zh amount: 其金额
*/
create or replace view stage_playbook as
select
    w.pipeline,
    w.stage_order,
    w.stage,
    s.probability,
    s.definition,
    s.definition_zh,
    s.recognise,
    s.recognise_zh,
    s.exit_criteria,
    s.exit_criteria_zh,
    s.advice,
    s.advice_zh,
    s.expected_days,
    d.median_days,
    c.resolved_conversion,
    c.advanced,
    c.lost,
    w.deals,
    w.amount,
    w.stalled_deals,
from funnel_width as w
left join stages as s on w.pipeline = s.pipeline and w.stage = s.stage
left join stage_dwell as d on w.pipeline = d.pipeline and w.stage = d.stage
left join stage_conversion as c on w.pipeline = c.pipeline and w.stage = c.stage
where w.stage is not null
order by w.pipeline, w.stage_order nulls last, w.stage;
