/*
title: Months of the period
title_zh: 期间月数
about: 1, 3 or 12 where the period is exactly a month, a fiscal quarter or a fiscal year; NULL where it is none of
    them. Decides which period it is compared with.
*/
create or replace macro period_months() as (
    case
        when period_start() <> date_trunc('month', period_start()) then null
        when period_end() = last_day(period_start()) then 1
        when
            (month(period_start()) - fiscal_year_start_month()) % 3 = 0
            and period_end() = last_day((period_start() + interval 2 month)::date) then 3
        when
            month(period_start()) = fiscal_year_start_month()
            and period_end() = last_day((period_start() + interval 11 month)::date) then 12
    end
);
