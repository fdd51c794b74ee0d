/*
title: Short lists of open deals
title_zh: 在途商机短名单
about: The first open deals of all, and the first of those that are past due or expected by the end of the month of the
    as-of day, each with how many deals and how much money the whole list holds. Rows and order are those of deal_list,
    whose other columns they do without.
grain: one row per list and deal
column list: largest or due
column all_deals: deals of the whole list
column all_amount: their amount
column all_past: those of them whose expected close has passed
*/
create or replace macro short_lists(most) as table
    with
    standing as (
        select
            deal_no,
            deal_id,
            rep,
            stage,
            amount,
            expected_close_date,
            days_in_stage,
            age_days,
            is_stalled,
            is_beyond_known as is_beyond_cycle,
            expected_close_date < as_of() as is_close_date_passed,
            expected_close_date <= last_day(as_of()) as is_due,
        from judged_deals(as_of())
        where is_open
    ),

    totals as (
        select
            'largest' as list,
            count(*) as all_deals,
            sum(amount) as all_amount,
            count(*) filter (where is_close_date_passed) as all_past,
        from standing
        union all
        select
            'due',
            count(*),
            sum(amount),
            count(*) filter (where is_close_date_passed),
        from standing
        where is_due
    ),

    listed as (
        (
            select
                'largest' as list,
                *,
            from standing
            order by amount desc nulls last, deal_id
            limit most
        )
        union all
        (
            select
                'due' as list,
                *,
            from standing
            where is_due
            order by amount desc nulls last, deal_id
            limit most
        )
    )

    select
        l.list,
        l.deal_id,
        f.deal,
        l.rep,
        l.stage,
        l.amount,
        l.expected_close_date,
        f.next_step_date,
        l.days_in_stage,
        l.age_days,
        l.is_stalled,
        l.is_beyond_cycle,
        l.is_close_date_passed,
        case when knows_next_steps(as_of()) then f.next_step_date is null end as has_no_next_step,
        case when knows_next_steps(as_of()) then coalesce(f.next_step_date < as_of(), false) end
            as is_next_step_overdue,
        case when knows_activities() then coalesce(w.is_big_and_quiet, false) end
            as is_big_and_quiet,
        coalesce(w.is_moved_back, false) as is_moved_back,
        true as is_open,
        t.all_deals,
        t.all_amount,
        t.all_past,
    from listed as l
    inner join totals as t on l.list = t.list
    inner join deal_facts as f on l.deal_no = f.deal_no
    left join deal_warnings(as_of()) as w on l.deal_no = w.deal_no
    order by l.list, l.amount desc nulls last, l.deal_id;
