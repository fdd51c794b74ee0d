/*
title: Start of the period last year
title_zh: 去年同期开始
about: First day of the period a year before; 28 February for 29 February.
*/
create or replace macro last_year_start() as (period_start() - interval 1 year)::date;
