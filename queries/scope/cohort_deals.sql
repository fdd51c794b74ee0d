/*
title: Deals of a cohort
title_zh: 同期商机
about: The deals in scope created in the period, as of a day, that have a history of stages.
column month: first day of the month of creation
*/
create or replace macro cohort_deals(on_day) as table
    select
        deal_no,
        pipeline,
        created_date,
        date_trunc('month', created_date)::date as month,
        outcome,
        closed_date,
        account_size,
        region,
        team,
        rep,
        product_line,
        channel,
        amount,
    from scoped_deals(on_day)
    where created_date between period_start() and least(period_end(), on_day) and has_history;
