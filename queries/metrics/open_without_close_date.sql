/*
label: Open without expected close
label_zh: 未填预计成交日的商机数
unit: count
better: lower
subject: pipeline
date: as_of
rows: is_open and expected_close_date is null
about: Open deals without an expected close date; no forecast counts them.
about_zh: 未填预计成交日的在途商机；任何预测都不含它们。
source: METRICS section 5
*/
create or replace macro open_without_close_date(is_open, expected_close_date) as
    count(*) filter (where is_open and expected_close_date is null);
