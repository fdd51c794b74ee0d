/*
label: Mean days, completed
label_zh: 平均停留（已结束）
unit: days
better: lower
subject: stages
sample: completed_stays
sample_zh: 已离开该阶段的停留次数
over: stage_stay_list.is_completed
about: Mean length of the completed stays. Biased short while long stays still last.
about_zh: 已结束的停留的平均天数。久未结束的停留还不在内，因此偏短。
source: METRICS section 5
*/
create or replace macro mean_completed_days(days, is_completed) as
    avg(days) filter (where is_completed);
