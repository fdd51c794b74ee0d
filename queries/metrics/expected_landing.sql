/*
label: Expected landing
label_zh: 预计完成额
unit: money
better: higher
subject: targets
rows: landing_amount of is_in_landing
about: Won amount plus amount × chance of the open deals that count in coverage.
about_zh: 赢单额，加上管道覆盖率所计在途商机的金额 × 赢率。
source: METRICS section 5
*/
create or replace macro expected_landing(won_amount, weighted_coverable_amount) as
    won_amount + weighted_coverable_amount;
