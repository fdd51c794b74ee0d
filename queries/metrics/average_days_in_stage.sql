/*
label: Average days in stage
label_zh: 平均已停留天数
unit: days
better: lower
subject: stages
sample: deals
sample_zh: 商机数
over: is_open
about: Mean days the open deals have stood in their present stage. Stays whose beginning is not
    known are left out.
about_zh: 在途商机在当前阶段已停留天数的平均值。起始日不明的停留不计。
source: METRICS section 5
*/
create or replace macro average_days_in_stage(days_in_stage) as
    avg(days_in_stage);
