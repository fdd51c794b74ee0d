"""One text → a date, an amount, a number, a truth value, or the reason why it is none.

These parsers are for what SQL cannot cast by itself; they see each distinct text once, not each row.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import zoneinfo
from decimal import Decimal, InvalidOperation

from dashboard.importing import months

NULL_WORDS = ("NULL", "null", "\\N", "NaT", "#N/A")

_SEPARATED = re.compile(r"(\d{1,4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,4})(?!\d)")
_CHINESE = re.compile(r"(\d{4}|\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_DAY_MONTH_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s./-]*([^\W\d]+)[\s.,/-]*(\d{4}|\d{2})(?!\d)")
_MONTH_NAME_DAY = re.compile(r"([^\W\d]+)[\s.-]*(\d{1,2})(?:st|nd|rd|th)?[\s.,-]+(\d{4}|\d{2})(?!\d)")
_YEAR_MONTH_NAME = re.compile(r"(\d{4})[\s-]+([^\W\d]+)[\s-]+(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_WEEKDAY = re.compile(r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)", re.IGNORECASE)
_TIME = re.compile(
    r"[T\s,]*(?P<before>上午|下午|中午|晚上|凌晨|早上|[AaPp]\.?[Mm]\.?)?\s*(?P<hour>\d{1,2})[:时点](?P<minute>\d{2})分?"
    r"(?::?(?P<second>\d{2})秒?(?:[.,](?P<fraction>\d{1,9}))?)?\s*(?P<after>[AaPp]\.?[Mm]\.?|上午|下午)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$"
)
_MONEY_WORDS = re.compile(
    r"(?:人民币|美元|欧元|港币|港元|日元|英镑|元|圆|块|[A-Z]{2}(?=\$)|\b(?:RMB|CNY|CNH|USD|EUR|GBP|HKD|TWD|JPY|KRW|SGD|AUD|CAD|CHF|INR|"
    r"BRL|MXN|SEK|NOK|DKK|PLN|NZD|ZAR|AED|THB|MYR|IDR|VND|PHP)(?![A-Z])|[¥$€£₹₩₽฿])",
    re.IGNORECASE,
)
_TIMES = {
    "": 1, "k": 10**3, "千": 10**3, "万": 10**4, "萬": 10**4, "m": 10**6, "mm": 10**6, "mn": 10**6, "百万": 10**6,
    "千万": 10**7, "亿": 10**8, "億": 10**8, "b": 10**9, "bn": 10**9,
}  # fmt: skip
_AMOUNT = re.compile(r"([+-]?)([\d.,]+)([a-z]{0,2}|[千百]?[万萬]|千|亿|億)")
_TRUE = {
    "1",
    "true",
    "t",
    "yes",
    "y",
    "x",
    "是",
    "真",
    "有",
    "已",
    "on",
    "1.0",
    "✓",
    "√",
    "wahr",
    "ja",
    "vrai",
    "oui",
    "sí",
}
_FALSE = {"0", "false", "f", "no", "n", "否", "假", "无", "未", "off", "0.0", "falsch", "nein", "faux", "non"}


class UnreadableError(ValueError):
    """A text is not what its column holds; the message is the reason, fit for a person."""


def plain(text: str) -> str:
    """The text with full-width characters made plain, spaces of all kinds collapsed and trimmed."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("\u200b", "").replace("\ufeff", "").split())


def is_blank(text: str) -> bool:
    """Whether a text stands for nothing."""
    return not text or text.isspace() or text.strip() in NULL_WORDS


def boolean(text: str) -> bool:
    """1/0, true/false, yes/no, 是/否, Y/N, t/f and their like."""
    word = plain(text).casefold()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise UnreadableError("is neither yes nor no")


def amount(text: str, decimal_mark: str = ".") -> Decimal:
    """Money in any of the forms people write it: "¥1,234.50", "(1,234)", "CNY 1.2万", "1.5亿", "$342.09K".

    `decimal_mark` rules only where the text itself does not tell (1.234). Currency words are dropped.
    """
    stripped = _MONEY_WORDS.sub("", plain(text)).strip()
    negative = stripped.startswith("(") and stripped.endswith(")")
    if negative:
        stripped = stripped[1:-1]
    compact = re.sub(r"[\s'’]", "", stripped.replace("−", "-")).casefold()
    if compact.endswith("-"):
        compact = "-" + compact[:-1]
    found = _AMOUNT.fullmatch(compact)
    if found is None or found[3] not in _TIMES:
        raise UnreadableError("is not an amount")
    value = _digits(found[2], decimal_mark) * _TIMES[found[3]]
    if abs(value) >= Decimal(10) ** 16:
        raise UnreadableError("is too large for an amount")
    return -value if negative != (found[1] == "-") else value


