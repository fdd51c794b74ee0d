/*
title: Spans of key figures
title_zh: 指标期间
about: Periods and the days at whose ends they are known, as rows: one is asked for the present figures, three for
    a comparison, thirteen for a trend, and all of them are answered in one pass over the deals.
column span_no: position in the lists
column last_day: last day whose flows are counted
column year_before: the day before the twelve months that end with the day
*/
create or replace macro kpi_spans(from_days, to_days, on_days) as table
    select
        *,
        least(to_day, on_day) as last_day,
        year_before(on_day) as year_before,
    from (
        select
            generate_subscripts(to_days, 1) as span_no,
            unnest(from_days) as from_day,
            unnest(to_days) as to_day,
            unnest(on_days) as on_day
    ) as spans;
