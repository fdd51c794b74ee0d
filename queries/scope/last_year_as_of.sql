/*
title: As of in the period last year
title_zh: 去年同期截至日
about: The day of the period a year before that answers to the as-of day.
*/
create or replace macro last_year_as_of() as compared_as_of(last_year_start(), last_year_end());
