/*
title: Deals of a period
title_zh: 期间商机
about: The judged deals with what they were in a period, as known at the end of a day.
column is_coverable: open and expected to close in the period, or past due while the period runs
*/
create or replace macro period_deals(from_day, to_day, on_day) as table
    select
        d.*,
        coalesce(d.created_date between from_day and least(to_day, on_day), false) as is_created,
        coalesce(d.outcome = 'won' and d.closed_date between from_day and least(to_day, on_day), false) as is_won,
        coalesce(d.outcome = 'lost' and d.closed_date between from_day and least(to_day, on_day), false) as is_lost,
        coalesce(
            d.outcome in ('won', 'lost') and d.closed_date between from_day and least(to_day, on_day), false
        ) as is_closed,
        d.is_open
        and on_day <= to_day
        and coalesce(
            d.expected_close_date between from_day and to_day
            or (d.expected_close_date < from_day and on_day >= from_day), false
        ) as is_coverable,
    from judged_deals(on_day) as d;
