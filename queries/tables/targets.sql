/*
title: Targets
title_zh: 目标
about: What is to be reached in a period.
grain: one row per period, measure and holder
column period_start: first day
column period_end: last day
column measure: won_amount, visits, leads, …
column region: region, where set for one
column team: team, where set for one
column rep_id: rep, where set for one
column product_line: product line, where set for one
column amount: target in the reporting currency or in pieces
column extra: columns of the export that have no place of their own, by header
label period_start: Period start | 期间开始
label period_end: Period end | 期间结束
*/
create or replace table targets (
    period_start date not null,
    period_end date not null,
    measure text,
    region text,
    team text,
    rep_id text,
    product_line text,
    amount decimal(18, 2) not null,
    extra json
);
