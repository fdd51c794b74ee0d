/*
title: Two years before
title_zh: 两年前
about: The day before the twenty-four months that end with a day; 29 February gives 28 February.
*/
create or replace macro two_years_before(on_day) as (on_day - interval 2 year)::date;
