with touches as (
    select n, account, created_at, has_lead, unnest(range(1, 2 + floor(draw(n, 150) * 3)::bigint)) as touch
    from chunk_finished
    where draw(n, 151) < 0.45
)
select
    'T' || n || '-' || touch as touch_id,
    campaign_code(1 + floor(draw(n, 151 + touch) * campaigns())::bigint) as campaign_id,
    if(has_lead, lead_code(2 * n), null) as lead_id,
    if(has_lead, null, deal_code(n)) as deal_id,
    null::text as account_id,
    created_at - to_hours((draw(n, 160 + touch) * 2400)::int) as touched_at,
    one_of(['sent', 'responded', 'attended'], n, 170 + touch) as role
from touches
order by n, touch;
