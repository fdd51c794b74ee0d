/*
label: Sales velocity
label_zh: 销售速度
unit: money
better: higher
about: Open deals × average deal size × win rate / mean cycle, the last three over the 12 months
    before the as-of day: money per day. NULL where one of them is.
source: METRICS section 5
*/
create or replace macro velocity_per_day(open_deals, average_won_amount, win_rate, mean_cycle_days) as
    open_deals * average_won_amount * win_rate / nullif(mean_cycle_days, 0);
