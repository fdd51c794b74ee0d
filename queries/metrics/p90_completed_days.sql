/*
label: 9 in 10 within
label_zh: 九成在此之内
unit: days
better: lower
subject: stages
sample: completed_stays
sample_zh: 已离开该阶段的停留次数
over: stage_stay_list.is_completed
about: 90th percentile of the completed stays.
about_zh: 已结束的停留的第 90 百分位数。
source: METRICS section 5
*/
create or replace macro p90_completed_days(days, is_completed) as
    quantile_cont(days, 0.9) filter (where is_completed);
