/*
title: Rep facts
title_zh: 销售信息
about: Every rep that any table names, with a display name no other rep has.
grain: one row per rep
column rep_id: the CRM's own id
column rep: display name: the name, followed by the id where two ids share it; the one its deals carry where no table of
    reps
    has it, else the id
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

-- the name that the deal modified last gives, where no table of reps does
carried as (
    select
        rep_id,
        arg_max(
            trim(rep_name), (coalesce(modified_at, created_at, timestamp '0001-01-01'), rep_name)
        ) as name,
    from deals
    where trim(rep_name) <> ''
    group by rep_id
),

listed as (
    select
        r.rep_id,
        r.team,
        r.manager,
        r.region,
        true as is_listed,
        coalesce(nullif(trim(r.name), ''), c.name, r.rep_id) as name,
    from reps as r
    left join carried as c on r.rep_id = c.rep_id
    union all by name
    select
        n.rep_id,
        false as is_listed,
        coalesce(c.name, n.rep_id) as name,
    from named as n
    left join carried as c on n.rep_id = c.rep_id
    where n.rep_id is not null and n.rep_id not in (select reps.rep_id from reps)
),

counted as (
    select
        *,
        count(*) over (partition by name) as bearers,
    from listed
)

select
    c.rep_id,
    case
        when c.bearers > 1 and c.name <> c.rep_id then c.name || ' (' || c.rep_id || ')'
        else c.name
    end as rep,
    c.team,
    coalesce(m.name, c.manager) as manager,
    c.region,
    c.is_listed,
from counted as c
left join listed as m on c.manager = m.rep_id
order by c.rep_id;
