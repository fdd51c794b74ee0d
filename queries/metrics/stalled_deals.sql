/*
label: Stalled deals
label_zh: 停滞商机数
unit: count
better: lower
subject: pipeline
date: as_of
rows: is_stalled
about: Open deals standing in their stage longer than the stage's expected days, else than 75 % of
    the stays of won deals there.
about_zh: 停留超过阶段预期天数的在途商机；未设预期天数时，以该阶段 75% 的赢单停留为限。
source: METRICS section 5
*/
create or replace macro stalled_deals(is_stalled) as
    count(*) filter (where is_stalled);
