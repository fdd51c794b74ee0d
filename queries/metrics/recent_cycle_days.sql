/*
label: Recent sales cycle
label_zh: 近期成交周期
unit: days
better: lower
subject: results
sample: last wins
sample_zh: 最近若干次赢单
about: Mean days from creation to winning of the last wins (20 unless set otherwise), whatever the
    period.
about_zh: 最近若干赢单（默认 20 个）从创建到赢单的平均天数，不限期间。
source: METRICS section 5
*/
create or replace macro recent_cycle_days(cycle_days) as
    avg(cycle_days);
