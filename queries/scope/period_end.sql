/*
title: Period end
title_zh: 期间结束
about: Last day of the period, inclusive: the reader's choice, else the end of the fiscal year of the export.
*/
create or replace macro period_end() as
    coalesce(getvariable('period_end')::date, default_period_end());
