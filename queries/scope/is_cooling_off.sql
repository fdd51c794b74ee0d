/*
title: In cooling-off
title_zh: 是否在冷静期内
about: Whether a deal is won but not yet finally: its closed day lies less than the cooling-off days of the settings
    before
    the end of a day.
*/
create or replace macro is_cooling_off(outcome, closed_date, on_day) as
    coalesce(outcome = 'won' and closed_date + cooling_off_days() > on_day, false);
