/*
label: Collected
label_zh: 回款金额
unit: money
better: higher
subject: results
rows: payment_list
about: Payments less refunds received in the period, up to the as-of day.
about_zh: 期间内截至截止日的回款减退款。
source: METRICS section 5
*/
create or replace macro collected_amount(amount, is_refund) as
    coalesce(sum(case when is_refund then -amount else amount end), 0);
