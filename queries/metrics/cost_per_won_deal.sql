/*
label: Cost per won deal
label_zh: 单个赢单成本
unit: money
better: lower
subject: marketing
sample: won_deals
sample_zh: 赢单数
rows: none (a ratio)
over: campaign_credit_list.is_won
about: Campaign cost / won deals credited.
about_zh: 活动成本 ÷ 归因的赢单数。
source: METRICS section 5
*/
create or replace macro cost_per_won_deal(cost, won_deals) as
    cost / nullif(won_deals, 0);
