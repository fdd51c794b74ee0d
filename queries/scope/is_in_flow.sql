/*
title: Is in the flow
title_zh: 是否期间发生
about: Whether something that happened on a day counts in a period as known at the end of another day.
*/
create or replace macro is_in_flow(happened_date, from_day, to_day, on_day) as
    coalesce(happened_date between from_day and least(to_day, on_day), false);
