/*
label: Share of target
label_zh: 目标占比
unit: rate
better: neither
subject: targets
about: Share of the targets of the rows shown.
about_zh: 占所列各行目标之和的比例。
source: METRICS section 5
*/
create or replace macro share_of_target(target_amount, all_target_amount) as
    target_amount / nullif(all_target_amount, 0);
