/*
label: Won deals
label_zh: 赢单数
unit: count
better: higher
subject: results
date: closed_date
rows: is_won_in_period
about: Deals won in the period, by closed day.
about_zh: 期间内赢单的商机数，按结单日计。
source: METRICS section 5
*/
create or replace macro won_deals(is_won) as
    count(*) filter (where is_won);
