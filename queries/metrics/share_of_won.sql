/*
label: Share of won amount
label_zh: 赢单额占比
unit: rate
better: higher
subject: results
sample: won_deals
sample_zh: 赢单数
over: is_won_in_period
about: Share of the won amount in scope. NULL when nothing was won.
about_zh: 占当前范围内赢单额的比例。没有赢单时为空。
source: METRICS section 5
*/
create or replace macro share_of_won(won_amount, all_won_amount) as
    won_amount / nullif(all_won_amount, 0);
