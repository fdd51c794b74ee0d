"""Periods a reader picks by name, counted from the day of the export, and what the one before is called."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from typing import Any

from dashboard.reader import Reader

Span = tuple[dt.date, dt.date]


def presets(facts: Mapping[str, Any]) -> dict[str, Span]:
    """First and last day of each named period, both inclusive, in the order they are offered."""
    today, first = facts["exported_on"], int(facts.get("fiscal_year_start_month") or 1)
    month = _month_of(today)
    before = _month_of(month[0] - dt.timedelta(days=1))
    quarter = _months(today, first, 3)
    quarter_before = _months(quarter[0] - dt.timedelta(days=1), first, 3)
    year = _months(today, first, 12)
    year_before = _months(year[0] - dt.timedelta(days=1), first, 12)
    since = _year_before(today) + dt.timedelta(days=1)
    return {
        "this_year": year,
        "this_quarter": quarter,
        "this_month": month,
        "last_month": before,
        "last_quarter": quarter_before,
        "last_year": year_before,
        "last_12_months": (since, today),
    }


def preset_of(span: Span, facts: Mapping[str, Any]) -> str:
    """The name of a period, `custom` where it has none."""
    return next((name for name, each in presets(facts).items() if each == span), "custom")


def year_before(span: Span) -> Span:
    """The same days a year earlier; 29 February becomes the 28th."""
    return _year_before(span[0]), _year_before(span[1])


def name_before(reader: Reader) -> str:
    """What the period before is called beside a change: Q2, Jul, 2025, else "the period before"."""
    start, end = reader.period
    first = int(reader.facts.get("fiscal_year_start_month") or 1)
    before = start - dt.timedelta(days=1)
    t = reader.t
    if (start, end) == _month_of(start):
        return t("before.month", month=reader.formats.month(before, year=False))
    if (start, end) == _months(start, first, 3):
        quarter = ((before.month - first) % 12) // 3 + 1
        return t("before.quarter", quarter=t(f"quarter.{quarter}"))
    if (start, end) == _months(start, first, 12):
        return t("before.year" if first == 1 else "before.fiscal_year", year=before.year)
    return t("before.other")


def is_a_year(reader: Reader) -> bool:
    """Whether the period before is also the same period last year."""
    start, end = reader.period
    return (start, end) == _months(start, int(reader.facts.get("fiscal_year_start_month") or 1), 12)


def _month_of(day: dt.date) -> Span:
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


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
