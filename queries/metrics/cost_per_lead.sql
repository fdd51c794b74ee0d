/*
label: Cost per lead
label_zh: 单条线索成本
unit: money
better: lower
subject: marketing
sample: leads
sample_zh: 线索数
rows: none (a ratio)
over: campaign_lead_list
about: Campaign cost / leads.
about_zh: 活动成本 ÷ 线索数。
source: METRICS section 5
*/
create or replace macro cost_per_lead(cost, leads) as
    cost / nullif(leads, 0);
