/*
label: Lead conversion
label_zh: 线索转化率
unit: rate
better: higher
subject: activity
sample: leads_assigned
sample_zh: 分配的线索数
over: lead_list.is_assigned_in_period
about: Converted leads / leads assigned in the period.
about_zh: 期间内分配的线索中已转化的比例。
source: METRICS section 5
*/
create or replace macro lead_conversion_rate(leads_converted, leads_assigned) as
    leads_converted / nullif(leads_assigned, 0);
