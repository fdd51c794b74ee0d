/*
label: Target
label_zh: 目标金额
unit: money
better: higher
subject: targets
rows: none (targets are set, not summed from deals)
about: Target of the whole period for won amount. NULL where none is set, or where a filter is on by
    something targets are not set for.
about_zh: 整个期间的赢单额目标。未设目标，或筛选了目标未细分到的维度时为空。
source: METRICS section 5
*/
create or replace macro target_amount(amount) as
    amount;
