/*
label: Attainment to date
label_zh: 进度完成率
unit: rate
better: higher
subject: targets
over: is_won_in_period
about: Won amount / the part of the target that falls on the days so far. NULL without a target.
about_zh: 赢单额 ÷ 截至目前应完成的目标。没有目标时为空。
source: METRICS section 5
*/
create or replace macro attainment_to_date(won_amount, target_to_date_amount) as
    won_amount / nullif(target_to_date_amount, 0);
