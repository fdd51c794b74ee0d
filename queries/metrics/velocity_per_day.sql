/*
label: Sales velocity
label_zh: 销售速度
unit: money
better: higher
subject: results
rows: none (a product of rates)
over: is_open
about: Open deals × average deal size × win rate / mean cycle, the last three over the 12 months
    before the as-of day: money per day. NULL where one of them is.
about_zh: 在途商机数 × 平均赢单金额 × 赢单率 ÷ 平均周期，后三项取截止日前 12 个月；即每天可赢得的金额。任一项为空时为空。
source: METRICS section 5
*/
create or replace macro velocity_per_day(
    open_deals, average_won_amount, win_rate, mean_cycle_days
) as
    open_deals * average_won_amount * win_rate / nullif(mean_cycle_days, 0);
