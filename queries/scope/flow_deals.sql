/*
title: Flows of deals
title_zh: 期间商机流量
about: The deals in scope with what they were in a period, as known at the end of a day, without the flags that
    company-wide norms give them.
column is_listed: open at the end of the day, or created or closed in the period: a row of the deal list
*/
create or replace macro flow_deals(from_day, to_day, on_day) as table
    select
        *,
        is_in_flow(created_date, from_day, to_day, on_day) as is_created,
        outcome = 'won' and is_in_flow(closed_date, from_day, to_day, on_day) as is_won,
        outcome = 'lost' and is_in_flow(closed_date, from_day, to_day, on_day) as is_lost,
        outcome in ('won', 'lost') and is_in_flow(closed_date, from_day, to_day, on_day)
            as is_closed,
        is_open
        or is_in_flow(created_date, from_day, to_day, on_day)
        or is_in_flow(closed_date, from_day, to_day, on_day) as is_listed,
    from scoped_deals(on_day);
