/*
title: Deals of a period
title_zh: 期间商机
about: The judged deals with what they were in a period, as known at the end of a day.
column is_coverable: open and expected to close in the period, or past due while the period runs
*/
create or replace macro period_deals(from_day, to_day, on_day) as table
    select
        d.*,
        is_in_flow(d.created_date, from_day, to_day, on_day) as is_created,
        d.outcome = 'won' and is_in_flow(d.closed_date, from_day, to_day, on_day) as is_won,
        d.outcome = 'lost' and is_in_flow(d.closed_date, from_day, to_day, on_day) as is_lost,
        d.outcome in ('won', 'lost') and is_in_flow(d.closed_date, from_day, to_day, on_day)
            as is_closed,
        d.is_open and is_coverable(d.expected_close_date, from_day, to_day, on_day) as is_coverable,
    from judged_deals(on_day) as d;
