/*
label: Won amount
label_zh: 赢单额
unit: money
better: higher
subject: results
date: closed_date
rows: is_won_in_period
about: Amount of the deals won in the period, by closed day. Deals without an amount count as 0.
about_zh: 期间内赢单商机的金额，按结单日计。未填金额的按 0 计。
source: METRICS section 5
*/
create or replace macro won_amount(amount, is_won) as
    coalesce(sum(amount) filter (where is_won), 0);
