/*
title: Months of the period
title_zh: 期间月数
about: 1, 3 or 12 where the period is exactly a month, a fiscal quarter or a fiscal year; NULL where it is none of
    them. Decides which period it is compared with.
*/
create or replace macro period_months() as (
    case
        when
            date_diff('month', period_start(), period_end() + 1) in (1, 3, 12)
            and period_start() = last_day(period_start() - 1) + 1
            and period_end() = last_day(period_end())
            -- month by month, because month(…) takes ten times as long to plan
            and (
                date_diff('month', date '2000-01-01', period_start()) + 1
                    - fiscal_year_start_month()
            )
            % date_diff('month', period_start(), period_end() + 1) = 0
            then date_diff('month', period_start(), period_end() + 1)::integer
    end
);
