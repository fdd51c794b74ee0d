/*
label: Lost amount
label_zh: 丢单额
unit: money
better: lower
subject: results
date: closed_date
rows: is_lost_in_period
about: Amount of the deals lost in the period, by closed day, for whatever reason.
about_zh: 期间内丢单的金额，按结单日计，不论原因。
source: METRICS section 5
*/
create or replace macro lost_amount(amount, is_lost) as
    coalesce(sum(amount) filter (where is_lost), 0);
