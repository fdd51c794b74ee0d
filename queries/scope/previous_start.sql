/*
title: Start of the period before
title_zh: 上期开始
about: First day of the period before: the month, fiscal quarter or fiscal year before a whole one, else as many
    days before.
*/
create or replace macro previous_start() as coalesce(
    (period_start() - to_months(period_months()))::date,
    period_start() - (period_end() - period_start() + 1)::integer
);
