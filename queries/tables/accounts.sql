/*
title: Accounts
title_zh: 客户
about: A customer or prospect.
grain: one row per account
column account_id: the CRM's own id
column name: name
column size: large, medium, small or the CRM's own classes
column industry: industry
column region: region
column rep_id: owner, reps.rep_id
column tier: service tier
column created_at: instant (or day) of creation
column extra: columns of the export that have no place of their own, by header
label size: Size | 规模
label tier: Tier | 级别
label created_at: Created | 创建时间
*/
create or replace table accounts (
    account_id text not null,
    name text,
    size text,
    industry text,
    region text,
    rep_id text,
    tier text,
    created_at timestamp,
    extra json
);
