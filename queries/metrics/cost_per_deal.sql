/*
label: Cost per deal
label_zh: 单个商机成本
unit: money
better: lower
subject: marketing
sample: deals
sample_zh: 商机数
rows: none (a ratio)
over: campaign_credit_list
about: Campaign cost / deals credited.
about_zh: 活动成本 ÷ 归因的商机数。
source: METRICS section 5
*/
create or replace macro cost_per_deal(cost, deals) as
    cost / nullif(deals, 0);
