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
        s.*,
        t.stage_order,
        f.created_date,
        f.is_created_known,
        lead(happened_at) over so_far as left_at,
        lead(s.outcome) over so_far as next_outcome,
        lead(s.pipeline) over so_far as next_pipeline,
        lead(coalesce(t.stage_order, 999)) over so_far as next_order,
    from deal_stays as s
    inner join deal_facts as f on s.deal_no = f.deal_no
    left join stages as t on s.pipeline = t.pipeline and s.stage = t.stage and t.kind = 'open'
    where s.is_entry
    window so_far as (partition by s.deal_no order by s.event_no)
)

select
    deal_no,
    stay_no,
    pipeline,
    stage,
    stage_order,
    happened_at as entered_at,
    happened_at::date as entered_date,
    left_at,
    coalesce(left_at::date, date '9999-12-31') as left_date,
    case
        when has_times() then epoch(left_at - happened_at) / 86400
        else left_at::date - happened_at::date
    end::double as days,
    case
        when left_at is null then null
        when next_outcome in ('won', 'lost', 'removed') then next_outcome
        when next_pipeline <> pipeline then 'moved_pipeline'
        when next_order > coalesce(stage_order, 999) then 'advanced'
        else 'moved_back'
    end as left_to,
    not is_guess or (is_created_known and happened_at::date = created_date) as is_start_known,
from followed
where outcome = 'open' and stage is not null;
