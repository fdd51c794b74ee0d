"""What a header that nobody knows may mean: columns whose known names look alike. For people to choose from only."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from dashboard.importing import forms, headers

SUGGESTED_FROM = 75
_AT_MOST = 3
# Shorter ones are part of too many words to say anything by that.
_LONG_ENOUGH = 4
_HAN = re.compile(r"[\u3400-\u9fff]")


def suggest(names: Sequence[str], table: str) -> dict[str, list[tuple[str, float]]]:
    """Headers that look like a column of the table, likeliest first, each with its likeness 0 to 100. Never applied."""
    found: dict[str, list[tuple[str, float]]] = {}
    for header in names:
        for column, likeness in columns_like(header, table):
            found.setdefault(column, []).append((header, likeness))
    return {column: sorted(pairs, key=lambda pair: -pair[1])[:_AT_MOST] for column, pairs in found.items()}


def columns_like(header: str, table: str) -> list[tuple[str, float]]:
    """Columns of a table that a header may be, likeliest first, each with its likeness 0 to 100."""
    name = forms.normalise(header)
    every = [(column, max(_likeness(name, each) for each in known)) for column, known in _names(table).items()]
    return sorted((pair for pair in every if pair[1] >= SUGGESTED_FROM), key=lambda pair: -pair[1])[:_AT_MOST]


def likely_table(names: Iterable[str]) -> str | None:
    """The table that a file nobody recognised most looks like: the one whose columns its headers resemble best."""
    listed = list(names)
    best = max(headers.own_tables(), key=lambda table: _resemblance(listed, table))
    return best if _resemblance(listed, best) > 0 else None


def _resemblance(names: list[str], table: str) -> float:
    """The likeness of the columns found, those that every row needs twice; deals a little before others."""
    found = suggest(names, table)
    needed = sum(pairs[0][1] for column, pairs in found.items() if column in headers.required(table))
    preferred = 1.05 if table == "deals" else 1.0
    return preferred * (sum(pairs[0][1] for pairs in found.values()) + needed)


def _likeness(first: str, second: str) -> float:
    shorter = min(first, second, key=len)
    is_short = len(shorter) < (2 if _HAN.search(shorter) else _LONG_ENOUGH)
    return fuzz.ratio(first, second) if is_short else fuzz.WRatio(first, second)


@functools.cache
def _names(table: str) -> dict[str, frozenset[str]]:
    """The names that each column of a table is known by in any export."""
    names = {column: {forms.normalise(column)} for column in headers.own_tables()[table]}
    for form in forms.forms():
        for column, source in form.columns.items() if form.table == table else ():
            if column in names:
                names[column].update(map(forms.normalise, source.synonyms))
    return {column: frozenset(each) for column, each in names.items()}
