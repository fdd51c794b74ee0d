/*
title: Days of the weekly board
title_zh: 周看板日期
about: The first, third and fifth day (Monday, Wednesday and Friday where weeks begin on Monday) of the last eight weeks
    up to the
    last day of the period or the as-of day, whichever is earlier, and that day itself.
column week: first day of the week
column on_date: day at whose end the board is read
*/
create or replace macro board_days() as table
    with
    steps as (
        select
            least(period_end(), as_of()) as last_day,
            unnest(range(56))::integer as back,
    )

    select
        (last_day - back)::date as on_date,
        week_of((last_day - back)::date) as week,
    from steps
    where
        back = 0
        or (
            (last_day - back)::date - week_of((last_day - back)::date) in (0, 2, 4)
            and week_of((last_day - back)::date) > week_of(last_day) - 56
        );
