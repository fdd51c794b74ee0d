/*
title: Deal records
title_zh: 商机记录
about: What the export tells of each deal in order: its start, the changes of its history, its closing.
grain: one row per deal and record
column deal_no: number of the deal
column event_no: position among all events, by deal; even
column kind: 0 start, 1 change, 2 closing; orders records of one instant
column is_guess: true where nothing says when the stage began
*/
create or replace temp table deal_records as
with
-- a change that closes the deal and names an open stage enters that stage first
split as (
    select
        * replace (case when outcome = 'open' or stage is null then stage end as stage),
        1::tinyint as part,
    from deal_changes
    union all
    select
        * replace (null as outcome),
        0::tinyint,
    from deal_changes
    where outcome <> 'open' and stage is not null
),

-- only the very first change of stage says where the deal stood before it
first_stages as (
    select
        deal_no,
        arg_min_null(old_stage, (happened_at, coalesce(id_number, 0), stage_order, line_no))
            filter (where is_stage_change) as old_stage,
        bool_and(
            stage is not null and outcome = 'open' and is_deleted is not true
        ) filter (where is_at_start) as is_start,
    from deal_changes
    group by deal_no
),

starts as (
    select
        c.deal_no,
        c.created_at as happened_at,
        0::tinyint as kind,
        f.old_stage as stage,
        f.old_stage is not null and not c.is_created_known as is_guess,
        'open' as outcome,
    from deal_closings as c
    left join first_stages as f on c.deal_no = f.deal_no
    -- a change that enters a stage at the creation is the start
    where c.created_at is not null and (f.is_start is not true or f.old_stage is not null)
),

closings as (
    select
        c.deal_no,
        c.closed_at as happened_at,
        2::tinyint as kind,
        case when not c.has_history and coalesce(s.kind, 'open') = 'open' then d.stage end as stage,
        c.outcome,
    from deal_closings as c
    inner join deals as d on c.deal_id = d.deal_id
    left join stages as s on d.stage = s.stage and c.pipeline = s.pipeline
    where c.outcome <> 'open'
),

events as (
    select * exclude (old_stage, is_stage_change, is_at_start, is_after, is_days_after) from split
    union all by name
    select * from starts
    union all by name
    select * from closings
)

select
    * exclude (changed_at, id_number, history_id, stage_order, line_no, part),
    2 * row_number() over (
        order by
            deal_no, happened_at, kind, changed_at, id_number nulls last, history_id nulls last,
            stage_order, line_no, part
    )::integer as event_no,
from events;
