/*
title: Weeks of the period
title_zh: 期间各周
about: The weeks of the period up to the as-of day; the first begins where the period does, the last ends where it or
    the as-of day does.
column week: first day
column before_date: day before
column on_date: last day
*/
create or replace macro period_weeks() as table
    select
        greatest(first_day::date, period_start()) as week,
        week - 1 as before_date,
        least(first_day::date + 6, period_end(), as_of()) as on_date,
    from (
        select unnest(generate_series(
            week_of(period_start())::timestamp, least(period_end(), as_of())::timestamp,
            interval 7 day
        )) as first_day
    )
    where period_start() <= as_of();
