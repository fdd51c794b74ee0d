/*
title: Activities
title_zh: 销售活动
about: Something a rep did or plans to do.
grain: one row per activity
column activity_id: the CRM's own id
column rep_id: reps.rep_id
column deal_id: deals.deal_id
column lead_id: leads.lead_id
column account_id: accounts.account_id
column kind: call, connect, meeting, visit, demo, email or proposal
column occurred_at: instant (or day) it takes place
column outcome: result; planned for one that has not happened
column extra: columns of the export that have no place of their own, by header
label occurred_at: Took place | 发生时间
*/
create or replace table activities (
    activity_id text,
    rep_id text,
    deal_id text,
    lead_id text,
    account_id text,
    kind text,
    occurred_at timestamp,
    outcome text,
    extra json
);
