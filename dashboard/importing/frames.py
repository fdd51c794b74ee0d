"""Rows made in Python → tables of the import's connection, in one go."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import polars as pl


def settle(connection: duckdb.DuckDBPyConnection) -> None:
    """Read the last answer to its end: DuckDB 2.0 lets nobody register a frame or open a relation while rows are left of it."""
    connection.execute("select 1").fetchall()


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Append rows to a table, column by column in its order."""
    # A frame, since bound values cost a statement each and make DuckDB import pandas.
    if rows:
        settle(connection)
        connection.register("rows_frame", pl.DataFrame(rows, orient="row", infer_schema_length=None))
        connection.execute(f"insert into {table} select * from rows_frame")
        connection.unregister("rows_frame")


def create(connection: duckdb.DuckDBPyConnection, table: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Make a temporary table (`columns` as in create table) of rows."""
    connection.execute(f"create or replace temp table {table} ({columns})")
    insert(connection, table, rows)
