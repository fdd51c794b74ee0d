with spans as (
    select
        *,
        coalesce(closed_at, least(created_at + interval '120 days', exported_on()::timestamp)) as last_at,
        unnest(range(1, 2 + floor(draw(n, 180) * 5)::bigint)) as activity
    from chunk_finished
),
placed as (
    select *, draw(n, 180 + activity) as place
    from spans
)
select
    (n * 10 + activity)::text as activity_id,
    rep_code(rep) as rep_id,
    deal_code(n) as deal_id,
    null::text as lead_id,
    account_code(account) as account_id,
    -- Calls come early, visits, demonstrations and proposals late.
    if(
        place < 0.5,
        one_of(['call', 'call', 'call', 'connect', 'connect', 'email', 'meeting'], n, 190 + activity),
        one_of(['call', 'connect', 'email', 'meeting', 'visit', 'demo', 'proposal'], n, 190 + activity)
    ) as kind,
    created_at + to_seconds(greatest(0, epoch(last_at) - epoch(created_at))::bigint * (place * 1000)::bigint // 1000)
        as occurred_at,
    'done' as outcome
from placed
order by n, activity;
