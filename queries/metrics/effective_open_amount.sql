/*
label: Effective pipeline
label_zh: 有效在途金额
unit: money
better: higher
subject: pipeline
date: as_of
rows: is_open and not is_beyond_cycle
about: Open amount without the deals older than the usual sales cycle of their rep, team or company.
    A deal for which no usual cycle is known counts as effective.
about_zh: 在途金额减去超出通常成交周期的商机；周期依次取本人、团队、公司。通常周期不明的商机算作有效。
source: METRICS section 5
*/
create or replace macro effective_open_amount(amount, is_open, is_beyond_cycle) as
    coalesce(sum(amount) filter (where is_open and not is_beyond_cycle), 0);
