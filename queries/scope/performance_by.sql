/*
title: Performance by a dimension
title_zh: 分维度业绩
about: Results, pipeline, customers and cash of a period per member of a dimension, as known at the end of a day:
    the one place where region and team performance are put together. The member is the column to group by
    (region or team), the level that of its targets.
*/
create or replace macro performance_by(member, own_level, from_day, to_day, on_day) as table
    with
    -- norms are about open deals
    listed as (
        select *
        from period_deals(from_day, to_day, on_day)
        where is_open
        union all by name
        select *
        from flow_deals(from_day, to_day, on_day)
        where is_closed
    ),

    dealt as (
        select
            member as name,
            won_amount(amount, is_won)::decimal(38, 2) as won_amount,
            won_deals(is_won) as won_deals,
            lost_deals(is_lost) as lost_deals,
            win_rate(is_won, is_closed) as win_rate,
            average_won_amount(amount, is_won) as average_won_amount,
            median_cycle_days(cycle_days, is_won) as median_cycle_days,
            open_deals(is_open) as open_deals,
            open_amount(amount, is_open) as open_amount,
            effective_open_amount(amount, is_open, is_beyond_cycle) as effective_open_amount,
            weighted_amount(amount, probability, is_open) as weighted_amount,
            open_amount(amount, is_coverable) as coverable_amount,
            open_amount(amount, is_coverable and not is_beyond_cycle) as effective_coverable_amount,
        from listed
        group by all
    ),

    earned as (
        select
            member as name,
            gross_profit_amount(line_amount, cost_amount) as gross_profit_amount,
        from period_lines(from_day, to_day, on_day)
        -- what has no cost has no profit, and need not be joined
        where is_won and cost_amount is not null
        group by all
    ),

    aimed as (
        select
            member as name,
            sum(period_amount)::decimal(38, 2) as target_amount,
        from scoped_targets(own_level, from_day, to_day, on_day)
        group by all
    ),

    served as (
        select
            member as name,
            count(*) as accounts,
            count(*) filter (where is_customer) as customers,
            count(*) filter (
                where account_id in (
                    select a.account_id from active_accounts(from_day, to_day, on_day) as a
                )
            ) as active_accounts,
        from scoped_accounts(on_day)
        group by all
    ),

    collected as (
        select
            member as name,
            collected_amount(amount, is_refund) as collected_amount,
        from scoped_payments(from_day, to_day, on_day)
        group by all
    ),

    names as (
        select name from dealt
        union
        select name from aimed
        union
        select name from served
        union
        select name from collected
    )

    select
        n.name,
        d.* exclude (name),
        e.gross_profit_amount,
        a.target_amount,
        s.* exclude (name),
        c.collected_amount,
        case
            when a.target_amount is not null
                then remaining_target(coalesce(d.won_amount, 0), a.target_amount)
        end as remaining_target,
    from names as n
    left join dealt as d on n.name is not distinct from d.name
    left join earned as e on n.name is not distinct from e.name
    left join aimed as a on n.name is not distinct from a.name
    left join served as s on n.name is not distinct from s.name
    left join collected as c on n.name is not distinct from c.name;
