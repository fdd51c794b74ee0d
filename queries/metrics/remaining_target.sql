/*
label: Remaining target
label_zh: 剩余目标
unit: money
better: lower
subject: targets
rows: none (a difference from the target)
over: is_won_in_period
about: Target less won amount, not below 0. NULL without a target.
about_zh: 目标减赢单额，不低于 0。没有目标时为空。
source: METRICS section 5
*/
create or replace macro remaining_target(won_amount, target_amount) as
    case when target_amount is not null then greatest(target_amount - won_amount, 0) end;
