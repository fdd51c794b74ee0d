/*
label: ROI
label_zh: 投资回报率
unit: ratio
better: higher
subject: marketing
sample: won_deals
sample_zh: 赢单数
over: campaign_credit_list.is_won
about: (Won amount credited − cost) / cost, over the whole life of the campaign up to the as-of day.
    NULL where the cost is not known or 0.
about_zh: （归因的赢单额 − 成本）÷ 成本，按活动全程计至截止日。成本不明或为 0 时为空。
source: METRICS section 5
*/
create or replace macro roi(won_amount, cost) as
    case when cost > 0 then (won_amount - cost) / cost end;
