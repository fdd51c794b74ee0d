"""A frame as an Excel workbook: typed columns under a frozen header, and a second sheet that says what they are."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

# Excel refuses rows past this; the header takes one.
MOST_ROWS = 1_048_575
# Where memory counts, rows are written as they come.
_MANY_ROWS = 20_000
_LONGEST_TEXT = 32_767
_NARROWEST, _WIDEST = 9, 46
# How a unit is written; what is missing is as Excel sees fit.
_NUMBERS = {
    "money": "#,##0.00",
    "count": "#,##0",
    "rate": "0.0%",
    "ratio": "0.00",
    "days": "#,##0.0",
    "date": "yyyy-mm-dd",
}
_INSTANT = "yyyy-mm-dd hh:mm"


@dataclass(frozen=True)
class Column:
    """One column: `name` in the frame, `label` above it, `unit` of the catalogue ("" unknown), and what it says."""

    name: str
    label: str
    unit: str = ""
    unit_words: str = ""
    meaning: str = ""
    is_additive: bool = False


@dataclass(frozen=True)
class About:
    """What the second sheet says, in the reader's language: titled lists of a name and a value, columns, and SQL.

    `words` has the words of the sheet itself: about, rows, column, label, unit, meaning, columns, totals, sql.
    `row_units` gives the units of a column whose unit changes from row to row.
    """

    title: str
    words: Mapping[str, str]
    facts: Sequence[tuple[str, object]] = ()
    columns: Sequence[Column] = ()
    sql: str = ""
    row_units: Mapping[str, Sequence[str]] = field(default_factory=dict)
    made_at: dt.datetime | None = None


def workbook(frame: pl.DataFrame, about: About) -> bytes:
    """The file. Numbers are as in the frame, text is marked as text; the frame has at most MOST_ROWS rows."""
    # Takes a third of a second to load, and few exports are Excel files.
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": frame.height > _MANY_ROWS,
        "in_memory": frame.height <= _MANY_ROWS,
    }
    with xlsxwriter.Workbook(target, options) as book:
        if about.made_at:
            # The same rows of the same version make the same file.
            book.set_properties({"title": about.title, "created": about.made_at})
        _Rows(book, frame, about).write()
        _Sheet(book, frame, about).write()
    return target.getvalue()


def totals(frame: pl.DataFrame, columns: Sequence[Column]) -> list[tuple[Column, Decimal | int | float]]:
    """The sum of each additive column that the frame has."""
    found = []
    for column in columns:
        if column.is_additive and column.name in frame.columns and frame[column.name].dtype.is_numeric():
            found.append((column, frame[column.name].sum() or 0))
    return found


class _Rows:
    """The first sheet."""

    def __init__(self, book: Any, frame: pl.DataFrame, about: About) -> None:
        known = {column.name: column for column in about.columns}
        self.columns = [known.get(name, Column(name, name)) for name in frame.columns]
        self.frame, self.about, self.book = frame, about, book
        self.sheet = book.add_worksheet(_sheet_name(about.title))
        self.text = book.add_format({"quote_prefix": True})
        self.instant = book.add_format({"num_format": _INSTANT})
        self.formats = {unit: book.add_format({"num_format": words}) for unit, words in _NUMBERS.items()}

    def write(self) -> None:
        frame, sheet = self.frame, self.sheet
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(self.columns):
            sheet.set_column(place, place, _width(column, frame[column.name]))
        heads = _distinct([column.label or column.name for column in self.columns], self.columns)
        look = {"bold": True, "quote_prefix": True, "bg_color": "#F4F6F8", "bottom": 1, "bottom_color": "#DDE2E8"}
        head = self.book.add_format(look)
        for place, each in enumerate(heads):
            sheet.write_string(0, place, each, head)
        if frame.width:
            sheet.autofilter(0, 0, frame.height, frame.width - 1)
        units = [self.about.row_units.get(column.name) for column in self.columns]
        for line, row in enumerate(frame.iter_rows(), start=1):
            for place, value in enumerate(row):
                if value is not None:
                    own = units[place]
                    self._cell(line, place, value, own[line - 1] if own else self.columns[place].unit)

    def _cell(self, line: int, place: int, value: Any, unit: str) -> None:
        if isinstance(value, bool):
            self.sheet.write_boolean(line, place, value)
        elif isinstance(value, int | float | Decimal):
            if math.isfinite(value):
                self.sheet.write_number(line, place, value, self.formats.get(unit))
        elif isinstance(value, dt.date) and value.year >= 1900:
            is_instant = isinstance(value, dt.datetime)
            self.sheet.write_datetime(line, place, value, self.instant if is_instant else self.formats["date"])
        else:
            self.sheet.write_string(line, place, str(value)[:_LONGEST_TEXT], self.text)


class _Sheet:
    """The second sheet: what the rows are."""

    def __init__(self, book: Any, frame: pl.DataFrame, about: About) -> None:
        self.frame, self.about = frame, about
        self.sheet = book.add_worksheet(_sheet_name(about.words["about"]))
        self.line = 0
        self.formats = {
            unit: book.add_format({"num_format": words, "align": "left"}) for unit, words in _NUMBERS.items()
        }
        self.instant = book.add_format({"num_format": _INSTANT, "align": "left"})
        wrapped = {"text_wrap": True, "valign": "top", "quote_prefix": True}
        self.text = book.add_format(wrapped)
        self.name = book.add_format(wrapped | {"font_color": "#5A6675"})
        self.head = book.add_format({"bold": True, "quote_prefix": True, "bottom": 1, "bottom_color": "#DDE2E8"})
        self.title = book.add_format({"bold": True, "font_size": 14, "quote_prefix": True})
        self.code = book.add_format({"font_name": "Consolas", "font_size": 9, "quote_prefix": True})

    def write(self) -> None:
        about, words, sheet = self.about, self.about.words, self.sheet
        for place, width in enumerate((30, 58, 14, 80)):
            sheet.set_column(place, place, width)
        sheet.hide_gridlines(2)
        self._put(0, about.title, self.title)
        self.line += 2
        for name, value in about.facts:
            self._put(0, name, self.name)
            self._put(1, value)
            self.line += 1
        self._head(words["totals"])
        self._put(0, words["rows"], self.name)
        self._put(1, self.frame.height, unit="count")
        self.line += 1
        for column, total in totals(self.frame, about.columns):
            self._put(0, column.label, self.name)
            self._put(1, total, unit=column.unit)
            self.line += 1
        self._head(words["columns"], words["column"], words["unit"], words["meaning"])
        for column in about.columns:
            for place, text in enumerate((column.label, column.name, column.unit_words, column.meaning)):
                self._put(place, text, self.name if not place else self.text)
            self.line += 1
        if about.sql:
            self._head(words["sql"])
            # A line to a cell: copied together they are the script again.
            for text in about.sql.splitlines():
                self._put(0, text, self.code)
                self.line += 1

    def _head(self, *texts: str) -> None:
        self.line += 1
        for place, text in enumerate(texts):
            self._put(place, text, self.head)
        self.line += 1

    def _put(self, place: int, value: object, form: Any = None, unit: str = "") -> None:
        if isinstance(value, dt.datetime):
            self.sheet.write_datetime(self.line, place, value, self.instant)
        elif isinstance(value, dt.date):
            self.sheet.write_datetime(self.line, place, value, self.formats["date"])
        elif isinstance(value, int | float | Decimal):
            self.sheet.write_number(self.line, place, value, self.formats.get(unit, self.text))
        elif value not in (None, ""):
            self.sheet.write_string(self.line, place, str(value)[:_LONGEST_TEXT], form or self.text)


def _sheet_name(text: str) -> str:
    """As Excel takes it: at most 31 characters, none of its special ones, no apostrophe at the ends."""
    return re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", text)[:31].strip(" '") or "1"


def _distinct(labels: Sequence[str], columns: Sequence[Column]) -> list[str]:
    """Labels as headers, of which Excel takes each once, in whatever case; the column's name tells equals apart."""
    folded = [label.casefold() for label in labels]
    return [
        label if folded.count(label.casefold()) == 1 else f"{label} ({column.name})"
        for label, column in zip(labels, columns, strict=True)
    ]


def _width(column: Column, values: pl.Series) -> float:
    """Wide enough for the header and what the first rows hold, within reason."""
    texts = [column.label or column.name]
    for value in values.head(200):
        if isinstance(value, Decimal | float | int) and not isinstance(value, bool):
            texts.append(f"{value:,.2f}" if column.unit == "money" else f"{value:,.1f}")
        elif value is not None:
            texts.append(str(value)[:_WIDEST])
    # The header also holds the arrow of its filter.
    wanted = max(_ems(text) + (3 if place == 0 else 1) for place, text in enumerate(texts))
    return float(min(max(wanted, _NARROWEST), _WIDEST))


def _ems(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
