/*
label: Median days, completed
label_zh: 停留中位数（已结束）
unit: days
better: lower
subject: stages
sample: completed_stays
sample_zh: 已离开该阶段的停留次数
over: stage_stay_list.is_completed
about: Median length of the completed stays only. Biased short while long stays still last.
about_zh: 仅计已结束的停留的中位数。久未结束的停留还不在内，因此偏短。
source: METRICS section 5
*/
create or replace macro median_completed_days(days, is_completed) as
    median(days) filter (where is_completed);
