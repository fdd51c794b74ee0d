/*
title: A year before
title_zh: 一年前
about: The day before the twelve months that end with a day; 29 February gives 28 February.
*/
create or replace macro year_before(on_day) as (on_day - interval 1 year)::date;
