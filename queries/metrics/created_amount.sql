/*
label: New pipeline
label_zh: 新增商机金额
unit: money
better: higher
subject: pipeline
date: created_date
rows: is_created_in_period
about: Amount, as of the as-of day, of the deals created in the period.
about_zh: 期间内新增商机的金额，按截止日的金额计。
source: METRICS section 5
*/
create or replace macro created_amount(amount, is_created) as
    coalesce(sum(amount) filter (where is_created), 0);
