"""Numbers and days as words in two languages: K/M/B and 万/亿, one digit after a rate's point, a dash for nothing."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import get_currency_name, get_currency_symbol

Number = int | float | Decimal
NOTHING = "–"
MINUS = "\u2212"
SPACE = "\u00a0"
_STEPS = {"en": ((10**9, "B"), (10**6, "M"), (10**3, "K")), "zh": ((10**8, "亿"), (10**4, "万"))}


def is_nothing(value: object) -> bool:
    """Whether there is nothing to write: NULL or not a number."""
    return value is None or (isinstance(value, float) and not math.isfinite(value))


def three_digits(value: Number) -> str:
    """Three significant digits without an exponent: 86.4, 1.28, 412, 8,640."""
    rounded = _rounded(_exact(value))
    if rounded == 0:
        return "0"
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(value: Decimal) -> Decimal:
    """Three significant digits, halves away from 0: a half is a half in every step of both languages."""
    if not value:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 2), ROUND_HALF_UP)


def _exact(value: Number) -> Decimal:
    """The decimal that a number is written as: sums of money come as floats, whose halves are none in binary."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def amount_axis(language: str) -> str:
    """The Vega expression that writes an axis of money short: 40M, 4,000万."""
    parts = (
        f"abs(datum.value) >= {size} ? format(datum.value / {size}, ',.2~f') + '{word}' : "
        for size, word in _STEPS[language]
    )
    return "".join(parts) + "format(datum.value, ',.0f')"


