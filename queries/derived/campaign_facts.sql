/*
title: Campaign facts
title_zh: 市场活动信息
about: Every campaign that any table names. One that only other tables name has no cost and no end.
grain: one row per campaign
column campaign_id: the CRM's own id
column campaign: name; the id where the export names nothing
column channel: channel
column kind: kind
column started_date: first day; NULL is open
column ended_date: last day; NULL is open
column cost: real cost in the reporting currency
*/
create or replace table campaign_facts as
with
named as (
    select campaign_id from deals
    union
    select campaign_id from leads
    union
    select campaign_id from campaign_touches
)

select
    coalesce(c.campaign_id, n.campaign_id) as campaign_id,
    coalesce(nullif(trim(c.name), ''), c.campaign_id, n.campaign_id) as campaign,
    c.channel,
    c.kind,
    c.started_date,
    c.ended_date,
    c.cost,
from (select named.campaign_id from named where named.campaign_id is not null) as n
full join campaigns as c on n.campaign_id = c.campaign_id
order by 1;
