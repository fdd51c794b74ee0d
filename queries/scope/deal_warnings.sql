/*
title: Warnings of deals
title_zh: 商机预警
about: The deals open at the end of a day that are big and quiet or were moved back, whatever the filters; deals with
    neither have no row.
column is_big_and_quiet: among the largest fifth of the open deals and without an activity for quiet_days (settings)
column is_moved_back: its present visit to the stage began by moving back
*/
create or replace macro deal_warnings(on_day) as table
    with
    standing as (
        select
            deal_no,
            deal_id,
            amount,
            created_date,
            stage_entered_date,
        from deals_at(on_day)
        where is_open
    ),

    big as (
        select *
        from standing
        where knows_activities()
            and amount >= (select quantile_cont(s.amount, 0.8) from standing as s)
    ),

    active as (
        select
            deal_id,
            max(occurred_date) as last_date,
        from activity_facts
        where occurred_date <= on_day and deal_id in (select b.deal_id from big as b)
        group by deal_id
    ),

    quiet as (
        select b.deal_no
        from big as b
        inner join deal_facts as f on b.deal_no = f.deal_no
        left join active as a on b.deal_id = a.deal_id
        where
            on_day - greatest(
                a.last_date,
                case when f.last_activity_at::date <= on_day then f.last_activity_at::date end,
                b.created_date
            ) > quiet_days()
    ),

    back as (
        select distinct s.deal_no
        from stage_stays as v
        inner join standing as s on v.deal_no = s.deal_no and v.left_date = s.stage_entered_date
        where v.left_to = 'moved_back' and v.left_date <= on_day
    )

    select
        deal_no,
        count(*) filter (where is_quiet) > 0 as is_big_and_quiet,
        count(*) filter (where not is_quiet) > 0 as is_moved_back,
    from (
        select
            deal_no,
            true as is_quiet,
        from quiet
        union all
        select
            deal_no,
            false as is_quiet,
        from back
    )
    group by deal_no;
