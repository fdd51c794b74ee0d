/*
label: Stalled amount
label_zh: 停滞金额
unit: money
better: lower
subject: pipeline
date: as_of
rows: is_stalled
about: Open amount standing in its stage longer than expected for that stage.
about_zh: 停留超过所在阶段时限的在途商机的金额。
source: METRICS section 5
*/
create or replace macro stalled_amount(amount, is_stalled) as
    coalesce(sum(amount) filter (where is_stalled), 0);
