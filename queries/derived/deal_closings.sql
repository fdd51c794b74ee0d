/*
title: Deal closings
title_zh: 商机结单
about: When each deal began and, if it is closed, on which instant: the one closing that results, states, stays and movements share.
    Deals created after the day of the export and deals deleted without a day are left out.
grain: one row per deal
column deal_no: number of the deal in order of its id
column deal_id: the CRM's own id
column pipeline: pipeline as exported, else the default one
column created_at: creation, else the first change; NULL where neither is known
column is_created_known: false where the creation is read from the first change
column has_history: true where a change of the deal up to its closing names an open stage, as the new one or the one before
column is_joined_late: true where the first export that tells the deal's history is later than its beginning
column outcome: final outcome: the outcome's own column, else the kind of the stage, else of the last stage in the history
column closed_at: final closing, not before creation and not after the export; NULL while open or where no day is known
column is_closed_moved: true where the closing was moved to the creation or to the day of the export
column last_changed_at: last change that counts
*/
create or replace temp table deal_closings as
with
changes as (
    select
        h.deal_id,
        h.changed_at,
        h.stage is not null
        and (
            coalesce(s.kind, 'open') = 'open'
            or (h.old_stage is not null and coalesce(o.kind, 'open') = 'open')
        ) as has_stage,
        coalesce(h.outcome, s.kind, case when h.stage is not null then 'open' end) as outcome,
        h.is_deleted,
        coalesce(h.observed = 'first', false) as is_first_sight,
        coalesce(s.stage_order, 1000) as stage_order,
        h.line_no,
        d.stage is null and d.outcome is null as is_asked,
    from deal_history as h
    left join deals as d on h.deal_id = d.deal_id
    left join stages as s
        on h.stage = s.stage and coalesce(h.pipeline, d.pipeline, default_pipeline()) = s.pipeline
    left join stages as o
        on h.old_stage = o.stage
            and coalesce(h.pipeline, d.pipeline, default_pipeline()) = o.pipeline
    where h.changed_at::date <= exported_on()
),

changed as (
    select
        deal_id,
        -- an export that comes after the beginning does not tell it
        case when not bool_or(is_first_sight) then min(changed_at) end as first_at,
        max(changed_at) as last_at,
        min(changed_at) filter (where has_stage and not is_first_sight) as staged_at,
        bool_or(is_first_sight) as is_joined_late,
        bool_or(is_deleted) as is_deleted,
        arg_max(outcome, (changed_at, stage_order, line_no)) filter (where is_asked)
            as last_outcome,
    from changes
    group by deal_id
),

started as (
    select
        row_number() over (order by d.deal_id)::integer as deal_no,
        d.deal_id,
        coalesce(d.pipeline, default_pipeline()) as pipeline,
        coalesce(d.created_at, c.first_at) as created_at,
        d.created_at is not null as is_created_known,
        greatest(c.staged_at, d.created_at) as staged_at,
        c.staged_at is not null as is_staged,
        coalesce(c.is_joined_late, false) as is_joined_late,
        coalesce(d.outcome, s.kind, c.last_outcome, 'open') as outcome,
        d.closed_at as exported_closed_at,
        c.last_at,
    from deals as d
    left join changed as c on d.deal_id = c.deal_id
    left join stages as s
        on d.stage = s.stage and coalesce(d.pipeline, default_pipeline()) = s.pipeline
    where
        not (coalesce(d.is_deleted, false) and not coalesce(c.is_deleted, false))
        and coalesce(coalesce(d.created_at, c.first_at)::date <= exported_on(), true)
),

-- without a closing of its own, a deal closed on its last change into the outcome; of one instant, closings come last
outcomes as (
    select
        s.deal_id,
        c.changed_at,
        c.outcome = s.outcome as is_closing,
        lag(c.outcome = s.outcome, 1, false)
            over (partition by s.deal_id order by c.changed_at, c.outcome = s.outcome)
                as was_closing,
    from started as s
    inner join changes as c on s.deal_id = c.deal_id
    where s.exported_closed_at is null and s.outcome <> 'open' and c.outcome is not null
),

from_history as (
    select
        deal_id,
        max(changed_at) as closed_at,
    from outcomes
    where is_closing and not was_closing
    group by deal_id
),

known as (
    select
        s.*,
        h.closed_at as history_closed_at,
    from started as s
    left join from_history as h on s.deal_id = h.deal_id
),

-- a closing known by its day only takes the instant of the change that closed the deal on that day
on_the_day as (
    select
        k.deal_id,
        max(c.changed_at) filter (where c.outcome = k.outcome) as closing_at,
        max(c.changed_at) as last_at,
    from known as k
    inner join changes as c
        on k.deal_id = c.deal_id and k.exported_closed_at::date = c.changed_at::date
    where has_times() and k.outcome <> 'open' and k.exported_closed_at::time = time '00:00:00'
    group by k.deal_id
),

closing as (
    select
        k.*,
        case
            when k.outcome <> 'open' then
                coalesce(
                    o.closing_at, greatest(k.exported_closed_at, o.last_at), k.history_closed_at
                )
        end as closing_at,
    from known as k
    left join on_the_day as o on k.deal_id = o.deal_id
)

select
    deal_no, deal_id, pipeline, created_at, is_created_known, is_joined_late, outcome,
    case
        when closing_at::date > exported_on() then greatest(exported_on()::timestamp, created_at)
        when closing_at is not null then greatest(closing_at, created_at)
    end as closed_at,
    is_staged and coalesce(staged_at <= closed_at, true) as has_history,
    coalesce(closing_at::date > exported_on() or closing_at::date < created_at::date, false)
        as is_closed_moved,
    last_at as last_changed_at,
from closing
where outcome = 'open' or closing_at is not null;
