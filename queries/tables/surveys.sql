/*
title: Surveys
title_zh: 满意度调查
about: A customer's answer.
grain: one row per answer
column survey_id: the CRM's own id
column account_id: accounts.account_id
column answered_date: day of the answer
column kind: nps or csat
column score: score
column extra: columns of the export that have no place of their own, by header
label survey_id: Survey id | 调查编号
label answered_date: Answered | 回复日
label score: Score | 评分
*/
create or replace table surveys (
    survey_id text,
    account_id text,
    answered_date date,
    kind text,
    score double,
    extra json
);
