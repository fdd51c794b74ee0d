/*
title: Forecast submissions
title_zh: 预测提报
about: A forecast a rep handed in.
grain: one row per submission
column submitted_at: instant of submission
column rep_id: reps.rep_id
column period_start: first day
column period_end: last day
column commit_amount: committed
column best_case_amount: best case
column extra: columns of the export that have no place of their own, by header
label submitted_at: Submitted | 提交时间
label period_start: Period start | 期间开始
label period_end: Period end | 期间结束
label commit_amount: Commit | 承诺金额
label best_case_amount: Best case | 最佳情况金额
*/
create or replace table forecast_submissions (
    submitted_at timestamp not null,
    rep_id text not null,
    period_start date not null,
    period_end date not null,
    commit_amount decimal(18, 2),
    best_case_amount decimal(18, 2),
    extra json
);
