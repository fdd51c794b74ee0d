/*
title: Activity facts
title_zh: 活动信息
about: Every activity that took place, with the team of its rep and the account it concerns.
grain: one row per activity that is not only planned
column occurred_date: day it took place
column outcome: what came of it, in the CRM's words
column account_id: its own account, else its deal's
column region: its rep's
*/
create or replace table activity_facts as
select
    a.occurred_at::date as occurred_date,
    a.occurred_at,
    a.activity_id,
    a.deal_id,
    a.kind,
    a.outcome,
    a.rep_id,
    r.rep,
    r.team,
    r.region,
    coalesce(a.account_id, d.account_id) as account_id,
from activities as a
left join rep_facts as r on a.rep_id = r.rep_id
left join deals as d on a.deal_id = d.deal_id
where a.occurred_at is not null and coalesce(lower(a.outcome), '') <> 'planned'
order by occurred_date, a.rep_id;
