/*
title: Credits of deals
title_zh: 业绩分配
about: Who is credited with what of each deal at the end of a day: by its revenue shares, else its owner. Filters and
    permissions of reps and teams act on the credited rep, so that what a rep is credited with never depends on
    them; all others act on the deal. Overlay shares are shown and never added.
column credited_rep_id: who is credited
column credited_share: fraction of the deal; NULL for an overlay that says neither share nor amount, or an amount
    beside none of the deal's own
column credited_amount: money; revenue credits of a deal sum to its amount, the largest share takes the rest
*/
create or replace macro deal_credits(from_day, to_day, on_day) as table
    with
    flagged as (
        select
            *,
            is_in_flow(created_date, from_day, to_day, on_day) as is_created,
            outcome = 'won' and is_in_flow(closed_date, from_day, to_day, on_day) as is_won,
            outcome = 'lost' and is_in_flow(closed_date, from_day, to_day, on_day) as is_lost,
        from deals_at(on_day)
    ),

    shared as (
        select
            d.*,
            case when s.is_owner is not false then d.rep_id else s.rep_id end as credited_rep_id,
            coalesce(s.role, 'revenue') as role,
            case
                when s.deal_no is null then 1
                when s.overlay_amount is null then s.share
                else s.overlay_amount * case when x.deal_no is null then 1 else x.rate end
                    / nullif(d.amount, 0)
            end as credited_share,
            s.is_largest is not false as is_largest,
            s.other_shares,
            (d.amount * credited_share)::decimal(18, 2) as rounded_amount,
        from flagged as d
        left join deal_shares as s on d.deal_no = s.deal_no
        left join deal_rates as x
            on d.deal_no = x.deal_no and x.valid_from <= on_day and x.valid_to > on_day
    ),

    credited as (
        select
            *,
            case
                when not is_largest then rounded_amount
                when other_shares is null then amount
                else amount - list_sum([(amount * other)::decimal(18, 2) for other in other_shares])
            end::decimal(18, 2) as credited_amount,
        from shared
    )

    select
        c.* exclude (rep, team, rounded_amount, other_shares),
        r.rep,
        r.team,
    from credited as c
    left join rep_facts as r on c.credited_rep_id = r.rep_id
    where
        is_deal_chosen(c.deal_no, c.region, r.team, r.rep, c.account_size, c.channel, c.pipeline)
        and is_chosen('stages', c.stage);
