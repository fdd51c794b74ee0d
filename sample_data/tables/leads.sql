with numbered as (
    -- Even numbers became deals, odd ones did not.
    select n, account, rep, created_at, campaign, 2 * n as lead, created_at as converted_at
    from chunk_finished
    where has_lead
    union all
    select n, null, 1 + floor(draw(n, 140) * reps())::bigint, created_at, campaign, 2 * n + 1, null
    from chunk_finished
    where draw(n, 141) < 0.7
),
met as (
    select *, at_work(created_at - to_hours((20 + 400 * draw(lead, 700))::int)) as met_at
    from numbered
),
answered as (
    select
        *,
        if(converted_at is not null or draw(lead, 701) < 0.8,
            least(met_at + to_minutes(around(600, 1.1, lead, 702)::int), coalesce(converted_at, exported_on()::timestamp)),
            null) as responded_at
    from met
)
select
    lead_code(lead) as lead_id,
    met_at as created_at,
    channel_name(n, 115) as channel,
    campaign_code(campaign) as campaign_id,
    rep_code(rep) as rep_id,
    null::text as region,
    if(account is null, 'Prospect ' || lead, 'Account ' || account) as company,
    'Contact ' || lead as contact,
    'contact' || (if(draw(lead, 704) < 0.03, lead - 20, lead)) || '@example.com' as email,
    null::text as phone,
    case when draw(lead, 705) < 0.25 then 'A' when draw(lead, 705) < 0.65 then 'B' else 'C' end as grade,
    case
        when converted_at is not null then 'converted'
        when responded_at is null and met_at + interval '172 hours' < exported_on() then 'returned'
        when responded_at is null then 'new'
        else one_of(['working', 'nurturing', 'closed', 'closed'], lead, 706)
    end as status,
    met_at + to_minutes((5 + 100 * draw(lead, 707))::int) as assigned_at,
    responded_at as first_response_at,
    if(responded_at is null and met_at + interval '172 hours' < exported_on(),
        met_at + to_hours((72 + 100 * draw(lead, 708))::int), null) as returned_to_pool_at,
    if(converted_at is not null, responded_at + (converted_at - responded_at) / 2, null) as qualified_at,
    converted_at,
    if(converted_at is not null, deal_code(n), null) as deal_id
from answered
order by lead;
