/*
title: As of
title_zh: 截至日
about: The day at whose end states are read: the reader's choice, else the end of the period, at most the day
    of the export.
*/
create or replace macro as_of() as
    coalesce(getvariable('as_of')::date, least(period_end(), exported_on()));
