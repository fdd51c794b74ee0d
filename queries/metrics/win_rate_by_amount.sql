/*
label: Win rate by amount
label_zh: 赢单率（按金额）
unit: rate
better: higher
subject: results
date: closed_date
sample: won_deals + lost_deals
sample_zh: 赢单数 + 丢单数
over: is_closed_in_period
about: Won amount / (won + lost amount), by closed day. Deals without an amount are left out. NULL
    when nothing closed.
about_zh: 赢单额 ÷（赢单额 + 丢单额），按结单日计。未填金额的商机不计。没有结单时为空。
source: METRICS section 5
*/
create or replace macro win_rate_by_amount(is_won, is_closed, amount) as
    coalesce(sum(amount) filter (where is_won), 0)
        / nullif(sum(amount) filter (where is_closed), 0);
