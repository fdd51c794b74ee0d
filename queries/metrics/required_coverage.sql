/*
label: Required coverage
label_zh: 所需覆盖率
unit: ratio
better: lower
sample: closings of the 12 months before
about: 1 / win rate by amount over the 12 months before the as-of day: how many times what is left
    has to be open. NULL below 10 closings.
source: METRICS section 5
*/
create or replace macro required_coverage(win_rate_by_amount) as
    1 / nullif(win_rate_by_amount, 0);
