/*
label: Lost deals
label_zh: 丢单数
unit: count
better: lower
subject: results
date: closed_date
rows: is_lost_in_period
about: Deals lost in the period, by closed day, for whatever reason.
about_zh: 期间内丢单的商机数，按结单日计，不论原因。
source: METRICS section 5
*/
create or replace macro lost_deals(is_lost) as
    count(*) filter (where is_lost);