def number(text: str, decimal_mark: str = ".") -> Decimal:
    """A plain number; thousands may be grouped."""
    compact = plain(text).replace(" ", "").replace("−", "-")
    found = re.fullmatch(r"([+-]?)([\d.,]+)", compact)
    if found is None:
        try:
            value = Decimal(compact)
        except InvalidOperation:
            raise UnreadableError("is not a number") from None
        if not value.is_finite():
            raise UnreadableError("is not a number")
        return value
    try:
        value = _digits(found[2], decimal_mark)
    except UnreadableError:
        raise UnreadableError("is not a number") from None
    return -value if found[1] == "-" else value


def share(text: str, decimal_mark: str = ".") -> tuple[Decimal, bool]:
    """A probability or share as written, and whether it carries a percent sign."""
    compact = plain(text)
    is_percent = compact.endswith("%")
    return number(compact.removesuffix("%").strip(), decimal_mark), is_percent


def decimal_mark_of(text: str) -> str | None:
    """The decimal mark that a number's own text proves: "." or ",", None if it proves nothing, "?" if it could be either.

    Only a single dot before exactly three digits (1.234) is doubtful: a comma there groups thousands.
    """
    compact = plain(text)
    digits = re.sub(r"[^\d.,]", "", compact)
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if commas:
        return None if re.fullmatch(r"\d{1,3}(,\d{3})+", digits) else ("," if commas == 1 else None)
    if dots > 1:
        return ","
    if dots == 1:
        is_scaled = re.search(r"\d\s*([kmb]|bn|mn|[千百万亿萬億])", compact, re.IGNORECASE)
        return "?" if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits) and not is_scaled else "."
    return None


def _digits(text: str, decimal_mark: str) -> Decimal:
    proven = decimal_mark_of(text)
    mark = proven if proven in (".", ",") else decimal_mark
    group = "," if mark == "." else "."
    whole, _, fraction = text.partition(mark) if text.count(mark) == 1 else (text, "", "")
    grouped = not whole or whole.isdigit() or re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+|\d+(?:,\d{{2,4}})+", whole)
    if not grouped or (fraction and not fraction.isdigit()) or not (whole or fraction):
        raise UnreadableError("is not an amount")
    return Decimal(f"{whole.replace(group, '').replace(',', '') or '0'}.{fraction or '0'}")


def possible_orders(text: str) -> frozenset[str] | None:
    """Which of mdy and dmy a date's own text allows; None if the order does not matter to it or it is no such date."""
    found = _SEPARATED.match(_WEEKDAY.sub("", plain(text)))
    if found is None or len(found[1]) > 2 or found[1] == found[3] or len(found[4]) == 3:
        return None
    first, second = int(found[1]), int(found[3])
    return frozenset(
        order
        for order, month, day in (("mdy", first, second), ("dmy", second, first))
        if 1 <= month <= 12 and day <= 31
    )


def instant(text: str, order: str | None, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    """A day (at 00:00) or an instant, naive, in `zone`; an instant with an offset is moved there, a day never is.

    `order` (ymd, mdy, dmy) says how to read 05-03-24. Two-digit years are 20xx.
    """
    compact = _WEEKDAY.sub("", plain(text))
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
    if re.fullmatch(r"[1-6]\d{4}(\.\d+)?", text):
        raise UnreadableError("is a spreadsheet's day number, not a date")
    raise UnreadableError("is not a date")


def _ordered(first: str, second: str, third: str, order: str | None) -> tuple[str, str, str]:
    """Year, month and day of three numbers."""
    if len(first) == 4 and len(third) <= 2:
        return first, second, third
    if len(first) > 2 or len(third) == 3 or len(third) == 1:
        raise UnreadableError("is not a date")
    if order == "ymd" and len(third) == 2:
        return first, second, third
    if order == "mdy" or (order != "dmy" and possible_orders(f"{first}-{second}-{third}") == {"mdy"}):
        return third, first, second
    return third, second, first


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
