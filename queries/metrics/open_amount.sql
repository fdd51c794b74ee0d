/*
label: Open pipeline
label_zh: 在途金额
unit: money
better: higher
subject: pipeline
date: as_of
rows: is_open
about: Amount of the deals open at the end of the as-of day.
about_zh: 截止日结束时在途商机的金额。
source: METRICS section 5
*/
create or replace macro open_amount(amount, is_open) as
    coalesce(sum(amount) filter (where is_open), 0);
