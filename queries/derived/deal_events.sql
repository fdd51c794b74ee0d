/*
title: Deal events
title_zh: 商机事件
about: Everything that sets an attribute of a deal: its start, the changes of its history, its closing, and what the export says on its day.
    NULL means not set by this event.
grain: one row per deal and event
column deal_no: number of the deal
column event_no: position among all events, by deal
column happened_at: instant
column kind: 0 start, 1 change, 2 closing, 3 export; orders events of one instant
column stage: open stage from here on
column outcome: open, won or lost from here on
*/
create or replace temp table deal_events as
with
changes as (
    select
        c.deal_no,
        greatest(h.changed_at, c.created_at) as happened_at,
        1::tinyint as kind,
        h.changed_at,
        try_cast(h.history_id as hugeint) as id_number,
        h.history_id,
        case
            when has_times() or h.stage is null then 0
            when s.kind <> 'open' then 1000
            else coalesce(s.stage_order, 500)
        end::smallint as stage_order,
        h.line_no,
        coalesce(greatest(h.changed_at, c.created_at) > c.closed_at, false) as is_after,
        is_after and h.changed_at::date > c.closed_at::date as is_days_after,
        case when not is_after then h.pipeline end as pipeline,
        case when not is_after and coalesce(s.kind, 'open') = 'open' then h.stage end as stage,
        case when coalesce(o.kind, 'open') = 'open' then h.old_stage end as old_stage,
        h.stage is not null and not is_after as is_stage_change,
        case when not is_after
            then coalesce(h.outcome, s.kind, case when h.stage is not null then 'open' end)
        end as outcome,
        case when not is_days_after then h.amount end as amount,
        case when not is_after then h.expected_close_date end as expected_close_date,
        case when not is_after then h.probability end as probability,
        case when not is_after then h.forecast_category end as forecast_category,
        case when not is_days_after then h.rep_id end as rep_id,
        case when not is_days_after then h.region end as region,
        h.is_deleted,
        greatest(h.changed_at, c.created_at) = c.created_at as is_at_start,
    from deal_history as h
    inner join deal_closings as c on h.deal_id = c.deal_id
    left join stages as s on h.stage = s.stage and coalesce(h.pipeline, c.pipeline) = s.pipeline
    left join stages as o on h.old_stage = o.stage and coalesce(h.pipeline, c.pipeline) = o.pipeline
    where h.changed_at::date <= exported_on()
),

-- a change that closes the deal and names an open stage enters that stage first
split as (
    select
        * replace (case when outcome = 'open' or stage is null then stage end as stage),
        1::tinyint as part,
    from changes
    union all
    select
        * replace (null as outcome),
        0::tinyint,
    from changes
    where outcome <> 'open' and stage is not null
),

-- only the very first change of stage says where the deal stood before it
first_stages as (
    select
        deal_no,
        arg_min_null(old_stage, (happened_at, coalesce(id_number, 0), stage_order, line_no)) filter (where is_stage_change)
            as old_stage,
        bool_and(stage is not null and outcome = 'open' and is_deleted is not true) filter (where is_at_start)
            as is_start,
    from changes
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
),

numbered as (
    select
        * exclude (changed_at, id_number, history_id, stage_order, line_no, part),
        2 * row_number() over (
            order by
                deal_no, happened_at, kind, changed_at, id_number nulls last, history_id nulls last, stage_order, line_no,
                part
        )::integer as event_no,
    from events
),

last_set as (
    select
        deal_no,
        max(event_no) as event_no,
        arg_max(pipeline, event_no) as pipeline,
        arg_max(stage, event_no) as stage,
        arg_max(outcome, event_no) as outcome,
        arg_max(amount, event_no) as amount,
        arg_max(expected_close_date, event_no) as expected_close_date,
        arg_max(rep_id, event_no) as rep_id,
        arg_max(region, event_no) as region,
        arg_max(is_deleted, event_no) as is_deleted,
    from numbered
    group by deal_no
),

exports as (
    select
        c.deal_no,
        greatest(exported_on()::timestamp, c.last_changed_at, c.created_at, c.closed_at) as happened_at,
        3::tinyint as kind,
        true as is_guess,
        c.outcome = 'open' as is_open,
        case when is_open then d.pipeline end as pipeline,
        case when is_open and coalesce(s.kind, 'open') = 'open' then d.stage end as stage,
        case when is_open then 'open' end as outcome,
        d.amount,
        d.expected_close_date,
        case when is_open then d.rep_id end as rep_id,
        case when is_open then d.region end as region,
        d.is_deleted,
    from deal_closings as c
    inner join deals as d on c.deal_id = d.deal_id
    left join stages as s on d.stage = s.stage and c.pipeline = s.pipeline
)

select * from numbered
union all by name
-- the export is an event where it says something that the events before it do not
select
    e.* exclude (is_open),
    -- where there are none it is the only event of its deal
    coalesce(l.event_no + 1, -e.deal_no) as event_no,
from exports as e
left join last_set as l on e.deal_no = l.deal_no
where
    e.pipeline <> l.pipeline
    or e.stage <> coalesce(l.stage, '')
    or e.outcome <> coalesce(l.outcome, '')
    or e.amount <> l.amount
    or (l.amount is null and e.amount is not null)
    or e.expected_close_date <> l.expected_close_date
    or e.rep_id <> l.rep_id
    or e.region <> l.region
    or e.is_deleted <> coalesce(l.is_deleted, false);
