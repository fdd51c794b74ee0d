/*
label: Mean sales cycle
label_zh: 平均成交周期
unit: days
better: lower
subject: results
date: closed_date
sample: won_deals
sample_zh: 赢单数
over: is_won_in_period
about: Mean days from creation to winning of the deals won in the period. Deals whose days are not
    known are left out. NULL when nothing was won.
about_zh: 期间内赢单商机从创建到赢单的平均天数。天数不明的不计。没有赢单时为空。
source: METRICS section 5
*/
create or replace macro mean_cycle_days(cycle_days, is_won, cases := null) as
    -- cases: how many deals of known days a row is the sum of
    sum(cycle_days) filter (where is_won)
    / nullif(sum(coalesce(cases, (cycle_days is not null)::integer)) filter (where is_won), 0);
