with events as (
    select n, unnest(log) as event
    from chunk_logs
)
select
    deal_code(n) as deal_id,
    (n * 20 + event.sequence)::text as history_id,
    event.moment as changed_at,
    event.stage as stage,
    event.outcome as outcome,
    event.amount as amount,
    event.expected_close as expected_close_date,
    event.probability::double as probability,
    event.category as forecast_category,
    rep_code(event.rep) as rep_id
from events;
