/*
title: Week of a day
title_zh: 所在周
about: The first day of the week that holds a day, by the week's first day in the settings.
*/
create or replace macro week_of(on_day) as (
    on_day - (
        isodow(on_day) + 7 - list_position(
            ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
            week_start()
        )
    )::integer % 7
)::date;
