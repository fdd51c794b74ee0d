select
    campaign_code(campaign) as campaign_id,
    'Campaign ' || campaign as name,
    channel_name(campaign, 720) as channel,
    one_of(['forum', 'roadshow', 'seminar', 'outing', 'partner event', 'appreciation'], campaign, 721) as kind,
    one_of(['Win new customers', 'Keep customers', 'Become known'], campaign, 722) as purpose,
    opened() + (days() * campaign // campaigns())::int - 60 as started_date,
    opened() + (days() * campaign // campaigns())::int as ended_date,
    rounded(around(40000, 0.6, campaign, 723), 1000) as budget,
    if(draw(campaign, 725) < 0.05, null, rounded(around(40000, 0.6, campaign, 723) * (0.8 + 0.4 * draw(campaign, 726)), 100))
        as cost,
    rounded(around(40000, 0.6, campaign, 723) * 12, 10000) as expected_amount
from (select range as campaign from range(1, campaigns() + 1))
order by campaign;
