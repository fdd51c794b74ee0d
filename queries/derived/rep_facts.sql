/*
title: Rep facts
title_zh: 销售信息
about: Every rep that any table names, with a display name no other rep has.
grain: one row per rep
column rep_id: the CRM's own id
column rep: display name: the name, followed by the id where two ids share it; the id where the export names nobody
column team: team
column manager: manager, by name where the export gives the id of another rep
column region: region
column is_listed: false where only other tables name the rep
*/
create or replace table rep_facts as
with
named as (
    select rep_id from deals
    union
    select rep_id from deal_history
    union
    select rep_id from accounts
    union
    select rep_id from leads
    union
    select rep_id from activities
    union
    select rep_id from deal_splits
    union
    select rep_id from targets
    union
    select rep_id from invoices
),

listed as (
    select
        rep_id,
        team,
        manager,
        region,
        true as is_listed,
        coalesce(nullif(trim(name), ''), rep_id) as name,
    from reps
    union all by name
    select
        rep_id,
        false as is_listed,
        rep_id as name,
    from named
    where rep_id is not null and rep_id not in (select reps.rep_id from reps)
),

counted as (
    select
        *,
        count(*) over (partition by name) as bearers,
    from listed
)

select
    c.rep_id,
    case when c.bearers > 1 and c.name <> c.rep_id then c.name || ' (' || c.rep_id || ')' else c.name end as rep,
    c.team,
    coalesce(m.name, c.manager) as manager,
    c.region,
    c.is_listed,
from counted as c
left join listed as m on c.manager = m.rep_id
order by c.rep_id;