@dataclass(frozen=True)
class Formats:
    """How one reader reads numbers: `language` is en or zh, `currency` the ISO code all money is in."""

    language: str = "en"
    currency: str = "EUR"

    @property
    def is_chinese(self) -> bool:
        return self.language == "zh"

    @property
    def currency_symbol(self) -> str:
        """The short symbol; the code with a space where there is none."""
        symbol = get_currency_symbol(self.currency, locale=self.language)
        symbol = re.sub(r"^[A-Z]{2}(?=[^A-Z])", "", symbol)
        return f"{symbol}{SPACE}" if symbol.isalpha() else symbol

    @property
    def currency_name(self) -> str:
        """How the scope sentence says it: CNY, 人民币."""
        return get_currency_name(self.currency, locale="zh") if self.is_chinese else self.currency

    @property
    def currency_in_headers(self) -> str:
        """How a table header says it: CNY, 元."""
        return "元" if self.is_chinese and self.currency == "CNY" else self.currency

    def money(self, value: Number | None, sign: bool = False) -> str:
        """Three significant digits, in full below 1,000 (below 10,000 in Chinese); `sign` also writes a plus."""
        if value is None or is_nothing(value):
            return NOTHING
        number = _exact(value)
        size, body, word = abs(number), "", ""
        for step, name in _STEPS[self.language]:
            # 999,960 rounds to a whole million and is then written as one.
            if _rounded(size) >= step:
                body, word = three_digits(size / step), name
                break
        if not body:
            body = f"{size.quantize(Decimal(1), ROUND_HALF_UP):,f}" if size >= 100 else three_digits(size)
        minus = number < 0 and body != "0"
        head = MINUS if minus else "+" if sign and number > 0 else ""
        return f"{head}{self.currency_symbol}{body}{word}"

    def full_money(self, value: Number | None) -> str:
        """Every digit before the point."""
        return NOTHING if value is None or is_nothing(value) else f"{self.currency_symbol}{value:,.0f}"

    def exact_money(self, value: Number | None) -> str:
        """To the cent."""
        return NOTHING if value is None or is_nothing(value) else f"{self.currency_symbol}{value:,.2f}"

    def count(self, value: Number | None) -> str:
        """Whole numbers in full; shares of a deal with at most two digits after the point."""
        if value is None or is_nothing(value):
            return NOTHING
        text = f"{float(value):,.2f}"
        return text.rstrip("0").rstrip(".")

    def rate(self, value: Number | None, places: int = 1) -> str:
        """A fraction as percent; one just below the whole is not rounded up to it."""
        if value is None or is_nothing(value):
            return NOTHING
        text = f"{float(value):.{places}%}".replace("-", MINUS)
        return f"{1 - 10 ** -(places + 2):.{places}%}" if value < 1 and text[:-1] == f"{100:.{places}f}" else text

    def ratio(self, value: Number | None) -> str:
        """Times: 2.9×."""
        if value is None or is_nothing(value):
            return NOTHING
        size = abs(float(value))
        head = MINUS if value < 0 and round(size, 1) else ""
        return f"{head}{size:,.1f}×" if size < 100 else f"{head}{size:,.0f}×"

    def times(self, value: Number | None) -> str:
        """A ratio inside a sentence: 2.9×, 2.9 倍."""
        return self.ratio(value).replace("×", " 倍" if self.is_chinese else "×")

    def days(self, value: Number | None) -> str:
        """Whole days, the word spelled out."""
        if value is None or is_nothing(value):
            return NOTHING
        whole = round(value)
        if self.is_chinese:
            return f"{whole:,} 天"
        return f"{whole:,}{SPACE}{'day' if whole == 1 else 'days'}"

    def short_days(self, value: Number | None) -> str:
        """Whole days beside a mark: 64 d, 64 天; one digit where all of it would round away."""
        if value is None or is_nothing(value):
            return NOTHING
        text = f"{value:.1f}" if 0 < value < 1 else f"{value:,.0f}"
        return f"{text}{SPACE}{'天' if self.is_chinese else 'd'}"

    def points(self, value: Number | None) -> str:
        """The size of a change of a rate in percentage points, without sign."""
        if value is None or is_nothing(value):
            return NOTHING
        return f"{abs(float(value)) * 100:.1f}{SPACE}{'个百分点' if self.is_chinese else 'pt'}"

    def day(self, value: dt.date | None, year: bool = True) -> str:
        """14 Aug 2026, 2026年8月14日; without the year 14 Aug, 8月14日."""
        if value is None:
            return NOTHING
        if self.is_chinese:
            return format_date(value, "y年M月d日" if year else "M月d日", locale="zh")
        return format_date(value, "d MMM y" if year else "d MMM", locale="en")

    def month(self, value: dt.date | None, year: bool = True) -> str:
        """Aug 2026, 2026年8月; without the year August, 8月."""
        if value is None:
            return NOTHING
        if self.is_chinese:
            return format_date(value, "y年M月" if year else "M月", locale="zh")
        return format_date(value, "MMM y" if year else "MMMM", locale="en")

    def value(self, unit: str, value: object, short: bool = False) -> str:
        """A value of a view in words, by the unit its header gives; `short` is for labels in charts."""
        if is_nothing(value):
            return NOTHING
        if isinstance(value, dt.date):
            return self.day(value)
        if unit == "money":
            return self.money(value)  # type: ignore[arg-type]
        if unit == "rate":
            return self.rate(value, 0 if short else 1)  # type: ignore[arg-type]
        if unit == "ratio":
            return self.ratio(value)  # type: ignore[arg-type]
        if unit == "days":
            return self.short_days(value) if short else self.days(value)  # type: ignore[arg-type]
        if unit == "number" and isinstance(value, float | Decimal):
            return f"{value:,.2f}"
        return self.count(value) if isinstance(value, int | float | Decimal) else str(value)

    def change(self, unit: str, change: Number | None, before: Number | None) -> str:
        """The size of a change without its sign: of money and counts in percent of before, else in the own unit."""
        if change is None or is_nothing(change):
            return NOTHING
        if unit == "rate":
            return self.points(change)
        if unit == "ratio":
            return f"{abs(float(change)):.1f}"
        if unit == "days":
            return self.short_days(abs(float(change)))
        if not before:
            return NOTHING
        share = abs(float(change) / float(before))
        # A fall that left something is not a fall by all of it.
        if change < 0 and 0.995 <= share < 1:
            return "99% 以上" if self.is_chinese else f"over{SPACE}99%"
        return f"{share:.0%}" if share < 10 else f"{share + 1:.0f}×"
