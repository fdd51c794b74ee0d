/*
label: Stage conversion
label_zh: 阶段转化率
unit: rate
better: higher
subject: stages
sample: advanced + lost
sample_zh: 已推进 + 在此丢单的商机数
over: stage_deal_list.not is_pending
about: Advanced / (advanced + lost) among the deals decided so far. Pending deals are left out,
    never counted as lost.
about_zh: 已有结果的商机中推进的比例：已推进 ÷（已推进 + 丢单）。待定的不计，更不算丢单。
source: METRICS section 5
*/
create or replace macro resolved_conversion(advanced, lost) as
    advanced / nullif(advanced + lost, 0);
