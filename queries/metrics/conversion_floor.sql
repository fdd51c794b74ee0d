/*
label: Conversion, at least
label_zh: 转化率下限
unit: rate
better: higher
subject: stages
sample: entered
sample_zh: 进入该阶段的商机数
over: stage_deal_list
about: Advanced / entered: what the rate is if no pending deal moves on.
about_zh: 已推进 ÷ 进入：待定商机都不推进时的转化率。
source: METRICS section 5
*/
create or replace macro conversion_floor(advanced, entered) as
    advanced / nullif(entered, 0);
