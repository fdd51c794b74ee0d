/*
label: Snapshot ratio
label_zh: 时点比例
unit: ratio
better: neither
subject: stages
sample: deals
sample_zh: 商机数
over: is_open
about: Deals standing in the next stage / deals standing here, at the end of the as-of day. Not a
    conversion.
about_zh: 截止日结束时，下一阶段的商机数 ÷ 本阶段的商机数。这不是转化率。
source: METRICS section 5
*/
create or replace macro snapshot_ratio(next_deals, deals) as
    next_deals / nullif(deals, 0);
