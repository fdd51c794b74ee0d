/*
label: Competitive win rate
label_zh: 竞争赢单率
unit: rate
better: higher
subject: results
date: closed_date
sample: won_deals + deals lost to a competitor
sample_zh: 赢单数 + 输给竞争对手的商机数
over: is_closed_in_period
about: Won deals / (won + lost to a competitor). Deals the customer stopped and deals without a
    reason are left out. NULL when nothing is counted.
about_zh: 赢单数 ÷（赢单数 + 输给竞争对手的丢单数）。客户中止和未注明原因的丢单不计。没有可计的结单时为空。
source: METRICS section 5
*/
create or replace macro competitive_win_rate(is_won, is_lost_to_competitor) as
    count(*) filter (where is_won) / nullif(count(*) filter (where is_won or is_lost_to_competitor),
        0);
