/*
title: Days between
title_zh: 相隔天数
about: Days from one instant to another, exact where the exports carry times of day, else between the dates.
*/
create or replace macro days_between(began_at, ended_at) as
    case
        when has_times() then epoch(ended_at - began_at) / 86400
        else ended_at::date - began_at::date
    end::double;
