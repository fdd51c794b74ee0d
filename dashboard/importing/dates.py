"""One text → a day or an instant, or the reason why it is none."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo

from dashboard.importing import months
from dashboard.importing.values import UnreadableError, plain

_SEPARATED = re.compile(r"(\d{1,4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,4})(?!\d)")
_CHINESE = re.compile(r"(\d{4}|\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_DAY_MONTH_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s./-]*([^\W\d]+)[\s.,/-]*(\d{4}|\d{2})(?!\d)")
_MONTH_NAME_DAY = re.compile(r"([^\W\d]+)[\s.-]*(\d{1,2})(?:st|nd|rd|th)?[\s.,-]+(\d{4}|\d{2})(?!\d)")
_YEAR_MONTH_NAME = re.compile(r"(\d{4})[\s-]+([^\W\d]+)[\s-]+(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_DAY_NUMBER = re.compile(r"[1-6]\d{4}(\.\d+)?")
_WEEKDAY = re.compile(r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)", re.IGNORECASE)
_TIME = re.compile(
    r"[T\s,]*(?P<before>上午|下午|中午|晚上|凌晨|早上|[AaPp]\.?[Mm]\.?)?\s*(?P<hour>\d{1,2})[:时点](?P<minute>\d{2})分?"
    r"(?::?(?P<second>\d{2})秒?(?:[.,](?P<fraction>\d{1,9}))?)?\s*(?P<after>[AaPp]\.?[Mm]\.?|上午|下午)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$"
)


def parts(text: str) -> tuple[str, str, str] | None:
    """The three numbers of a date that does not begin with a year of four digits; None for any other text."""
    found = _SEPARATED.match(_WEEKDAY.sub("", plain(text)))
    if found is None or len(found[1]) > 2 or len(found[4]) == 3:
        return None
    return found[1], found[3], found[4]


def possible_orders(text: str) -> frozenset[str] | None:
    """Which of mdy, dmy and ymd a date's own text allows; None if it is no such date or reads the same either way."""
    numbers = parts(text)
    if numbers is None:
        return None
    first, second, third = map(int, numbers)
    found = set()
    if len(numbers[2]) in (2, 4):
        found |= {"mdy"} if 1 <= first <= 12 and 1 <= second <= 31 else set()
        found |= {"dmy"} if 1 <= second <= 12 and 1 <= first <= 31 else set()
    if len(numbers[0]) == 2 and len(numbers[2]) <= 2 and 1 <= second <= 12 and 1 <= third <= 31:
        found.add("ymd")
    if found == {"mdy", "dmy"} and first == second:
        return None
    return frozenset(found)


def instant(text: str, order: str | None, zone: zoneinfo.ZoneInfo, epoch: dt.date | None = None) -> dt.datetime:
    """A day (at 00:00) or an instant, naive, in `zone`; an instant with an offset is moved there, a day never is.

    `order` (ymd, mdy, dmy) says how to read 05-03-24. Two-digit years are 20xx. `epoch` is the day from which a
    spreadsheet counts; without it a number of days is none.
    """
    compact = _WEEKDAY.sub("", plain(text))
    if epoch is not None and _DAY_NUMBER.fullmatch(compact):
        days, _, fraction = compact.partition(".")
        seconds = round(float(f"0.{fraction or 0}") * 86_400)
        return dt.datetime.combine(epoch, dt.time()) + dt.timedelta(days=int(days), seconds=seconds)
    day, rest = _day(compact, order)
    if not rest.strip():
        return dt.datetime.combine(day, dt.time())
    found = _TIME.fullmatch(rest)
    if found is None:
        raise UnreadableError("is not a date")
    try:
        moment = dt.datetime.combine(day, _time(found))
    except ValueError:
        raise UnreadableError("has a time that no clock shows") from None
    if not found["zone"]:
        return moment
    shift = dt.timedelta()
    if found["zone"][0] in "+-":
        sign = -1 if found["zone"][0] == "-" else 1
        shift = sign * dt.timedelta(
            hours=int(found["zone"][1:3]), minutes=int(found["zone"][-2:]) * (len(found["zone"]) > 3)
        )
    return (moment - shift).replace(tzinfo=dt.UTC).astimezone(zone).replace(tzinfo=None)


def day(text: str, order: str | None, zone: zoneinfo.ZoneInfo, epoch: dt.date | None = None) -> dt.date:
    """The day of `instant`."""
    return instant(text, order, zone, epoch).date()


def _day(text: str, order: str | None) -> tuple[dt.date, str]:
    """The day a text begins with and what follows it."""
    if found := _SEPARATED.match(text):
        return _date(*_ordered(found[1], found[3], found[4], order)), text[found.end() :]
    if found := _CHINESE.match(text):
        return _date(found[1], found[2], found[3]), text[found.end() :]
    if found := _COMPACT.match(text):
        return _date(found[1], found[2], found[3]), text[found.end() :]
    for pattern, year, month, day in (
        (_YEAR_MONTH_NAME, 1, 2, 3),
        (_DAY_MONTH_NAME, 3, 2, 1),
        (_MONTH_NAME_DAY, 3, 1, 2),
    ):
        if (found := pattern.match(text)) and (named := months.number(found[month])):
            return _date(found[year], str(named), found[day]), text[found.end() :]
    if _DAY_NUMBER.fullmatch(text):
        raise UnreadableError("is a spreadsheet's day number, not a date")
    raise UnreadableError("is not a date")


def _ordered(first: str, second: str, third: str, order: str | None) -> tuple[str, str, str]:
    """Year, month and day of three numbers."""
    if len(first) == 4 and len(third) <= 2:
        return first, second, third
    if len(first) > 2 or len(third) == 3 or (len(third) == 1 and order != "ymd"):
        raise UnreadableError("is not a date")
    if order == "ymd" and len(third) <= 2:
        return first, second, third
    return (third, first, second) if order == "mdy" else (third, second, first)


def _date(year: str, month: str, day: str) -> dt.date:
    full = int(year) + 2000 if len(year) == 2 else int(year)
    if not 1900 <= full < 2200:
        raise UnreadableError("is not a date between 1900 and 2199")
    try:
        return dt.date(full, int(month), int(day))
    except ValueError:
        raise UnreadableError("is a day that no calendar has") from None


def _time(found: re.Match[str]) -> dt.time:
    half = (found["before"] or found["after"] or "").replace(".", "").casefold()
    hour = int(found["hour"])
    if half in ("pm", "下午", "晚上") and hour < 12:
        hour += 12
    elif half in ("am", "上午", "凌晨", "早上") and hour == 12:
        hour = 0
    micro = int((found["fraction"] or "0")[:6].ljust(6, "0"))
    return dt.time(hour, int(found["minute"]), int(found["second"] or 0), micro)
