/* The state of each deal of the chunk on the day of the export, from the table chunk_logs. */
create or replace view finished as
with states as (
    select
        *,
        list_last(list_filter(log, lambda event: event.stage is not null)) as standing,
        list_last(list_filter(log, lambda event: event.outcome is not null)) as ending,
        list_last(list_filter(log, lambda event: event.amount is not null)).amount as amount,
        list_last(list_filter(log, lambda event: event.expected_close is not null)).expected_close as expected_close,
        list_last(list_filter(log, lambda event: event.rep is not null)).rep as new_rep,
        list_last(log).moment as changed_at
    from chunk_logs
)
select
    n,
    account,
    coalesce(new_rep, rep) as rep,
    size,
    line,
    kind,
    created_at,
    changed_at,
    standing.stage as stage,
    standing.probability as probability,
    standing.category as category,
    ending.outcome as outcome,
    if(ending.outcome = 'open', null, ending.moment) as closed_at,
    -- Two deals in a thousand have no amount.
    if(draw(n, 100) < 0.002, null, amount) as amount,
    expected_close,
    if(draw(n, 101) < 0.42, 1 + floor(draw(n, 102) * campaigns())::bigint, null) as campaign,
    kind = 'new_business' and draw(n, 103) < 0.6 as has_lead
from states;
