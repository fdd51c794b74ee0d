"""What of a file would fill memory or disk, told before it does: its size, its columns, its cells."""

from __future__ import annotations

import duckdb

from dashboard.importing.files import File
from dashboard.importing.problems import ImportProblem
from dashboard.importing.source import Source
from dashboard.settings import Limits

MEGABYTE = 1_000_000


def check_file(file: File, limits: Limits) -> None:
    """ImportProblem for a file larger than any export; what an archive holds is counted when it is unpacked."""
    if file.path.stat().st_size > limits.file_mb * MEGABYTE:
        raise ImportProblem(f"{file.name} is larger than limits.file_mb in funnel.toml allows ({limits.file_mb:,} MB).")


def check_columns(name: str, width: int, limits: Limits) -> None:
    """ImportProblem for more columns than any table has."""
    if width > limits.columns:
        raise ImportProblem(
            f"{name} has {width:,} columns, more than limits.columns in funnel.toml allows ({limits.columns:,})."
        )


def check_sheet(name: str, sheet: str, rows: int, width: int, limits: Limits) -> None:
    """ImportProblem for a sheet whose cells, the empty ones between them included, do not fit into memory."""
    if rows * width > limits.sheet_cells:
        raise ImportProblem(
            f'{name}: the sheet "{sheet}" reaches over {rows:,} rows and {width:,} columns, more cells than '
            f"limits.sheet_cells in funnel.toml allows ({limits.sheet_cells:,}); delete what stands far from the table."
        )


def mark_long_cells(connection: duckdb.DuckDBPyConnection, source: Source, limits: Limits) -> None:
    """Have the rows refused that hold a text longer than any field of a CRM."""
    texts = [name for name, type_ in zip(source.columns, source.types, strict=True) if type_ == "VARCHAR"]
    longest = ", ".join(f"max(strlen({name}))" for name in texts)
    found = connection.execute(f"select {longest} from {source.table}").fetchone() if texts else ()
    most = limits.cell_characters
    long = [name for name, length in zip(texts, found or (), strict=True) if (length or 0) > most]
    source.long_cells = tuple(long)
    source.longest_cell = most
