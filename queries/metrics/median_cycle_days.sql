/*
label: Sales cycle
label_zh: 成交周期
unit: days
better: lower
subject: results
date: closed_date
sample: won_deals
sample_zh: 赢单数
over: is_won_in_period
about: Median days from creation to winning of the deals won in the period. Deals whose days are not
    known are left out. NULL when nothing was won.
about_zh: 期间内赢单商机从创建到赢单天数的中位数。天数不明的不计。没有赢单时为空。
source: METRICS section 5
*/
create or replace macro median_cycle_days(cycle_days, is_won) as
    median(cycle_days) filter (where is_won);
