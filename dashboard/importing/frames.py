"""Rows made in Python → tables of the import's connection, in one go."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import polars as pl

_FEW = 2000
_NUL = "\ufdd0NUL\ufdd1"


def settle(connection: duckdb.DuckDBPyConnection) -> None:
    """Read the last answer to its end: DuckDB 2.0 neither registers a frame nor opens a relation before that."""
    connection.execute("select 1").fetchall()


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Append rows of texts, numbers, booleans and None to a table, column by column in its order."""
    if not rows:
        return
    if len(rows) <= _FEW:
        # Literals, since bound values and frames make DuckDB import pandas, which takes longer than most imports.
        cells = ", ".join(f"({', '.join(map(_sql, row))})" for row in rows)
        connection.execute(f"insert into {table} values {cells}")
        return
    settle(connection)
    connection.register("rows_frame", pl.DataFrame(rows, orient="row", infer_schema_length=None))
    connection.execute(f"insert into {table} select * from rows_frame")
    connection.unregister("rows_frame")


def create(connection: duckdb.DuckDBPyConnection, table: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Make a temporary table (`columns` as in create table) of rows."""
    connection.execute(f"create or replace temp table {table} ({columns})")
    insert(connection, table, rows)


def literal(text: str) -> str:
    """The SQL literal of a text; DuckDB reads a statement only up to a NUL character."""
    quoted = "'" + text.replace("'", "''") + "'"
    return f"replace({quoted.replace(chr(0), _NUL)}, '{_NUL}', chr(0))" if "\0" in text else quoted


def _sql(value: object) -> str:
    if value is None:
        return "null"
    return literal(value) if isinstance(value, str) else str(value)
