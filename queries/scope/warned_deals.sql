/*
title: Deals with warnings
title_zh: 预警商机
about: The open deals in scope at the end of a day with what may be wrong with each: the one place where warnings are given. Norms are
    over all deals whatever the filters.
column has_no_next_step: no next step is set, or its day has passed; NULL where the data hold no next steps, and on past days
column is_big_and_quiet: among the largest fifth of the open deals and without an activity for quiet_days (settings); NULL where the
    data hold no activities
column is_moved_back: its present visit to the stage began by moving back
*/
create or replace macro warned_deals(on_day) as table
    with
    quiet as (
        select
            deal_id,
            max(occurred_date) as last_date,
        from activity_facts
        where deal_id is not null and occurred_date <= on_day
        group by deal_id
    ),

    back as (
        select distinct
            deal_no,
            left_date,
        from stage_stays
        where left_to = 'moved_back' and left_date <= on_day
    ),

    norms as (
        select quantile_cont(amount, 0.8) as big_amount,
        from deals_at(on_day)
        where is_open
    )

    select
        d.*,
        d.expected_close_date < on_day as is_close_date_passed,
        case
            when on_day >= exported_on() and (select count(n.next_step_date) > 0 from deal_facts as n)
                then coalesce(f.next_step_date < on_day, true)
        end as has_no_next_step,
        case
            when has_table('activities') or (select count(n.last_activity_at) > 0 from deal_facts as n)
                then coalesce(
                    d.amount >= (select n.big_amount from norms as n)
                    and on_day - greatest(
                        q.last_date,
                        case when f.last_activity_at::date <= on_day then f.last_activity_at::date end,
                        d.created_date
                    ) > quiet_days(),
                    false
                )
        end as is_big_and_quiet,
        b.deal_no is not null as is_moved_back,
    from judged_deals(on_day) as d
    inner join deal_facts as f on d.deal_no = f.deal_no
    left join quiet as q on d.deal_id = q.deal_id
    left join back as b on d.deal_no = b.deal_no and d.stage_entered_date = b.left_date
    where d.is_open;
