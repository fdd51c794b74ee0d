/*
label: Competitive win rate
label_zh: 竞争赢单率
unit: rate
better: higher
date: closed_date
sample: won_deals + deals lost to a competitor
about: Won deals / (won + lost to a competitor). Deals the customer stopped and deals without a
    reason are left out. NULL when nothing is counted.
source: METRICS section 5
*/
create or replace macro competitive_win_rate(is_won, is_lost_to_competitor) as
    count(*) filter (where is_won) / nullif(count(*) filter (where is_won or is_lost_to_competitor),
        0);
