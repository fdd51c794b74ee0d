/*
title: Results of reps
title_zh: 销售结果汇总
about: Everything that is counted per rep over a period, as known at the end of a day, side by side: owned deals,
    credits, targets, leads, activities and cash. NULL where a rep has nothing of a kind.
*/
create or replace macro rep_results(from_day, to_day, on_day) as table
    with
    parts as (
        select
            *,
            busy_deals > 0 as is_present,
        from rep_deals(from_day, to_day, on_day)
        union all by name
        select
            credited_rep_id as rep_id,
            won_amount(credited_amount, is_won)::decimal(38, 2) as won_amount,
        from deal_credits(from_day, to_day, on_day)
        where is_won and role = 'revenue'
        group by credited_rep_id
        union all by name
        select
            rep_id,
            sum(period_amount)::decimal(38, 2) as target_amount,
        from scoped_targets(4, from_day, to_day, on_day)
        group by rep_id
        union all by name
        select
            rep_id,
            count(*) as leads_assigned,
            count(*) filter (where is_converted) as leads_converted,
        from scoped_leads(channel, on_day)
        where assigned_date between from_day and least(to_day, on_day)
        group by rep_id
        union all by name
        select
            rep_id,
            count(*) as activities,
            count(*) filter (where kind = 'visit') as visits,
        from scoped_activities(from_day, to_day, on_day)
        group by rep_id
    ),

    together as (
        select
            rep_id,
            max(columns(* exclude (rep_id, is_present))),
        from parts
        group by rep_id
        -- who only closed deals before the period has velocity, and a row where anything else is theirs
        having bool_or(coalesce(is_present, true))
    ),

    collected as (
        select
            rep_id,
            collected_amount(amount, is_refund) as collected_amount,
        from scoped_payments(from_day, to_day, on_day)
        group by rep_id
    )

    select
        t.*,
        c.collected_amount,
    from together as t
    left join collected as c on t.rep_id is not distinct from c.rep_id;
