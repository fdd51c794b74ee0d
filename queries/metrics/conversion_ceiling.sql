/*
label: Conversion, at most
label_zh: 转化率上限
unit: rate
better: higher
subject: stages
sample: entered
sample_zh: 进入该阶段的商机数
over: stage_deal_list
about: (Advanced + pending) / entered: what the rate becomes if every pending deal moves on.
about_zh: （已推进 + 待定）÷ 进入：待定商机全部推进时的转化率。
source: METRICS section 5
*/
create or replace macro conversion_ceiling(advanced, pending, entered) as
    (advanced + pending) / nullif(entered, 0);
