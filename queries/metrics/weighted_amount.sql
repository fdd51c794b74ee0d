/*
label: Weighted pipeline
label_zh: 加权金额
unit: money
better: higher
subject: pipeline
date: as_of
rows: is_open
about: Open amount × chance of winning: the deal's own where its CRM gives one, else its stage's.
about_zh: 在途金额 × 赢率：CRM 给出商机自己的赢率时用它，否则用所在阶段的。
source: METRICS section 5
*/
create or replace macro weighted_amount(amount, probability, is_open) as
    coalesce(sum((amount * probability)::decimal(18, 4)) filter (where is_open), 0);
