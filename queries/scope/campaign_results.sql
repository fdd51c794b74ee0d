/*
title: Results of campaigns
title_zh: 市场活动结果
about: Cost, leads and credited deals, to the end of a day, of the campaigns running in a period, over their whole
    life; and of no campaign, per channel.
column channel: channel of the campaign; without a campaign that of the deals and leads
*/
create or replace macro campaign_results(from_day, to_day, on_day) as table
    with
    counted as (
        select
            campaign_id,
            case when campaign_id is null then channel end as own_channel,
            sum(share) as deals,
            coalesce(sum(credited_amount), 0) as deal_amount,
            coalesce(sum(share) filter (where is_won), 0) as won_deals,
            won_amount(credited_amount, is_won) as won_amount,
        from campaign_credits(on_day)
        group by all
        union all by name
        select
            campaign_id,
            case when campaign_id is null then campaign_channel end as own_channel,
            count(*) as leads,
            count(*) filter (where is_qualified) as qualified_leads,
        from scoped_leads(campaign_channel, on_day)
        group by all
    ),

    summed as (
        select
            campaign_id,
            own_channel,
            sum(deals) as deals,
            sum(deal_amount) as deal_amount,
            sum(won_deals) as won_deals,
            sum(won_amount) as won_amount,
            sum(leads) as leads,
            sum(qualified_leads) as qualified_leads,
        from counted
        group by campaign_id, own_channel
    ),

    listed as (
        select
            c.campaign_id,
            c.campaign,
            c.channel,
            c.kind,
            c.cost,
            s.* exclude (campaign_id, own_channel),
        from scoped_campaigns(from_day, to_day, on_day) as c
        left join summed as s on c.campaign_id = s.campaign_id
        union all by name
        select
            * exclude (own_channel),
            own_channel as channel,
        from summed
        where campaign_id is null
    )

    select
        campaign_id,
        campaign,
        channel,
        kind,
        cost,
        case when has_table('leads') then coalesce(leads, 0)::bigint end as leads,
        case when has_table('leads') then coalesce(qualified_leads, 0)::bigint end
            as qualified_leads,
        coalesce(deals, 0)::double as deals,
        coalesce(deal_amount, 0) as deal_amount,
        coalesce(won_deals, 0)::double as won_deals,
        coalesce(won_amount, 0) as won_amount,
    from listed;
