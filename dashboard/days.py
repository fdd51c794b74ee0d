"""Days: until which, the end of a month, and days and periods in the words people have for them."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from babel.dates import format_date


@dataclass(frozen=True)
class Until:
    """A condition on a column of days: on or before the day."""

    day: dt.date


def written(day: dt.date, language: str) -> str:
    """14 Aug 2026, 2026年8月14日."""
    if language.startswith("zh"):
        return format_date(day, "y年M月d日", locale="zh")
    return format_date(day, "d MMM y", locale="en")


def month_end(day: dt.date) -> dt.date:
    """The last day of the month of a day."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def period_name(start: dt.date, end: dt.date, language: str, first_month: int = 1) -> str:
    """Whole calendar months, quarters and years by name, anything else by its first and last day.

    `first_month` is the month a fiscal year begins with.
    """
    chinese = language.startswith("zh")
    ends_a_month = (end + dt.timedelta(days=1)).day == 1
    if start.day == 1 and ends_a_month and start.year == end.year:
        months = end.month - start.month + 1
        if months == 1:
            return format_date(start, "y年M月" if chinese else "MMMM y", locale="zh" if chinese else "en")
        if months == 12:
            return f"{start.year}年" if chinese else str(start.year)
        # With another fiscal year, Q1 could mean two things.
        if months == 3 and start.month % 3 == 1 and first_month == 1:
            quarter = (start.month + 2) // 3
            return f"{start.year}年{'一二三四'[quarter - 1]}季度" if chinese else f"Q{quarter} {start.year}"
    return f"{written(start, language)}{' 至 ' if chinese else ' – '}{written(end, language)}"
