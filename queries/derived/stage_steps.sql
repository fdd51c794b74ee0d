/*
title: Stage steps
title_zh: 阶段进出
about: Every step of an open deal: into being, from stage to stage, to another owner, region or pipeline, out of the
    pipeline and back into it,
        with where it stood before and where it stands then. A stage passed within one instant is a step of its own,
    which the versions do not show.
grain: one row per deal and step
column deal_no: number of the deal
column step_no: orders the steps of a deal
column way: created, reopened, advanced, moved_back, moved_pipeline, transferred, won, lost or removed
column was_outcome: outcome before; NULL where the deal begins
column left_date: day the stay that begins here ended; 9999-12-31 while it lasts; NULL where none begins
column days: length of that stay once it has ended
column amount: amount from then on
column is_start_known: whether that stay's beginning is known
*/
create or replace table stage_steps as
with
passed as (
    select v.event_no, p.stay_no, p.pipeline, p.stage,
    from stage_visits as p
    inner join step_versions as v on p.deal_no = v.deal_no and p.entered_at = v.happened_at
    where p.entered_at = p.left_at
),

-- a deal that came and went at one instant and passed no known stage has stood in the one it was closed from
standing as (
    select * from passed
    union all
    select event_no, 0 as stay_no, pipeline, stage,
    from step_versions
    where is_flash and event_no not in (select p.event_no from passed as p)
),

paused as (
    select
        v.* exclude (stay_no, outcome, pipeline, stage, region, team, rep),
        s.stay_no,
        s.stay_no as step_no,
        'open' as outcome,
        s.pipeline,
        s.stage,
        case when v.is_new_owner then v.region else v.was_region end as region,
        case when v.is_new_owner then v.team else v.was_team end as team,
        case when v.is_new_owner then v.rep else v.was_rep end as rep,
    from standing as s
    inner join step_versions as v on s.event_no = v.event_no
    union all by name
    select
        *,
        event_no as step_no,
    from step_versions
    where event_no in (select s.event_no from standing as s)
),

steps as (
    select
        * exclude (was_outcome, was_pipeline, was_stage, was_region, was_team, was_rep),
        case when is_first then was_outcome else lag(outcome) over so_far end as was_outcome,
        case when is_first then was_pipeline else lag(pipeline) over so_far end as was_pipeline,
        case when is_first then was_stage else lag(stage) over so_far end as was_stage,
        case when is_first then was_region else lag(region) over so_far end as was_region,
        case when is_first then was_team else lag(team) over so_far end as was_team,
        case when is_first then was_rep else lag(rep) over so_far end as was_rep,
    from (
        select
            *,
            row_number() over (partition by event_no order by step_no) = 1 as is_first,
        from paused
    )
    window so_far as (partition by event_no order by step_no)
    union all by name
    select
        *,
        event_no as step_no,
    from step_versions
    where event_no not in (select s.event_no from standing as s)
)

select
    s.deal_no, s.step_no, s.happened_at, s.happened_at::date as on_date, s.was_outcome,
    s.was_pipeline, s.was_stage, s.was_region, s.was_team, s.was_rep, s.outcome, s.pipeline,
    s.stage, s.region, s.team, s.rep, f.account_size, f.channel, s.amount, s.expected_close_date,
    v.left_date, v.days, v.is_start_known,
    case
        when s.was_outcome is null then 'created'
        when s.was_outcome <> 'open' then 'reopened'
        when s.outcome <> 'open' then s.outcome
        when s.was_pipeline <> s.pipeline then 'moved_pipeline'
        when coalesce(s.was_stage, '') = coalesce(s.stage, '') then 'transferred'
        -- whoever leaves a place that nobody knows comes forward
        when s.was_stage is null or coalesce(t.stage_order, 999) > coalesce(w.stage_order, 999)
            then 'advanced'
        else 'moved_back'
    end as way,
from steps as s
inner join deal_facts as f on s.deal_no = f.deal_no
left join stage_visits as v
    on s.deal_no = v.deal_no and s.stay_no = v.stay_no and v.entered_at = s.happened_at
left join stages as t on s.pipeline = t.pipeline and s.stage = t.stage
left join stages as w on s.was_pipeline = w.pipeline and s.was_stage = w.stage
order by on_date, s.region, s.rep, s.deal_no, s.step_no;
