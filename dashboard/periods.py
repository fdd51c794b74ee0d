"""Periods a reader picks by name, counted from the day of the export, and what the one before is called."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any

from dashboard.days import month_end
from dashboard.reader import Reader

Span = tuple[dt.date, dt.date]
_WEEK_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEK = dt.timedelta(days=7)


def presets(facts: Mapping[str, Any]) -> dict[str, Span]:
    """First and last day of each named period, both inclusive, in the order they are offered.

    `all` runs from the first day on which a deal was created; it is missing where that is not known.
    """
    today, first = facts["exported_on"], int(facts.get("fiscal_year_start_month") or 1)
    month = _month_of(today)
    quarter, year = _months(today, first, 3), _months(today, first, 12)
    since = year_before((today, today))[0] + dt.timedelta(days=1)
    week = _week_of(today, facts)
    named = {
        "this_week": week,
        "last_week": (week[0] - _WEEK, week[1] - _WEEK),
        "this_month": month,
        "last_month": _month_of(month[0] - dt.timedelta(days=1)),
        "this_quarter": quarter,
        "last_quarter": _months(quarter[0] - dt.timedelta(days=1), first, 3),
        "this_year": year,
        "last_year": _months(year[0] - dt.timedelta(days=1), first, 12),
        "last_12_months": (since, today),
    }
    first_day = facts.get("first_day")
    return named | {"all": (first_day, today)} if first_day and first_day <= today else named


def preset_of(span: Span, facts: Mapping[str, Any]) -> str:
    """The name of a period, `custom` where it has none."""
    return next((name for name, each in presets(facts).items() if each == span), "custom")


def year_before(span: Span) -> Span:
    """The same days a year earlier; 29 February becomes the 28th."""
    return _year_before(span[0]), _year_before(span[1])


def name_before(reader: Reader) -> str:
    """What the period before is called beside a change: "vs Q2", "vs July", else "vs the period before"."""
    key = "before.vs_year" if _is_fiscal_year(reader) else "before.vs"
    return reader.t(key, before=_name_before(reader, with_year=False))


def name_of_comparison(reader: Reader) -> str:
    """What the comparison that the reader chose is called in a sentence: Q2, last year; "" where there is none."""
    kinds = compared(reader)
    if not kinds:
        return ""
    return _name_before(reader, with_year=False) if kinds[0] == "previous" else reader.t("before.a_year")


def compared(reader: Reader) -> tuple[str, ...]:
    """What figures are shown beside, the reader's choice first: `previous`, `last_year`, both or neither.

    Nothing where the period reaches back to the first deal: before it there is nothing to compare with. Twelve months
    are shown once, as the period before is then last year.
    """
    first_day = reader.facts.get("first_day")
    if reader.scope.comparison == "none" or (first_day and reader.period[0] <= first_day):
        return ()
    if is_a_year(reader):
        return ("previous",)
    return ("last_year", "previous") if reader.scope.comparison == "last_year" else ("previous", "last_year")


def compared_words(reader: Reader) -> str:
    """The comparison as a part of the sentence of the scope: with which periods, and with how many days of them."""
    t, kinds = reader.t, compared(reader)
    if not kinds:
        return t("scope.not_compared" if reader.scope.comparison == "none" else "scope.nothing_before")
    names = [_name_before(reader, True) if kind == "previous" else _name_of_last_year(reader) for kind in kinds]
    both = t("scope.compared_both", first=names[0], second=names[-1]) if len(names) > 1 else names[0]
    start, end = reader.period
    if start <= reader.as_of < end:
        return t.plural("scope.compared_days", (reader.as_of - start).days + 1, before=both)
    return t("scope.compared", before=both)


def is_a_year(reader: Reader) -> bool:
    """Whether the period before is also the same period last year: a fiscal year, or any twelve months."""
    start, end = reader.period
    as_long_before = start - (end - start) - dt.timedelta(days=1), start - dt.timedelta(days=1)
    return _is_fiscal_year(reader) or as_long_before == year_before(reader.period)


def _is_fiscal_year(reader: Reader) -> bool:
    return reader.period == _months(reader.period[0], _first_month(reader), 12)


def _name_before(reader: Reader, with_year: bool) -> str:
    start = reader.period[0]
    before = start - dt.timedelta(days=1)
    known = {1: _month_of(before), 3: _months(before, _first_month(reader), 3)}
    known[12] = _months(before, _first_month(reader), 12)
    for length, span in known.items():
        if reader.period == _months(start, _first_month(reader) if length > 1 else 1, length):
            return _name_of(span, reader, with_year)
    if is_a_year(reader):
        return reader.t("before.twelve_months")
    return reader.t("before.week" if reader.period == _week_of(start, reader.facts) else "before.other")


def _name_of_last_year(reader: Reader) -> str:
    return _name_of(year_before(reader.period), reader, True) or reader.t("before.year_ago")


def _name_of(span: Span, reader: Reader, with_year: bool) -> str:
    """What a whole month, fiscal quarter or fiscal year is called; "" for any other span."""
    t, first = reader.t, _first_month(reader)
    year = _months(span[1], first, 12)[1].year
    if span == _month_of(span[0]):
        return reader.formats.month(span[0], year=with_year)
    if span == _months(span[0], first, 3):
        quarter = t(f"quarter.{((span[0].month - first) % 12) // 3 + 1}")
        if not with_year:
            return quarter
        return t("before.quarter_of" if first == 1 else "before.fiscal_quarter_of", quarter=quarter, year=year)
    if span == _months(span[0], first, 12):
        return t("before.year" if first == 1 else "before.fiscal_year", year=year)
    return ""


def _first_month(reader: Reader) -> int:
    return int(reader.facts.get("fiscal_year_start_month") or 1)


def _week_of(day: dt.date, facts: Mapping[str, Any]) -> Span:
    """The week that holds the day, from the day of the week that the settings name."""
    start = day - dt.timedelta(days=(day.weekday() - _WEEK_DAYS.index(facts.get("week_start") or "monday")) % 7)
    return start, start + dt.timedelta(days=6)


def _month_of(day: dt.date) -> Span:
    return day.replace(day=1), month_end(day)


@functools.lru_cache(maxsize=1_000)
def _months(day: dt.date, first: int, length: int) -> Span:
    """The span of `length` months that holds the day, counted from the month the fiscal year begins with."""
    start = day.replace(day=1)
    while (start.month - first) % length:
        start = _month_of(start - dt.timedelta(days=1))[0]
    end = start
    for _ in range(length - 1):
        end = _month_of(end)[1] + dt.timedelta(days=1)
    return start, _month_of(end)[1]


def _year_before(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
