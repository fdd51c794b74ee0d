/*
label: Coverage
label_zh: 管道覆盖率
unit: ratio
better: higher
subject: targets
over: is_coverable
about: Open amount expected to close in the period, plus what is past due while the period runs, /
        what is left of the target. Deals due later or without an expected close are left out. NULL when the target is
    met or unset, or the period is over.
about_zh: 预计在本期成交的在途金额（期间未结束时含已逾期的）÷ 剩余目标。更晚成交或未填预计成交日的不计。
    目标已达成、未设目标或期间已结束时为空。
source: METRICS section 5
*/
create or replace macro coverage(coverable_amount, remaining_target) as
    coverable_amount / nullif(remaining_target, 0);
