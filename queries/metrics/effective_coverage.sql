/*
label: Effective coverage
label_zh: 有效管道覆盖率
unit: ratio
better: higher
subject: targets
over: is_coverable and not is_beyond_cycle
about: Coverage by the effective pipeline alone: the open amount that counts in coverage without the deals older than
    the
        usual sales cycle of their rep, team or company / what is left of the target. Deals due after the period or
    without an
    expected close are left out; thickness counts them. NULL where coverage is.
about_zh: 只按有效在途金额计算的覆盖率：计入覆盖的在途金额减去超出通常成交周期的商机 ÷ 剩余目标。期后才成交或未填预计成交日的不计，
    漏斗粗细则计入。覆盖率为空时亦为空。
source: METRICS section 5, coverage and is_beyond_cycle
*/
create or replace macro effective_coverage(coverable_amount, remaining_target) as
    coverable_amount / nullif(remaining_target, 0);
