/*
label: Win rate from the stage
label_zh: 该阶段起赢单率
unit: rate
better: higher
subject: stages
sample: won + lost ever
sample_zh: 到过该阶段且已赢单或丢单的商机数
over: stage_deal_list.is_closed
about: Won / (won + lost) among the deals that entered the stage in the period. Open deals are left
    out.
about_zh: 期间内进入该阶段的商机中：赢单 ÷（赢单 + 丢单）。在途的不计。
source: METRICS section 5
*/
create or replace macro win_rate_from_stage(is_won, is_lost) as
    count(*) filter (where is_won) / nullif(count(*) filter (where is_won or is_lost), 0);
