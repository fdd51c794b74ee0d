/*
label: Average deal size
label_zh: 平均赢单金额
unit: money
better: higher
subject: results
date: closed_date
sample: won_deals
sample_zh: 赢单数
rows: none (a mean)
over: is_won_in_period
about: Mean amount of the deals won in the period. Deals without an amount are left out. NULL when
    nothing was won.
about_zh: 期间内赢单商机的平均金额。未填金额的商机不计。没有赢单时为空。
source: METRICS section 5
*/
create or replace macro average_won_amount(amount, is_won, cases := null) as
    -- cases: how many deals with an amount a row is the sum of
    sum(amount) filter (where is_won)
    / nullif(sum(coalesce(cases, (amount is not null)::integer)) filter (where is_won), 0);
