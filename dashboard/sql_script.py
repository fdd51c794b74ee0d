"""The SQL of a slice as a script for the DuckDB command line: the scope as variables, then the select."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal

from dashboard import catalog
from dashboard.database import statement
from dashboard.scope import Scope

# What a terminal would act on or a reader could not see is written by its number.
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def script(
    view: str,
    scope: Scope,
    where: Mapping[str, object] | None = None,
    *,
    version: str | None = None,
    notes: Sequence[str] = (),
) -> str:
    """Statements that give the rows of `Database.read(view, scope, where=where)` in any DuckDB client.

    Variables that the scope leaves alone are reset, as a client may hold those of another script. `version` is the file
    name of the database; `notes` are lines of comment above the statements. The scope's reps are display names
    (`Database.resolve`).
    """
    sql, values = statement(view, where)
    lines = [f"-- {_visible(line)}" for note in notes for line in note.splitlines()]
    if version:
        lines.append(f'-- duckdb -readonly "{version}"')
    chosen = {name: value for name, value in scope.variables().items() if value is not None}
    resets = [f"reset variable {name};" for name in scope.variables() if name not in chosen]
    lines += [" ".join(resets[place : place + 3]) for place in range(0, len(resets), 3)]
    lines += [f"set variable {name} = {literal(value)};" for name, value in chosen.items()]
    return "\n".join([*lines, f"{_filled(sql, values)};", ""])


def definition(view: str) -> str:
    """The statement that created the view, with its header."""
    return catalog.query(view).sql


def literal(value: object) -> str:
    """A value as DuckDB reads it back: text in quotes, days as dates, lists as lists of text. TypeError for others."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, dt.datetime):
        return f"timestamp '{value.isoformat(sep=' ')}'"
    if isinstance(value, dt.date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list | tuple):
        # An empty list alone would be one of integers.
        return f"[{', '.join(literal(each) for each in value)}]::text[]"
    raise TypeError(f"No SQL literal for {type(value).__name__}")


def _text(value: str) -> str:
    parts, plain = [], ""
    for character in value:
        if unicodedata.category(character) in _UNSEEN:
            parts += [_quoted(plain), f"chr({ord(character)})"]
            plain = ""
        else:
            plain += character
    parts.append(_quoted(plain))
    return " || ".join(part for part in parts if part != "''") or "''"


def _visible(text: str) -> str:
    return "".join(" " if unicodedata.category(character) in _UNSEEN else character for character in text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _filled(sql: str, values: Sequence[object]) -> str:
    """The select with each `?` replaced by its value."""
    pieces = sql.replace(" where ", "\nwhere ").replace(" limit ", "\nlimit ").split("?")
    if len(pieces) != len(values) + 1:
        raise ValueError(f"{len(values)} values for {len(pieces) - 1} places")
    return "".join(f"{piece}{literal(value)}" for piece, value in zip(pieces, values, strict=False)) + pieces[-1]
