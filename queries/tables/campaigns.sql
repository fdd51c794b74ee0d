/*
title: Campaigns
title_zh: 市场活动
about: A marketing campaign.
grain: one row per campaign
column campaign_id: the CRM's own id
column name: name
column channel: channel
column kind: forum, roadshow, seminar, outing, partner event, appreciation or the CRM's own
column purpose: what it is for
column started_date: first day
column ended_date: last day
column budget: planned cost in the reporting currency
column cost: real cost in the reporting currency
column expected_amount: expected sales in the reporting currency
column extra: columns of the export that have no place of their own, by header
label purpose: Purpose | 目的
label started_date: Start | 开始日
label ended_date: End | 结束日
label budget: Budget | 预算
label expected_amount: Expected amount | 预期金额
*/
create or replace table campaigns (
    campaign_id text not null,
    name text,
    channel text,
    kind text,
    purpose text,
    started_date date,
    ended_date date,
    budget decimal(18, 2),
    cost decimal(18, 2),
    expected_amount decimal(18, 2),
    extra json
);
