/*
title: First wins of periods
title_zh: 期间首次赢单
about: The accounts whose first win ever, as known at the ends of some days, lies in some periods, whatever the filters.
column span_no: position of the period in the lists
column won_date: day of the first win
*/
create or replace macro first_wins(from_days, to_days, on_days) as table
    select
        s.span_no,
        w.account_id,
        w.first_date as won_date,
    from account_first_wins as w
    inner join kpi_spans(from_days, to_days, on_days) as s
        on
            w.first_date >= s.from_day
            and w.first_date <= s.last_day
            and w.from_date <= s.on_day
            and w.to_date > s.on_day;
