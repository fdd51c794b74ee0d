/*
label: Required coverage
label_zh: 所需覆盖率
unit: ratio
better: lower
subject: targets
sample: closings of the 12 months before
sample_zh: 截止日前 12 个月的结单数
about: 1 / win rate by amount over the 12 months before the as-of day: how many times what is left
    has to be open. NULL below 10 closings.
about_zh: 1 ÷ 截止日前 12 个月按金额的赢单率：在途金额须是剩余目标的几倍。结单不足 10 个时为空。
source: METRICS section 5
*/
create or replace macro required_coverage(win_rate_by_amount) as
    1 / nullif(win_rate_by_amount, 0);
