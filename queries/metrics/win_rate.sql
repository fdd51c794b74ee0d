/*
label: Win rate
label_zh: 赢单率
unit: rate
better: higher
subject: results
date: closed_date
sample: won_deals + lost_deals
sample_zh: 赢单数 + 丢单数
over: is_closed_in_period
about: Won deals / (won + lost deals), by closed day. Open deals are left out, every lost deal
    counts. NULL when nothing closed.
about_zh: 赢单数 ÷（赢单数 + 丢单数），按结单日计。在途商机不计，丢单一律计入。没有结单时为空。
source: METRICS section 5
*/
create or replace macro win_rate(is_won, is_closed, cases := 1) as
    -- cases: how many deals a row is the sum of
    coalesce(sum(cases) filter (where is_won), 0) / nullif(sum(cases) filter (where is_closed), 0);
