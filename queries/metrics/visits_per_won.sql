/*
label: Visits per win
label_zh: 单均拜访次数
unit: number
better: lower
subject: activity
sample: won_deals
sample_zh: 赢单数
over: activity_list.is_visit
about: Visits in the period / deals won in the period.
about_zh: 期间内拜访次数 ÷ 期间内赢单数。
source: METRICS section 5
*/
create or replace macro visits_per_won(visits, won_deals) as
    visits / nullif(won_deals, 0);
