/*
label: Pipeline ROI
label_zh: 商机投资回报率
unit: ratio
better: higher
subject: marketing
sample: deals
sample_zh: 商机数
over: campaign_credit_list
about: (Amount of all deals credited − cost) / cost. NULL where the cost is not known or 0.
about_zh: （归因的全部商机金额 − 成本）÷ 成本。成本不明或为 0 时为空。
source: METRICS section 5
*/
create or replace macro pipeline_roi(deal_amount, cost) as
    case when cost > 0 then (deal_amount - cost) / cost end;
