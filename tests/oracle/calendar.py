"""Days, months, quarters and the periods that are compared."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

DAY = timedelta(days=1)


def midnight(day: date) -> datetime:
    """The first instant of a day."""
    return datetime.combine(day, time())


def span_days(start: datetime, end: datetime, has_times: bool) -> float:
    """Days from one instant to another: fractional with times of day, else whole."""
    if has_times:
        return (end - start).total_seconds() / 86400
    return float((end.date() - start.date()).days)


def days_until(start: datetime, as_of: date, has_times: bool) -> float:
    """Days that something begun at `start` has lasted as of the end of `as_of`."""
    if has_times:
        return (midnight(as_of + DAY) - start).total_seconds() / 86400
    return float((as_of - start.date()).days)


def add_months(day: date, months: int) -> date:
    """The same day of the month some months on, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, month_end(date(year, month + 1, 1)).day))


def month_start(day: date) -> date:
    return day.replace(day=1)


def month_end(day: date) -> date:
    following = date(day.year + 1, 1, 1) if day.month == 12 else date(day.year, day.month + 1, 1)
    return following - DAY


def months_between(first: date, last: date) -> list[date]:
    """First days of the months from the one with `first` to the one with `last`."""
    months, month = [], month_start(first)
    while month <= last:
        months.append(month)
        month = add_months(month, 1)
    return months


def fiscal_year(day: date, start_month: int) -> tuple[date, date]:
    """First and last day of the fiscal year that contains a day."""
    year = day.year if day.month >= start_month else day.year - 1
    start = date(year, start_month, 1)
    return start, add_months(start, 12) - DAY


def period_before(start: date, end: date, fiscal_start_month: int) -> tuple[date, date]:
    """The month, fiscal quarter or fiscal year before a whole one, else as many days before."""
    for months in (1, 3, 12):
        is_whole = start.day == 1 and end == add_months(start, months) - DAY
        if is_whole and (start.month - fiscal_start_month) % months == 0:
            return add_months(start, -months), start - DAY
    return start - (end - start) - DAY, start - DAY


def compared_as_of(start: date, end: date, as_of: date, other_start: date, other_end: date) -> date:
    """The day of another period that answers to `as_of` in this one."""
    if as_of < end:
        return min(other_start + (as_of - start), other_end)
    return other_end + (as_of - end)
