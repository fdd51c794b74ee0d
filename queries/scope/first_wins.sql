/*
title: First wins of periods
title_zh: 期间首次赢单
about: The accounts whose first win ever, of those the reader may see, lies in some periods, as known at the ends of
    some days and whatever the filters.
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
            and w.to_date > s.on_day
    where not is_limited()
    union all
    -- which win is the first of those that a reader may see depends on who is looking
    select
        s.span_no,
        v.account_id,
        min(v.closed_date) as won_date,
    from deal_versions as v
    inner join kpi_spans(from_days, to_days, on_days) as s
        on v.valid_from_date <= s.on_day and v.valid_to_date > s.on_day
    where is_limited()
        and v.outcome = 'won'
        and v.account_id is not null
        and is_permitted(v.region, v.team, v.rep)
    group by s.span_no, v.account_id
    having min(v.closed_date) between any_value(s.from_day) and any_value(s.last_day);
