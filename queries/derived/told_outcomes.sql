/*
title: Told outcomes
title_zh: 历史中的结果
about: What each change of the history up to the day of the export says of the outcome and the stage of its deal.
grain: one row per change
column has_stage: true where the change names an open stage, as the new one or the one before
column outcome: its own outcome, else the kind of the stage it names; NULL where it says neither
column is_first_sight: true where the change is only what the first export shows
column is_asked: true where the export itself says nothing of the deal's outcome
*/
create or replace temp table told_outcomes as
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
where h.changed_at::date <= exported_on();
