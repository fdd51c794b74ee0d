/*
title: First meetings
title_zh: 首次见面
about: The first meeting, visit or demonstration with each account; of an activity without an account with its deal,
    else with
    its lead.
grain: one row per account, deal or lead met
column occurred_date: day of the meeting
column rep_id: rep who held it
column rep: the rep's name, with the id where two share it
column team: the rep's
column region: the rep's
*/
create or replace table first_meetings as
with
meetings as (
    select
        f.occurred_date,
        f.activity_id,
        f.rep_id,
        coalesce('account ' || f.account_id, 'deal ' || f.deal_id, 'lead ' || a.lead_id) as met,
    from activity_facts as f
    left join activities as a on f.activity_id = a.activity_id
    where f.kind in ('meeting', 'visit', 'demo')
),

firsts as (
    select
        occurred_date,
        rep_id,
    from meetings
    where met is not null
    qualify row_number() over (partition by met order by occurred_date, activity_id) = 1
)

select
    f.occurred_date,
    f.rep_id,
    r.rep,
    r.team,
    r.region,
from firsts as f
left join rep_facts as r on f.rep_id = r.rep_id
order by f.occurred_date, f.rep_id;
