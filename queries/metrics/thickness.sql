/*
label: Thickness
label_zh: 漏斗粗细
unit: ratio
better: higher
subject: pipeline
over: is_open and not is_beyond_cycle
about: All open amount within its cycle, due or not, / what is left of the target; effective coverage counts only what
    is due in the
        period, so deals due later or without an expected close are in thickness alone. NULL when the target is met or
    unset.
about_zh: 全部周期内在途金额（不论预计何时成交）÷ 剩余目标；有效管道覆盖率只计预计本期成交的，更晚成交或未填预计成交日的商机只计入粗细。
    目标已达成或未设时为空。
source: METRICS section 5, funnel_shape
*/
create or replace macro thickness(effective_open_amount, remaining_target) as
    effective_open_amount / nullif(remaining_target, 0);
