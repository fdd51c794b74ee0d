/*
title: Campaign facts
title_zh: 市场活动信息
about: Every campaign that any table names. One that only other tables name has no cost and no end, and begins with the
    first row that names it.
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
    select
        campaign_id,
        case when bool_and(named_at is not null) then min(named_at)::date end as named_date,
    from (
        select
            campaign_id,
            created_at as named_at,
        from deals
        union all
        select
            campaign_id,
            created_at,
        from leads
        union all
        select
            campaign_id,
            touched_at,
        from campaign_touches
    )
    where campaign_id is not null
    group by campaign_id
)

select
    coalesce(c.campaign_id, n.campaign_id) as campaign_id,
    coalesce(nullif(trim(c.name), ''), c.campaign_id, n.campaign_id) as campaign,
    c.channel,
    c.kind,
    case when c.campaign_id is null then n.named_date else c.started_date end as started_date,
    c.ended_date,
    c.cost,
from named as n
full join campaigns as c on n.campaign_id = c.campaign_id
order by 1;
