/*
title: Targets with their holders
title_zh: 目标归属
about: Targets for won amount with the level they are set at and whose they are.
grain: one row per target
column level: 1 company, 2 region, 3 team, 4 rep
column days: days of its period
column target_no: any number of its own
*/
create or replace temp table target_holders as
with
team_regions as (
    select
        team,
        min(region) as region,
    from rep_facts
    where team is not null
    group by team
    having count(distinct region) = 1
)

select
    t.period_start,
    t.period_end,
    t.amount,
    t.product_line,
    case
        when t.rep_id is not null then 4
        when t.team is not null then 3
        when t.region is not null then 2
        else 1
    end::tinyint as level,
    coalesce(t.region, r.region, g.region) as region,
    coalesce(t.team, r.team) as team,
    t.rep_id,
    r.rep,
    t.period_end - t.period_start + 1 as days,
    row_number() over () as target_no,
from targets as t
left join rep_facts as r on t.rep_id = r.rep_id
left join team_regions as g on coalesce(t.team, r.team) = g.team
where t.measure = 'won_amount' and t.period_end >= t.period_start;
