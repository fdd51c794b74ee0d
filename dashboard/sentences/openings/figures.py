"""The figures of some sentences: each a link to its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from dashboard.charts.form import numbers
from dashboard.narrowing import Whole
from dashboard.reader import Reader

# Signs that no text of a company holds: each stands for one linked figure until the page draws it.
_FIRST_SIGN = 0xE000

Row = Mapping[str, Any]
Read = Mapping[str, pl.DataFrame]


class Figure(NamedTuple):
    """The words of a number of a view and the address of its rows."""

    words: str
    address: str
    view: str
    column: str
    row: Row


class Figures:
    """The figures of some sentences: written into them as signs, kept here with their words and addresses."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.links: dict[str, Figure] = {}

    def linked(self, words: str, view: str, column: str, row: Row) -> str:
        """The words of a figure, or the sign that stands for them where its rows have an address."""
        # What is 0 counts no rows, or none that could be told from all.
        address = self.reader.follow(view, column, row) if row.get(column) else None
        if not address:
            return words
        sign = chr(_FIRST_SIGN + len(self.links))
        self.links[sign] = Figure(words, address, view, column, row)
        return sign

    def value(self, view: str, column: str, row: Row) -> str:
        """A value of a row as a sentence says it; a sum of nothing is 0, a rate of nothing a dash."""
        return self.linked(self.words(view, column, row[column]), view, column, row)

    def words(self, view: str, column: str, value: Any) -> str:
        """A value of a view as a sentence says it: rates and times without digits that nobody reads."""
        formats, unit = self.reader.formats, self.reader.unit(view, column)
        if unit == "rate":
            return formats.rate(value, 0)
        if unit == "ratio":
            return formats.times(value)
        return self.reader.value(view, column, 0 if value is None and unit in ("money", "count") else value)

    def whole(self, view: str, column: str, rows: pl.DataFrame, **members: Any) -> str:
        """The sum of a column over rows of a view that are all of those with these members."""
        return self.value(view, column, Whole({**members, column: rows[column].sum() or 0}))

    def filled(self, sentence: str, drawn: Callable[[Figure], str]) -> str:
        """A sentence with its figures drawn in place of their signs."""
        for sign, figure in self.links.items():
            sentence = sentence.replace(sign, drawn(figure))
        return sentence


Opening = Callable[[Figures, Read], list[str]]


def rows_of(read: Read, view: str) -> pl.DataFrame:
    """The rows of a view with decimals as floats; without rows and columns where its tables were not imported."""
    return numbers(read.get(view, pl.DataFrame()))


def kpis_of(read: Read) -> Row:
    """The one row of the key figures."""
    return rows_of(read, "kpis").row(0, named=True)


def largest(rows: pl.DataFrame, measure: str) -> dict[str, Any]:
    """The row with most of a measure; of several the first."""
    return rows.sort(measure, descending=True, nulls_last=True, maintain_order=True).row(0, named=True)


def member(reader: Reader, dimension: str, name: str | None) -> str:
    """A member in words; where it is not set, of what it is not."""
    if name is None:
        return reader.t("finding.not_set", dimension=reader.name("dimension", dimension))
    return reader.name(dimension, name)


def told(sentences: Sequence[str]) -> list[str]:
    """The sentences that have something to say."""
    return [sentence for sentence in sentences if sentence]
