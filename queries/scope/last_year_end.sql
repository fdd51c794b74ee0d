/*
title: End of the period last year
title_zh: 去年同期结束
about: Last day, inclusive, of the period a year before; 28 February for 29 February.
*/
create or replace macro last_year_end() as (period_end() - interval 1 year)::date;
