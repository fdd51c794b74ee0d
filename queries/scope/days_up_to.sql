/*
title: Days up to
title_zh: 截至天数
about: Days from an instant to the end of a day, exact where the exports carry times of day, else between the dates.
*/
create or replace macro days_up_to(on_day, began_at, began_date) as
    case
        when has_times() then epoch((on_day + 1)::timestamp - began_at) / 86400
        else on_day - began_date
    end::double;
