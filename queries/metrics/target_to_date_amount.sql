/*
label: Target to date
label_zh: 截至目标金额
unit: money
better: higher
about: The part of the target that falls on the days up to the as-of day.
source: METRICS section 5
*/
create or replace macro target_to_date_amount(amount) as
    amount;
