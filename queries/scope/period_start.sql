/*
title: Period start
title_zh: 期间开始
about: First day of the period: the reader's choice, else the start of the fiscal year of the export.
*/
create or replace macro period_start() as
    coalesce(getvariable('period_start')::date, default_period_start());
