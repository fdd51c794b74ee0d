"""Key figures: what kpi_comparison and kpi_trend say of one scope, asked for at once.

Both put the same question over other days. The days are worked out first and set as variables, since a macro repeats
what it is given wherever it uses it, and planning that takes longer than the answer.
"""

from __future__ import annotations

# First and last day of the sixteen spans, and the day as of which each is known: variables for STATEMENT.
SPANS = """
    select
        [period_start(), previous_start(), last_year_start()] || trend_months() as span_from,
        [period_end(), previous_end(), last_year_end()] || [last_day(month) for month in trend_months()] as span_to,
        [as_of(), previous_as_of(), last_year_as_of()] || trend_days() as span_on
"""
STATEMENT = """
    with
    figures as materialized (
        select *
        from kpi_values(
            getvariable('span_from')::date[], getvariable('span_to')::date[], getvariable('span_on')::date[]
        )
    )

    select
        null::date as month,
        c.measure,
        c.value,
        c.sample,
        p.value as previous_value,
        p.sample as previous_sample,
        y.value as last_year_value,
        y.sample as last_year_sample,
        c.value - p.value as change,
        c.value - y.value as last_year_change,
        c.measure_no,
    from figures as c
    inner join figures as p on c.measure = p.measure
    inner join figures as y on c.measure = y.measure
    where c.span_no = 1 and p.span_no = 2 and y.span_no = 3
    union all by name
    select
        from_day as month,
        measure,
        value,
        measure_no,
    from figures
    where span_no > 3
    order by month nulls first, measure_no
"""
