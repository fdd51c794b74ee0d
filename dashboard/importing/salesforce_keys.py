"""Salesforce ids of 15 characters, as reports show them, and of 18, as exports do: one id in two spellings."""

from __future__ import annotations

import duckdb

from dashboard.importing.columns import Column
from dashboard.importing.reading import Reading

_SHORT, _LONG = 15, 18
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def settle(connection: duckdb.DuckDBPyConnection, readings: list[Reading]) -> None:
    """Write the short spelling of an id as its long one, where the import names both anywhere."""
    short: list[tuple[Reading, Column]] = []
    long: list[tuple[Reading, Column]] = []
    for reading in readings:
        ids = [column for column in reading.columns.values() if column.kind == "id" and column.nonblank]
        lengths = [f"strlen({column.as_text}) = {length}" for column in ids for length in (_SHORT, _LONG)]
        if not lengths:
            continue
        any_of = ", ".join(f"coalesce(bool_or({each}), false)" for each in lengths)
        found = connection.execute(f"select {any_of} {reading.from_clause}").fetchone() or ()
        short += [(reading, column) for column, has in zip(ids, found[::2], strict=True) if has]
        long += [(reading, column) for column, has in zip(ids, found[1::2], strict=True) if has]
    if not short or not long:
        return
    every = " union ".join(f"select {column.as_text} as id {reading.from_clause}" for reading, column in long)
    connection.execute(
        f"""create or replace temp table salesforce_keys as
        select left(id, {_SHORT}) as short, id as long from ({every})
        where regexp_full_match(id, '[A-Za-z0-9]{{{_LONG}}}') and right(id, 3) = {_ending("id")}"""
    )
    for reading, column in short:
        name = reading.map_name()
        reading.joins.append(f"left join salesforce_keys as {name} on {name}.short = {column.as_text}")
        column.text, column.sql_type = f"coalesce({name}.long, {column.as_text})", "VARCHAR"


def _ending(text: str) -> str:
    """SQL of the three characters that tell which letters of the first fifteen are capitals."""
    parts = []
    for start in (1, 6, 11):
        bits = " + ".join(
            f"{1 << place} * (substr({text}, {start + place}, 1) between 'A' and 'Z')::int" for place in range(5)
        )
        parts.append(f"substr('{_LETTERS}', 1 + {bits}, 1)")
    return " || ".join(parts)
