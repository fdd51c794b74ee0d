/*
title: Credits of campaigns
title_zh: 活动归因
about: What each campaign is credited with of each deal as it was at the end of a day, by the reader's attribution.
    Filters of channels and campaigns act on the credited campaign, or without one on the deal; all others act on
    the deal. The credits of a deal sum to its amount.
column share: fraction of the deal
column channel: channel of the campaign; of the deal where it has none
*/
create or replace macro campaign_credits(on_day) as table
    with
    shared as (
        select
            deal_no,
            campaign_id,
            case when attribution() = 'even' then even_from else 0 end as share_from,
            case when attribution() = 'even' then even_to else 1 end as share_to,
        from campaign_shares
        where
            case attribution()
                when 'first_touch' then is_first
                when 'even' then even_to > even_from
                when 'primary' then is_primary
                else is_last
            end
    ),

    credited as (
        select
            d.deal_no,
            s.campaign_id,
            case when s.campaign_id is null then d.channel else c.channel end as channel,
            d.region,
            d.team,
            d.rep,
            d.account_size,
            d.pipeline,
            d.stage,
            d.outcome,
            d.created_date,
            d.closed_date,
            d.amount,
            d.outcome = 'won' as is_won,
            s.share_to - s.share_from as share,
            -- differences of running sums, the last of which is the amount: the credits of a deal add up to it
            case
                when s.share_to = 1 then d.amount
                else (d.amount * s.share_to)::decimal(24, 6)
            end::decimal(24, 6)
            - (d.amount * s.share_from)::decimal(24, 6) as credited_amount,
        from deals_at(on_day) as d
        inner join shared as s on d.deal_no = s.deal_no
        left join campaign_facts as c on s.campaign_id = c.campaign_id
    )

    select *
    from credited
    where
        is_permitted(region, team, rep)
        and is_chosen('regions', region)
        and is_chosen('teams', team)
        and is_chosen('reps', rep)
        and is_chosen('account_sizes', account_size)
        and is_chosen('channels', channel)
        and is_chosen('campaigns', campaign_id)
        and is_chosen('pipelines', pipeline)
        and is_chosen('stages', stage)
        and is_matter_chosen(deal_no);
