/*
title: Deal states
title_zh: 商机状态
about: The events of a deal with every attribute filled: forward from the last event that set it, before the first one
    from that one, and as
    exported where no event sets it. Events that change nothing are still in.
grain: one row per deal and event
column deal_no: number of the deal
column event_no: position within the deal
column happened_at: instant
column rep_id: owner; an empty text where the deal has none any more
column region: region; an empty text where the deal has none any more
column stay_event_no: first event of the present stay
column closing_date: day of the last closing so far
*/
create or replace temp view deal_states as
with
last_others as (
    select
        e.deal_no,
        max(e.event_no) as event_no,
    from deal_events as e
    inner join deal_closings as c on e.deal_no = c.deal_no
    where e.outcome <> c.outcome
    group by e.deal_no
),

-- a closing undone within its instant is none, and closings into the final outcome that no other outcome follows say
-- nothing that the final closing does not say
unsaid as (
    select e.event_no
    from deal_events as e
    inner join deal_events as o
        on e.deal_no = o.deal_no
            and e.happened_at = o.happened_at
            and e.event_no < o.event_no
            and o.outcome = 'open'
    where e.kind = 1 and e.outcome <> 'open'
    union
    select e.event_no
    from deal_events as e
    inner join deal_closings as c on e.deal_no = c.deal_no and e.outcome = c.outcome
    left join last_others as o on e.deal_no = o.deal_no
    where e.kind = 1 and e.outcome <> 'open' and coalesce(e.event_no > o.event_no, true)
),

decided as (
    select * replace (
        case when event_no not in (select u.event_no from unsaid as u) then outcome end as outcome
    ),
    from deal_events
),

filled as (
    select
        deal_no, event_no, happened_at, kind,
        coalesce(is_guess, false) as is_guess,
        last_value(pipeline ignore nulls) over so_far as pipeline,
        first_value(pipeline ignore nulls) over whole as first_pipeline,
        last_value(stage ignore nulls) over so_far as stage,
        first_value(stage ignore nulls) over whole as first_stage,
        last_value(outcome ignore nulls) over so_far as outcome,
        last_value(case when outcome <> 'open' then happened_at::date end ignore nulls) over so_far
            as closing_date,
        last_value(amount ignore nulls) over so_far as amount,
        first_value(amount ignore nulls) over whole as first_amount,
        last_value(expected_close_date ignore nulls) over so_far as expected_close_date,
        first_value(expected_close_date ignore nulls) over whole as first_expected_close_date,
        last_value(probability ignore nulls) over so_far as probability,
        last_value(case when probability is not null then happened_at end ignore nulls) over so_far
            as probability_at,
        last_value(forecast_category ignore nulls) over so_far as forecast_category,
        last_value(
            case when forecast_category is not null then happened_at end ignore nulls
        ) over so_far as category_at,
        probability is not null or forecast_category is not null as is_chance_set,
        last_value(rep_id ignore nulls) over so_far as rep_id,
        first_value(rep_id ignore nulls) over whole as first_rep_id,
        last_value(region ignore nulls) over so_far as region,
        first_value(region ignore nulls) over whole as first_region,
        coalesce(last_value(is_deleted ignore nulls) over so_far, false) as is_deleted,
    from decided
    window
        so_far as (partition by deal_no order by event_no),
        whole as (
            partition by deal_no order by event_no
            rows between unbounded preceding and unbounded following
        )
)

select
    f.deal_no, f.event_no, f.happened_at, f.is_guess, f.closing_date, f.outcome, f.is_deleted,
    f.probability, f.probability_at, f.is_chance_set, f.forecast_category, f.category_at,
    coalesce(f.pipeline, f.first_pipeline, c.pipeline) as pipeline,
    case
        when c.has_history and not c.is_joined_late then coalesce(f.stage, f.first_stage)
        else f.stage
    end as stage,
    -- what stands for none while filling is none again
    nullif(coalesce(f.amount, f.first_amount), -9999999999999999.99::decimal(18, 2)) as amount,
    nullif(
        coalesce(f.expected_close_date, f.first_expected_close_date, d.expected_close_date),
        '-infinity'::date
    ) as expected_close_date,
    coalesce(f.rep_id, f.first_rep_id, d.rep_id) as rep_id,
    coalesce(f.region, f.first_region, d.region) as region,
from filled as f
inner join deal_closings as c on f.deal_no = c.deal_no
inner join deals as d on c.deal_id = d.deal_id;
