/*
title: Deal stays
title_zh: 商机状态段
about: The states of a deal, with the stay each belongs to and without those that change nothing.
grain: one row per unbroken state of a deal
column deal_no: number of the deal
column event_no: position within the deal
column stay_no: first event of the present stay
column is_entry: true for the state that begins a stay
column closed_at: the last turn into won or lost, whether the deal is removed or not
column is_guess: true where nothing says when the stay began
column amount_set_date: day on which the present amount was set
*/
create or replace temp table deal_stays as
with
-- rep and region stay what they were at the end of the closed day until a deal is reopened
frozen as (
    select
        * exclude (rep_id, region, outcome, is_deleted),
        case when is_deleted then 'removed' else outcome end as outcome,
        last_value(
            case when outcome = 'open' or happened_at::date <= closing_date then rep_id end
            ignore nulls
        ) over so_far as rep_id,
        last_value(
            case when outcome = 'open' or happened_at::date <= closing_date then region end
            ignore nulls
        ) over so_far as region,
        lag(event_no) over so_far is null as is_first,
        lag(outcome) over so_far as last_outcome, lag(is_deleted) over so_far as was_deleted,
        lag(stage) over so_far as last_stage, lag(pipeline) over so_far as last_pipeline,
        lag(amount) over so_far as last_amount,
        lag(expected_close_date) over so_far as last_expected,
        case
            when outcome <> 'open' and coalesce(lag(outcome) over so_far, 'open') <> outcome
                then happened_at
        end as closing_at,
        is_deleted,
    from deal_states
    window so_far as (partition by deal_no order by event_no)
),

entered as (
    select
        * exclude (last_outcome, was_deleted, is_deleted),
        is_first or was_deleted <> is_deleted or (not is_deleted and last_outcome <> outcome)
        or (
            outcome = 'open'
            and (last_stage is distinct from stage or last_pipeline is distinct from pipeline)
        ) as is_entry,
    from frozen
),

counted as (
    select
        * exclude (is_guess),
        last_value(case when is_entry then event_no end ignore nulls) over so_far as stay_no,
        last_value(case when is_entry then event_no end ignore nulls) over whole as last_stay_no,
        last_value(case when is_entry then happened_at end ignore nulls) over so_far
            as stage_entered_at,
        last_value(case when is_entry then is_guess end ignore nulls) over so_far as is_guess,
        last_value(closing_at ignore nulls) over so_far as closed_at,
        last_value(
            case when is_first or last_amount is distinct from amount then happened_at::date end
            ignore nulls
        ) over so_far as amount_set_date,
        count(
            case
                when date_trunc('month', expected_close_date) > date_trunc('month', last_expected)
                    then 1
            end
        ) over so_far as push_count,
        lag(rep_id) over so_far as last_rep_id, lag(region) over so_far as last_region,
    from entered
    window
        so_far as (partition by deal_no order by event_no),
        whole as (
            partition by deal_no order by event_no
            rows between unbounded preceding and unbounded following
        )
)

select
    s.deal_no, s.event_no, s.happened_at, s.outcome, s.pipeline, s.stage, s.amount, d.currency,
    s.amount_set_date, s.expected_close_date,
    nullif(s.rep_id, '') as rep_id, nullif(s.region, '') as region,
    s.stay_no, s.stage_entered_at, s.is_entry, s.closed_at, s.is_guess,
    s.push_count::smallint as push_count,
    case
        when s.probability_at >= s.stage_entered_at then s.probability
        when s.stay_no = s.last_stay_no then d.probability
    end as probability,
    case
        when s.category_at >= s.stage_entered_at then s.forecast_category
        when s.stay_no = s.last_stay_no then d.forecast_category
    end as forecast_category,
from counted as s
inner join deal_closings as c on s.deal_no = c.deal_no
inner join deals as d on c.deal_id = d.deal_id
where
    s.is_entry
    or s.last_amount is distinct from s.amount
    or s.last_expected is distinct from s.expected_close_date
    or s.last_pipeline is distinct from s.pipeline
    or s.last_rep_id is distinct from s.rep_id
    or s.last_region is distinct from s.region
    or s.is_chance_set;
