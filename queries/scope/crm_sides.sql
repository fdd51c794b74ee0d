/*
title: Two sides of a sum
title_zh: 对账双方
about: Every deal that a report of the CRM or the dashboard counts in a measure of a period, with both sides: what the
    export adds up to, and what counts at the end of a day.
grain: one row per row of the exported deals and measure
column region: region as exported; with rep NULL where the reader may not see whose the deal is today
column region_then: region it counts under; with rep_then NULL where the reader may not see whose the deal was
column is_in_crm: the export counts it, under the reader's filters by what the CRM says today
column is_exported: the same whatever the filters
column is_counted: the dashboard counts it
column would_count: the same whatever the filters
column wanted: outcome that the measure counts; NULL where it counts any
column exported_date: day by which the CRM counts it; NULL for open deals
column counted_date: day by which the dashboard does
*/
create or replace macro crm_sides(from_day, to_day, on_day) as table
    with
    standing as (
        select
            *,
            is_deal_chosen(deal_no, region, team, rep, account_size, channel, pipeline)
                and is_chosen('stages', stage) as is_chosen_then,
            is_permitted(region, team, rep) as is_seen_then,
        from deals_at(on_day)
    ),

    beside as (
        select
            c.* replace (
                case when is_permitted(c.region, c.team, c.rep) then c.region end as region,
                case when is_permitted(c.region, c.team, c.rep) then c.rep end as rep
            ),
            d.outcome as outcome_then,
            d.amount as amount_then,
            d.closed_date as closed_date_then,
            case when d.is_seen_then then d.rep end as rep_then,
            case when d.is_seen_then then d.region end as region_then,
            coalesce(d.is_chosen_then, false) as is_chosen_then,
            coalesce(
                is_export_chosen(
                    c.deal_no, c.region, c.team, c.rep, c.account_size, c.channel, c.pipeline,
                    c.deal_type, c.campaign_id, c.account_id, c.product_line,
                    case when c.outcome = 'open' then c.stage else coalesce(d.stage, c.stage) end
                ), false
            ) as is_chosen_today,
        from crm_deals as c
        left join standing as d on c.deal_no = d.deal_no
    ),

    -- most deals closed long ago: they are in no sum of the period
    telling as (
        select *
        from beside
        where
            outcome is null
            or outcome = 'open'
            or outcome_then = 'open'
            or closed_date is null
            or closed_date between from_day and to_day
            or created_date between from_day and to_day
            or closed_date_then between from_day and to_day
            or used_created_date between from_day and to_day
    ),

    measured as (
        select
            b.*,
            m.measure,
            m.wanted,
            case
                when m.wanted is null then b.created_date
                when m.wanted <> 'open' then b.closed_date
            end as exported_date,
            case
                when m.wanted is null then b.used_created_date
                when m.wanted <> 'open' then b.closed_date_then
            end as counted_date,
            case
                when m.wanted is null then is_in_flow(b.created_date, from_day, to_day, to_day)
                when m.wanted = 'open' then coalesce(b.outcome = 'open', false)
                else coalesce(b.outcome = m.wanted, false)
                    and is_in_flow(b.closed_date, from_day, to_day, to_day)
            end as is_exported,
            case
                when b.outcome_then is null then false
                when m.wanted is null then is_in_flow(b.used_created_date, from_day, to_day, on_day)
                when m.wanted = 'open' then b.outcome_then = 'open'
                else b.outcome_then = m.wanted
                    and is_in_flow(b.closed_date_then, from_day, to_day, on_day)
            end as would_count,
        from telling as b
        cross join (
            values
                ('won_amount', 'won'), ('lost_amount', 'lost'), ('open_amount', 'open'),
                ('created_amount', null)
        ) as m (measure, wanted)
    )

    select
        *,
        is_exported and is_chosen_today as is_in_crm,
        would_count and is_chosen_then as is_counted,
    from measured;
