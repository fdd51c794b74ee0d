/*
title: Months
title_zh: 月份
about: The months the data cover and three years around them.
grain: one row per month
column month: first day
column month_end: last day
*/
create or replace table months as
select
    month::date as month,
    last_day(month::date) as month_end,
from (
    select unnest(generate_series(
        date_trunc(
            'month',
            coalesce((select min(deal_versions.valid_from_date) from deal_versions), exported_on())
        ) - interval 12 month,
        date_trunc('month', exported_on()) + interval 36 month,
        interval 1 month
    )) as month
)
order by month;
