/*
title: Deal beginnings
title_zh: 商机起始
about: When each deal began and which outcome it has in the end. Deals created after the day of the export and deals
    deleted
    without a day are left out.
grain: one row per deal
column deal_no: number of the deal in order of its id
column pipeline: pipeline as exported, else the default one
column created_at: creation, else the first change; NULL where neither is known
column is_created_known: false where the creation is read from the first change
column staged_at: first change that names an open stage, not before the creation
column is_staged: true where there is such a change
column is_joined_late: true where the first export that tells the deal's history is later than its beginning
column outcome: final outcome: the outcome's own column, else the kind of the stage, else of the last stage in the
    history
column exported_closed_at: closing as exported
column last_at: last change
*/
create or replace temp table deal_beginnings as
with
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
    from told_outcomes
    group by deal_id
)

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
    and coalesce(coalesce(d.created_at, c.first_at)::date <= exported_on(), true);
