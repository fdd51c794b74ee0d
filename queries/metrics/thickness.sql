/*
label: Thickness
label_zh: 漏斗粗细
unit: ratio
better: higher
subject: pipeline
over: is_open and not is_beyond_cycle
about: Open amount within its cycle / what is left of the target. NULL when the target is met or unset.
about_zh: 周期内在途金额 ÷ 剩余目标。目标已达成或未设时为空。
source: METRICS section 5, funnel_shape
*/
create or replace macro thickness(effective_open_amount, remaining_target) as
    effective_open_amount / nullif(remaining_target, 0);
