/*
title: Deal versions
title_zh: 商机版本
about: What every deal was like and when, with the state before each change. Rep and region of a closed deal are those
    of its closed day.
    Sorted so that the states in force come first, by region and rep.
grain: one row per unbroken state of a deal
column deal_no: number of the deal
column deal_id: the CRM's own id
column stage: open stage; of a closed deal the one it was closed from; NULL where the history does not say
column stage_order: position of the stage; NULL where nobody configured it
column outcome: open, won, lost or removed
column amount: amount in the reporting currency; NULL where none is set or no rate is known
column probability: the deal's own chance of winning, else its stage's
column valid_from: instant the state begins
column valid_to_date: day the state ends; 9999-12-31 while it is in force
column has_history: true where changes of stage are known
column stage_entered_at: instant the present stay began
column is_start_known: false where only the export says where the deal stands
column closed_date: day of the closing; NULL while open
column life_days: days from creation to closing; NULL while open, or where a day was moved
column cycle_days: days from creation to winning; NULL unless won, or where a day was moved
column push_count: moves of the expected close to a later month so far
column is_transfer: true where the state begins with another rep, team, region, pipeline or stage of an open deal
*/
create or replace table deal_versions as
with
-- what lasted no time is a visit of a stage at most, never a state of a day
last_of_instants as (
    select max(event_no) as event_no
    from deal_stays
    group by deal_no, happened_at
),

lasting as (
    select v.*
    from valued_stays as v
    inner join last_of_instants as l on v.event_no = l.event_no
),

compared as (
    select
        *,
        coalesce(lag(stay_no) over so_far, 0) <> stay_no as is_stay_start,
        lead(happened_at) over so_far as valid_to, lag(outcome) over so_far as was_outcome,
        lag(pipeline) over so_far as was_pipeline, lag(stage) over so_far as was_stage,
        lag(amount) over so_far as was_amount,
        lag(expected_close_date) over so_far as was_expected_close_date,
        lag(rep_id) over so_far as was_rep_id, lag(region) over so_far as was_own_region,
    from lasting
    window so_far as (partition by deal_no order by event_no)
),

joined as (
    select
        v.*, f.deal_id, f.has_history, f.created_at, f.created_date, f.product_line, f.account_id,
        f.account_size, f.channel, f.deal_type, f.campaign_id, r.rep, r.team, r.manager,
        t.stage_order, w.rep as was_rep, w.team as was_team,
        coalesce(v.region, f.account_region, r.region) as deal_region,
        case
            when v.was_outcome is not null
                then coalesce(v.was_own_region, f.account_region, w.region)
        end as was_region,
        coalesce(
            v.probability,
            case v.outcome when 'open' then t.probability when 'won' then 1 when 'lost' then 0 end
        ) as deal_probability,
        f.is_closed_moved and v.closed_at = f.closed_at as is_moved,
        not v.is_guess or (f.is_created_known and v.stage_entered_at::date = f.created_date)
            as is_start_known,
    from compared as v
    inner join deal_facts as f on v.deal_no = f.deal_no
    left join rep_facts as r on v.rep_id = r.rep_id
    left join rep_facts as w on v.was_rep_id = w.rep_id
    left join stages as t on v.pipeline = t.pipeline and v.stage = t.stage and t.kind = 'open'
)

select
    deal_no, deal_id, event_no, stay_no, pipeline, stage, stage_order, outcome, amount,
    expected_close_date, deal_probability as probability, forecast_category, rep_id, rep, team,
    manager, deal_region as region, product_line, account_id, account_size, channel, deal_type,
    campaign_id, has_history, created_at, created_date, is_stay_start as is_entry, push_count,
    happened_at as valid_from, happened_at::date as valid_from_date,
    coalesce(valid_to::date, date '9999-12-31') as valid_to_date,
    date_trunc('month', happened_at)::date as from_month,
    coalesce(date_trunc('month', valid_to)::date, date '9999-12-01') as to_month,
    stage_entered_at, stage_entered_at::date as stage_entered_date, is_start_known,
    case when outcome in ('won', 'lost') then closed_at::date end as closed_date,
    case
        when outcome not in ('won', 'lost') or is_moved then null
        when has_times() and closed_at::time <> time '00:00:00'
            then epoch(closed_at - created_at) / 86400
        else closed_at::date - created_date
    end::double as life_days,
    case when outcome = 'won' then life_days end as cycle_days,
    was_outcome, was_pipeline, was_stage, was_amount, was_expected_close_date, was_rep_id, was_rep,
    was_team, was_region,
    coalesce(
        was_outcome is not null and (
            was_rep_id is distinct from rep_id or was_region is distinct from deal_region
            or was_team is distinct from team or was_pipeline is distinct from pipeline
            or (outcome = 'open' and was_stage is distinct from stage)
        ), false
    ) as is_transfer,
from joined
order by valid_to is not null, region, rep, valid_from;
