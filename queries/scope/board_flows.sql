/*
title: What happened on the weekly board
title_zh: 周看板发生额
about: First meetings, wins and collected money per rep, from the beginning of the week to each day of the weekly board.
*/
create or replace macro board_flows() as table
    with
    flows as (
        select
            rep_id,
            closed_date as on_day,
            valid_from_date as holds_from,
            valid_to_date as holds_to,
            amount as won_amount,
            1 as won_deals,
            0 as first_meetings,
            0 as collected_amount,
        from scoped_versions()
        where outcome = 'won' and closed_date > least(period_end(), as_of()) - 63
        union all by name
        select
            rep_id,
            occurred_date as on_day,
            occurred_date as holds_from,
            date '9999-12-31' as holds_to,
            1 as first_meetings,
        from first_meetings
        where
            occurred_date > least(period_end(), as_of()) - 63
            and is_permitted(region, team, rep)
            and is_chosen('regions', region)
            and is_chosen('teams', team)
            and is_chosen('reps', rep)
        union all by name
        select
            rep_id,
            received_date as on_day,
            received_date as holds_from,
            date '9999-12-31' as holds_to,
            case when is_refund then -amount else amount end as collected_amount,
        from scoped_payments(least(period_end(), as_of()) - 62, period_end(), as_of())
    )

    select
        d.week,
        d.on_date,
        f.rep_id,
        coalesce(sum(f.won_deals), 0)::bigint as won_deals,
        coalesce(sum(f.won_amount), 0)::decimal(38, 2) as won_amount,
        coalesce(sum(f.first_meetings), 0)::bigint as first_meetings,
        coalesce(sum(f.collected_amount), 0)::decimal(38, 2) as collected_amount,
    from flows as f
    inner join board_days() as d
        on f.on_day between d.week and d.on_date
            and f.holds_from <= d.on_date
            and f.holds_to > d.on_date
    group by d.week, d.on_date, f.rep_id;
