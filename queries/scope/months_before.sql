/*
title: The same day some months before
title_zh: 数月前同日
about: The same day of the month some months before a day, its last day where the month is shorter; the last day of a
    month gives
    the last day of the other.
*/
create or replace macro months_before(on_day, months) as
    case
        when on_day = last_day(on_day)
            then last_day((date_trunc('month', on_day) - to_months(months))::date)
        else (on_day - to_months(months))::date
    end;
