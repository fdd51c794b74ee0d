/*
label: Flow
label_zh: 漏斗流速
unit: days
better: lower
subject: pipeline
date: closed_date
sample: wins of the 12 months up to the as-of day
sample_zh: 截至截止日 12 个月内的赢单数
about: Median days from creation to winning of the wins of the 12 months up to the as-of day. Deals whose days are not
    known
    are left out. NULL when nothing was won.
about_zh: 截至截止日 12 个月内赢单商机从创建到赢单天数的中位数。天数不明的不计。没有赢单时为空。
source: METRICS section 5, funnel_shape
*/
create or replace macro flow_days(cycle_days, is_recent_win) as
    median_cycle_days(cycle_days, is_recent_win);
