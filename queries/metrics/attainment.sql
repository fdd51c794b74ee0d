/*
label: Attainment
label_zh: 目标完成率
unit: rate
better: higher
subject: targets
over: is_won_in_period
about: Won amount / target of the whole period. NULL without a target.
about_zh: 赢单额 ÷ 整个期间的目标。没有目标时为空。
source: METRICS section 5
*/
create or replace macro attainment(won_amount, target_amount) as
    won_amount / nullif(target_amount, 0);
