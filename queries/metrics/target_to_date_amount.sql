/*
label: Target to date
label_zh: 截至目标金额
unit: money
better: higher
subject: targets
rows: none (targets are set, not summed from deals)
about: The part of the target that falls on the days up to the as-of day.
about_zh: 按天数折算到截止日的目标。
source: METRICS section 5
*/
create or replace macro target_to_date_amount(amount) as
    amount;
