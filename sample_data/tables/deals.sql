select
    deal_code(n) as deal_id,
    'Deal ' || n || ' ' || line_name(line) as name,
    account_code(account) as account_id,
    rep_code(rep) as rep_id,
    stage,
    amount,
    'EUR' as currency,
    probability::double as probability,
    category as forecast_category,
    created_at,
    expected_close as expected_close_date,
    closed_at,
    outcome,
    case
        when outcome = 'lost' then one_of(
            ['Lost to Competitor', 'Competitor - price', 'No Decision / Non-Responsive', 'No Budget / Lost Funding',
             'Price', null],
            n, 110
        )
    end as close_reason,
    case
        when outcome = 'lost' and draw(n, 110) < 0.34
            then one_of(['Metrovanta', 'Kalibrundo', 'Halvoreth', 'Quorlens'], n, 111)
    end as lost_to,
    if(outcome = 'open' and draw(n, 112) < 0.8,
        one_of(['Call', 'Site visit', 'Demo', 'Send quote', 'Contract review'], n, 113), null) as next_step,
    if(outcome = 'open' and draw(n, 112) < 0.8, exported_on() + (draw(n, 114) * 50 - 20)::int, null) as next_step_date,
    kind as deal_type,
    channel_name(n, 115) as channel,
    campaign_code(campaign) as campaign_id,
    if(has_lead, lead_code(2 * n), null) as lead_id,
    changed_at as modified_at,
    least(changed_at + to_hours((draw(n, 116) * 400)::int), exported_on()::timestamp) as last_activity_at
from chunk_finished
order by n;
