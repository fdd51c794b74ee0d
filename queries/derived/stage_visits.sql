/*
title: Stage visits
title_zh: 阶段到访
about: Each visit of a deal to a stage while open, and how it ended.
grain: one row per stay
column deal_no: number of the deal
column stay_no: number of the stay within the deal
column left_date: day the stay ended; 9999-12-31 while it lasts
column days: length of a completed stay; NULL while it lasts
column left_to: advanced, moved_back, won, lost, moved_pipeline or removed; NULL while it lasts
*/
create or replace temp table stage_visits as
with
followed as (
    select
        *,
        lead(valid_from) over so_far as left_at,
        lead(outcome) over so_far as next_outcome,
        lead(pipeline) over so_far as next_pipeline,
        lead(coalesce(stage_order, 999)) over so_far as next_order,
    from deal_versions
    where is_entry
    window so_far as (partition by deal_no order by event_no)
)

select
    deal_no,
    stay_no,
    pipeline,
    stage,
    stage_order,
    valid_from as entered_at,
    valid_from_date as entered_date,
    left_at,
    coalesce(left_at::date, date '9999-12-31') as left_date,
    case when has_times() then epoch(left_at - valid_from) / 86400 else left_at::date - valid_from_date end::double
        as days,
    case
        when left_at is null then null
        when next_outcome in ('won', 'lost', 'removed') then next_outcome
        when next_pipeline <> pipeline then 'moved_pipeline'
        when next_order > coalesce(stage_order, 999) then 'advanced'
        else 'moved_back'
    end as left_to,
    is_start_known,
from followed
where outcome = 'open' and stage is not null;
