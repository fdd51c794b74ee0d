"""The figures of some sentences: each a link to its rows."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from dashboard.charts.form import numbers
from dashboard.i18n import Messages
from dashboard.narrowing import Whole
from dashboard.reader import Reader

Row = Mapping[str, Any]
Read = Mapping[str, pl.DataFrame]


class Figure(NamedTuple):
    """The words of a number of a view and the address of its rows."""

    words: str
    address: str
    view: str
    column: str
    row: Row


class _Words(Messages):
    """The catalogue of a language, with a sign for each asterisk of a value: bold is of the messages alone."""

    def __init__(self, known: Messages, star: str) -> None:
        vars(self).update(vars(known))
        self._star = star

    def _filled(self, words: str, values: Mapping[str, object]) -> str:
        said = {name: each.replace("*", self._star) if isinstance(each, str) else each for name, each in values.items()}
        return super()._filled(words, said)


@dataclass(frozen=True)
class _Teller(Reader):
    """A reader to whom openings are told."""

    star: str = "*"

    @property
    def t(self) -> Messages:
        return _Words(super().t, self.star)


class Figures:
    """The figures of some sentences: written into them as signs, kept here with their words and addresses."""

    def __init__(self, reader: Reader) -> None:
        # Nobody can write into a name what is drawn anew for each page.
        self._secret = secrets.token_hex(4)
        self._star = self._sign("star")
        self._signs = re.compile(self._sign(r"(?:\d+|star)"))
        self.reader: Reader = _Teller(reader.look, reader.scope, reader.facts, reader.follow, self._star)
        self.links: dict[str, Figure] = {}

    def _sign(self, of: str) -> str:
        return f"\ue000{self._secret}-{of}\ue001"

    def linked(self, words: str, view: str, column: str, row: Row) -> str:
        """The words of a figure, or the sign that stands for them where its rows have an address."""
        # What is 0 counts no rows, or none that could be told from all.
        address = self.reader.follow(view, column, row) if row.get(column) else None
        if not address:
            return words
        sign = self._sign(str(len(self.links)))
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

    def verbatim(self, text: str) -> str:
        """A text of the data that is a sentence of its own."""
        return text.replace("*", self._star)

    def filled(self, sentence: str, drawn: Callable[[Figure], str], star: str = "*") -> str:
        """A sentence with its figures drawn in place of their signs, and the asterisks of its values as `star`."""
        return self._signs.sub(lambda sign: star if sign[0] == self._star else drawn(self.links[sign[0]]), sentence)


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
