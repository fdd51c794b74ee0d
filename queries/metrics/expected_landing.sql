/*
label: Expected landing
label_zh: 预计落点
unit: money
better: higher
about: Won amount plus amount × chance of the open deals that count in coverage.
source: METRICS section 5
*/
create or replace macro expected_landing(won_amount, weighted_coverable_amount) as
    won_amount + weighted_coverable_amount;
