/*
label: Cost per lead
label_zh: 单条线索成本
unit: money
better: lower
sample: leads
about: Campaign cost / leads.
source: METRICS section 5
*/
create or replace macro cost_per_lead(cost, leads) as
    cost / nullif(leads, 0);
