/*
title: Lead facts
title_zh: 线索信息
about: Every lead with the region and team it counts under.
grain: one row per lead
column lead_id: the CRM's own id
column created_date: day of creation, else of the export
column region: own region, else its rep's
column campaign_channel: channel of its campaign; its own where it has none
column assigned_date: day of assignment, else of creation
column qualified_date: day of qualification
column converted_date: day of conversion, else the day on which the deal it became was created
*/
create or replace table lead_facts as
select
    l.lead_id,
    coalesce(l.created_at::date, exported_on()) as created_date,
    l.rep_id,
    r.rep,
    r.team,
    coalesce(l.region, r.region) as region,
    l.channel,
    l.campaign_id,
    case when l.campaign_id is null then l.channel else c.channel end as campaign_channel,
    coalesce(l.assigned_at::date, l.created_at::date) as assigned_date,
    l.qualified_at::date as qualified_date,
    coalesce(l.converted_at::date, f.created_date, d.created_at::date) as converted_date,
from leads as l
left join rep_facts as r on l.rep_id = r.rep_id
left join campaign_facts as c on l.campaign_id = c.campaign_id
left join deal_facts as f on l.deal_id = f.deal_id
-- a deal deleted since was a conversion all the same
left join deals as d on l.deal_id = d.deal_id
order by assigned_date, l.lead_id;
