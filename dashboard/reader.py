"""The reader: whose language, choices, colours and data version a page is drawn for."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard import catalog
from dashboard.formats import Formats
from dashboard.i18n import Messages, messages
from dashboard.scope import NOT_SET, Scope

# Texts of a view that stand for something: shown in words, filtered by the text.
ENUMERATIONS = (
    "deal_type",
    "outcome",
    "ending",
    "forecast_category",
    "movement",
    "basis",
    "role",
    "item_type",
    "account_size",
    "severity",
    "measure",
    "dimension",
    "kind",
    "check",
    "table",
    "table_name",
    "step",
    "line_kind",
    "outcome_then",
    "shape",
    "reason_group",
    "level",
    "left_to",
    "event",
    "milestone",
)
# Headers of tables give no units; these columns of theirs are shown.
_UNITS_OF_TABLES = {"probability": "rate", "expected_days": "days"}


_NULL = re.compile(r"(^|[.:] )?\bNULL\b")
_NAMES = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


@dataclass(frozen=True)
class Look:
    """What a chart's colours and words depend on: `mode` light or dark, `rising` the colour of a rise, green or red."""

    language: str = "en"
    mode: str = "light"
    rising: str = "green"


Follow = Callable[[str, str, Mapping[str, Any]], str | None]


def _nowhere(view: str, column: str, row: Mapping[str, Any]) -> None:
    return None


@dataclass(frozen=True)
class Reader:
    """One reader of one version: `facts` are Database.facts(), `scope` what they chose.

    `follow` gives the address of the rows behind a number, by view, column and row; None where there are none.
    """

    look: Look = field(default_factory=Look)
    scope: Scope = field(default_factory=Scope)
    facts: Mapping[str, Any] = field(default_factory=dict)
    follow: Follow = field(default=_nowhere, compare=False)

    @property
    def language(self) -> str:
        return self.look.language

    @property
    def t(self) -> Messages:
        """The words of the catalogues."""
        return messages(self.look.language)

    @property
    def formats(self) -> Formats:
        return Formats(self.look.language, self.facts.get("reporting_currency") or "EUR")

    @property
    def period(self) -> tuple[dt.date, dt.date]:
        """First and last day of the period."""
        start = self.scope.period_start or self.facts["default_period_start"]
        end = self.scope.period_end or self.facts["default_period_end"]
        return start, max(start, end)

    @property
    def as_of(self) -> dt.date:
        """The day at whose end states are taken."""
        return self.scope.as_of or min(self.period[1], self.facts["exported_on"])

    @property
    def is_over(self) -> bool:
        """Whether nothing more can happen in the period after the as-of day."""
        return self.as_of >= self.period[1]

    @property
    def thin_sample(self) -> int:
        return int(self.facts.get("thin_sample") or 10)

    def in_language(self, column: str) -> str:
        """The column that holds this text in the reader's language, where each is kept in English and, as _zh, in
        Chinese."""
        return f"{column}_zh" if self.formats.is_chinese else column

    def label(self, view: str, column: str) -> str:
        """The name of a column or measure as its SQL header gives it in the reader's language."""
        found = _column(view, column)
        label = (found.label_zh if self.formats.is_chinese else found.label) or found.label
        return label or (self.t(f"column.{column}") if f"column.{column}" in self.t else column)

    def unit(self, view: str, column: str) -> str:
        """The unit of a column, one of catalog.UNITS; "" for a column that the page added."""
        return _column(view, column).unit or _UNITS_OF_TABLES.get(column, "")

    def about(self, view: str, column: str) -> str:
        """What a column counts, as SQL headers say it in the reader's language; "" where they do not."""
        found = _column(view, column)
        return _said(found.meaning_zh if self.formats.is_chinese else found.meaning)

    def about_object(self, name: str, layer: str | None = None) -> str:
        """What a view, check or measure is, in the reader's language; in English where nobody translated it."""
        header = (catalog.measure(name) if layer == "metrics" else catalog.query(name)).header
        return _said((header.get("about_zh") if self.formats.is_chinese else None) or header.get("about", ""))

    def sample(self, measure: str) -> str:
        """What the value of a measure rests on, in words; "" where it rests on nothing that is counted."""
        header = catalog.measure(measure).header
        if self.formats.is_chinese:
            return header.get("sample_zh", "")
        return _NAMES.sub(lambda found: _label(found[0]), header.get("sample", ""))

    def value(self, view: str, column: str, value: object, short: bool = False) -> str:
        """A value of a view in words, by the unit of its column."""
        return self.formats.value(self.unit(view, column), value, short)

    def name(self, column: str, value: object) -> str:
        """A member of a dimension: NULL and `~` are "(not set)", known enumerations are in words."""
        if value is None or value == NOT_SET:
            return self.t("value.not_set")
        if column in ("check", "table", "table_name", "measure") and (named := _titled(str(value), self.language)):
            return named
        if column == "event" and f"event.{value}" in self.t:
            # Of one deal, what headings of many say otherwise.
            return self.t(f"event.{value}")
        if column in ENUMERATIONS:
            return self.t(f"value.{value}") if f"value.{value}" in self.t else str(value)
        return str(value)


@functools.lru_cache(maxsize=4_096)
def _column(view: str, column: str) -> catalog.Column:
    try:
        return catalog.query(view).column(column)
    except KeyError:
        return catalog.Column(column, "", "", "", "")


def _said(text: str) -> str:
    """A text of a header as a reader is told it: NULL is a word of databases."""
    return _NULL.sub(lambda found: f"{found[1] or ''}{'empty' if found[1] is None else 'Empty'}", text)


def _label(name: str) -> str:
    """A name of a measure in words that fit into a sentence."""
    try:
        return catalog.measure(name).title().lower()
    except KeyError:
        return name.replace("_", " ")


def _titled(name: str, language: str) -> str:
    """The title of a measure, table or check; "" where there is none of that name."""
    try:
        return catalog.query(name).title(language)
    except KeyError:
        return ""
