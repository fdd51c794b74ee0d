/*
title: Reps
title_zh: 销售
about: A salesperson.
grain: one row per rep
column rep_id: the CRM's own id
column name: name
column team: team
column manager: manager
column region: region
column started_date: first working day
column ended_date: last working day
column email: e-mail address
column extra: columns of the export that have no place of their own, by header
label started_date: Start | 开始日
label ended_date: End | 结束日
label email: E-mail | 邮箱
*/
create or replace table reps (
    rep_id text not null,
    name text,
    team text,
    manager text,
    region text,
    started_date date,
    ended_date date,
    email text,
    extra json
);
