/*
title: Deals of reps
title_zh: 销售商机汇总
about: Results and pipeline of a period per owner of the deals in scope, as known at the end of a day.
column busy_deals: deals open on some day of the period, or now, or created or closed in it
*/
create or replace macro rep_deals(from_day, to_day, on_day) as table
    with
    -- of the closed deals only those that some figure counts are read
    closed as (
        select
            *,
            closed_date > year_before(on_day) as is_recent,
            is_listed
            or (
                on_day > to_day
                -- the same condition inside leaves nothing to join where it is not met
                and deal_no in (
                    select o.deal_no from open_stretches as o
                    where on_day > to_day and o.from_date <= to_day and o.to_date >= from_day
                )
            ) as is_busy,
        from flow_deals(from_day, to_day, on_day)
        where closed_date > least(year_before(on_day), from_day - 1)
    ),

    -- no figure is about both open and closed deals
    sides as (
        select
            rep_id,
            open_deals(is_open) as open_deals,
            open_amount(amount, is_open) as open_amount,
            effective_open_amount(amount, is_open, is_beyond_cycle) as effective_open_amount,
            weighted_amount(amount, probability, is_open) as weighted_amount,
            open_amount(amount, is_coverable) as coverable_amount,
            open_amount(amount, is_coverable and not is_beyond_cycle) as effective_coverable_amount,
            stalled_deals(is_stalled) as stalled_deals,
            count(*) as busy_deals,
        -- norms are about open deals
        from period_deals(from_day, to_day, on_day)
        where is_open
        group by rep_id
        union all by name
        select
            rep_id,
            won_amount(amount, is_won)::decimal(38, 2) as owned_won_amount,
            won_deals(is_won) as won_deals,
            lost_deals(is_lost) as lost_deals,
            win_rate(is_won, is_closed) as win_rate,
            average_won_amount(amount, is_won) as average_won_amount,
            mean_cycle_days(cycle_days, is_won) as mean_cycle_days,
            count(*) filter (where is_busy) as busy_deals,
            average_won_amount(amount, is_recent and outcome = 'won') as recent_average_won_amount,
            win_rate(is_recent and outcome = 'won', is_recent) as recent_win_rate,
            mean_cycle_days(cycle_days, is_recent and outcome = 'won') as recent_mean_cycle_days,
        from closed
        group by rep_id
    ),

    together as (
        select
            rep_id,
            sum(busy_deals)::bigint as busy_deals,
            max(columns(* exclude (rep_id, busy_deals))),
        from sides
        group by rep_id
    )

    select
        * exclude (recent_average_won_amount, recent_win_rate, recent_mean_cycle_days),
        velocity_per_day(
            coalesce(open_deals, 0),
            recent_average_won_amount,
            recent_win_rate,
            recent_mean_cycle_days
        ) as velocity_per_day,
    from together;
