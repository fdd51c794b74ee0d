"""Rows of a file that are none of its table: the header once more, a heading within, a note below the last row."""

from __future__ import annotations

import re

import duckdb

from dashboard.importing.frames import literal
from dashboard.importing.source import Source

HEADING = "is a heading over merged cells, not a row"
HEADER = "repeats the header"
NOTE = "is a note below the table, not a row"
REASONS = (HEADING, HEADER, NOTE)
_NOTES_LOOKED_AT = 60


def mark(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Remember which rows are no rows, by their position."""
    if source.encoding == "parquet":
        return
    for position in _repeated_headers(connection, source):
        source.captions.setdefault(position, HEADER)
    for position in _notes_below(connection, source):
        source.captions.setdefault(position, NOTE)


def _repeated_headers(connection: duckdb.DuckDBPyConnection, source: Source) -> list[int]:
    """Rows whose cells all say what the header says, as where printed pages or files were put together."""
    names = [re.sub(r" \(\d+\)$", "", name) for name in source.headers]
    alike = [
        f"coalesce(s.{column}, '') in ('', {literal(name)})" for column, name in zip(source.columns, names, strict=True)
    ]
    same = [f"(s.{column} = {literal(name)})::int" for column, name in zip(source.columns, names, strict=True)]
    least = min(2, len(names))
    several = f"{' + '.join(f'coalesce({each}, 0)' for each in same[:20])} >= {least}"
    sql = f"select {source.row} from {source.table} s where {' and '.join(alike)} and {several}"
    return [row[0] for row in connection.execute(sql).fetchall()]


def _notes_below(connection: duckdb.DuckDBPyConnection, source: Source) -> list[int]:
    """Rows of a single cell at the end, parted from the table by a blank row."""
    if not source.blank_rows or len(source.headers) < 3:
        return []
    filled = " + ".join(f"(s.{column} is not null)::int" for column in source.columns)
    sql = f"select {source.row} as place, {filled} from {source.table} s order by place desc limit {_NOTES_LOOKED_AT}"
    notes: list[int] = []
    alone: list[int] = []
    for position, cells in connection.execute(sql).fetchall():
        if cells > 1:
            return notes
        if cells:
            alone.append(position)
        else:
            notes, alone = notes + alone, []
    return []
