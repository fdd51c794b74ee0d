"""What a file's columns hold, learnt in a few scans: what a cast reads by itself and which texts are left over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb

from dashboard.importing import values
from dashboard.importing.columns import TYPES, Column
from dashboard.importing.source import Source

_OFFSET = "(right({0}, 1) = 'Z' or substr({0}, 12) ~ '.*([+-]\\d\\d(:?\\d\\d)?| ?(UTC|GMT))')"
# Cheaper than _OFFSET and never wrong about a column without offsets.
_MAYBE_OFFSET = (
    "(contains({0}, '+') or suffix({0}, 'Z') or suffix({0}, 'C') or suffix({0}, 'T') or contains(substr({0}, 15), '-'))"
)
# Numbers that may be large enough to group their thousands.
_GROUPED = ("money", "number")
# Four digits first: DuckDB would read 20-1-05 as a day of the year 20.
_ISO = "{0} between '1900' and '2200' and substr({0}, 3, 1) between '0' and '9' and substr({0}, 5, 1) in ('-', '/')"
# A number keeps so many digits for sure on its way through a spreadsheet.
_KEPT_DIGITS = 15
LOST_DIGITS = f"is a number of which a spreadsheet kept only the first {_KEPT_DIGITS} digits"


def profile(
    connection: duckdb.DuckDBPyConnection, source: Source, columns: list[Column], joins: list[str], zone: str
) -> None:
    """Learn in two scans what the columns hold: offsets and decimal marks, then how much a cast reads."""
    for column, (nonblank, first, second) in zip(
        columns, _scan(connection, source, joins, map(_evidence, columns)), strict=True
    ):
        column.nonblank = nonblank
        column.has_offsets = column.kind in ("instant", "day") and first > 0
        column.all_offsets = column.has_offsets and first == nonblank
        column.has_doubtful_marks = column.kind in _GROUPED and 0 < first == second
        column.fast = fast_value(column, zone)
        if column.kind == "id" and (first or second):
            _settle_numbers_as_ids(connection, source, column, joins, is_float=first + second == nonblank)
    for column, (read, least, largest) in zip(
        columns, _scan(connection, source, joins, map(_reach, columns)), strict=True
    ):
        column.unread = column.nonblank - read
        column.least, column.largest = least, largest


def _evidence(column: Column) -> list[str]:
    text = column.text
    if column.sql_type == "VARCHAR" and column.kind in ("instant", "day"):
        return [f"count({text})", f"count(*) filter (where {_MAYBE_OFFSET.format(text)})", "0"]
    if column.sql_type == "VARCHAR" and column.kind in ("money", "number", "share"):
        return [
            f"count({text})",
            f"count(*) filter (where {text} like '%.___')",
            f"count(*) filter (where contains({text}, '.'))",
        ]
    if column.kind == "id":
        written_short = f"count(*) filter (where contains({text}, '+'))"
        return [f"count({text})", f"count(*) filter (where suffix({text}, '.0'))", written_short]
    return [f"count({text})", "0", "0"]


def _reach(column: Column) -> list[str]:
    if not column.fast or column.kind == "id":
        return ["0", "null", "null"]
    if column.kind == "share":
        return [f"count({column.fast})", f"min({column.fast})", f"max({column.fast})"]
    return [f"count({column.fast})", "null", "null"]


def _scan(
    connection: duckdb.DuckDBPyConnection, source: Source, joins: list[str], wanted: Iterable[list[str]]
) -> list[tuple[Any, ...]]:
    """Three figures per column, all in one scan."""
    figures = [figure for each in wanted for figure in each]
    if not figures:
        return []
    # The count makes it one row even where no figure is one of all rows.
    sql = f"select {', '.join(figures)}, count(*) from {source.table} s {' '.join(joins)} where {source.not_blank}"
    found = connection.execute(sql).fetchone()
    assert found is not None
    return [found[start : start + 3] for start in range(0, len(found) - 1, 3)]


def _settle_numbers_as_ids(
    connection: duckdb.DuckDBPyConnection, source: Source, column: Column, joins: list[str], is_float: bool
) -> None:
    """Ids that a tool has made fractions of (84.0) are whole numbers if all are; one that lost digits is no id."""
    short = f"regexp_full_match({column.text}, '-?\\d(\\.\\d+)?[eE]\\+\\d+')"
    number = f"regexp_full_match({column.text}, '\\d+\\.0')"
    sql = (
        f"select coalesce(bool_and({number} or {short}), false), coalesce(bool_or({short}), false) "
        f"from {source.table} s {' '.join(joins)} where {source.not_blank} and {column.text} is not null"
    )
    is_number, is_short = connection.execute(sql).fetchone() or (False, False)
    lost = [short] if is_short else []
    if is_float and is_number:
        column.fast = f"case when suffix({column.text}, '.0') then left({column.text}, length({column.text}) - 2) end"
        column.fast = f"coalesce({column.fast}, {column.text})"
        lost.append(f"suffix({column.text}, '.0') and length({column.text}) > {_KEPT_DIGITS + 2}")
    if lost:
        column.reason = f"case when {' or '.join(lost)} then '{LOST_DIGITS}' end"


def collect_residue(connection: duckdb.DuckDBPyConnection, source: Source, column: Column, joins: list[str]) -> None:
    """The distinct texts that SQL cannot read, and for numbers the decimal mark they prove.

    Kinds that Python reads throughout give all their texts.
    """
    if column.kind in ("id", "text", "stage", "made") or not column.nonblank:
        return
    column.residue = _unread(connection, source, column, joins) if column.unread else []
    if column.kind not in _GROUPED or column.sql_type != "VARCHAR":
        return
    proofs = {values.decimal_mark_of(text) for text in column.residue}
    if column.has_doubtful_marks or "," in proofs:
        # Where a dot may group thousands no cast is right until all dots were looked at.
        column.fast = f"case when not contains({column.text}, '.') then {column.fast} end"
        column.residue = _unread(connection, source, column, joins)
        proofs = {values.decimal_mark_of(text) for text in column.residue}
    proven = proofs & {".", ","}
    doubtful: str = "?" if "?" in proofs else "."
    column.decimal_mark = next((each for each in proven if each), ".") if len(proven) == 1 else doubtful


def _unread(connection: duckdb.DuckDBPyConnection, source: Source, column: Column, joins: list[str]) -> list[str]:
    unread = f"and {column.fast} is null" if column.fast else ""
    sql = (
        f"select distinct {column.as_text} from {source.table} s {' '.join(joins)} "
        f"where {source.not_blank} and {column.text} is not null {unread}"
    )
    return sorted(row[0] for row in connection.execute(sql).fetchall() if row[0] is not None)


def fast_value(column: Column, zone: str) -> str | None:
    """SQL that reads what a cast can read beyond doubt, NULL for the rest; None where Python reads every text."""
    text, kind = column.text, column.kind
    if kind in ("instant", "day"):
        return _fast_instant(column, zone)
    if kind == "money":
        return f"try_cast({text} as decimal(18, 2))"
    if kind == "share":
        return f"try_cast({text} as decimal(18, 6))"
    if kind in ("number", "rate"):
        return f"try_cast({text} as decimal(28, 8))"
    if kind == "boolean" and column.sql_type == "BOOLEAN":
        return f"{text}::boolean"
    return None


def _fast_instant(column: Column, zone: str) -> str:
    text, target = column.text, TYPES[column.kind]
    if column.sql_type in ("DATE", "TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S"):
        return f"{text}::{target}"
    if column.sql_type == "TIMESTAMP WITH TIME ZONE":
        return f"timezone('{zone}', {text})::{target}"
    iso = _ISO.format(text)
    local = f"try_cast({text} as timestamp)"
    moved = f"timezone('{zone}', try_cast({text} as timestamptz))"
    if column.all_offsets:
        return f"(case when {iso} then {moved} end)::{target}"
    if column.has_offsets:
        return f"(case when not ({iso}) then null when {_OFFSET.format(text)} then {moved} else {local} end)::{target}"
    return f"(case when {iso} then {local} end)::{target}"
