"""A file or sheet as a temporary table of cells, with every row that could not be split into columns."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dashboard.importing.lines import Lines
from dashboard.importing.values import NULL_WORDS

NOTHING = ", ".join("'" + word.replace("'", "''") + "'" for word in ("", *NULL_WORDS))
_BLANKS = "' \t\r\n\u00a0\u3000'"


@dataclass(frozen=True)
class BrokenRow:
    """A row that could not be split into columns: the line it begins on, why, and its text."""

    line: int
    reason: str
    content: str


@dataclass
class Source:
    """One file or sheet, readable as `table` on the import's connection: columns c1, c2, … in the order of `headers`.

    `row` is the SQL expression, over `table` as s, of a row's position from 0; `types` are DuckDB's names, VARCHAR but
    for Parquet; texts have no blanks around them and are NULL where they stand for nothing. `rows` counts data rows
    including broken ones, without those that are blank throughout. `folder` is the name of the one the file came from.
    `captions` are rows that are none of the table, by position, with the reason; `long_cells` the columns that hold a
    text of more than `longest_cell` characters; `epoch` is the day that the number 0 means in a workbook.
    """

    name: str
    path: Path
    table: str
    headers: tuple[str, ...]
    types: tuple[str, ...]
    row: str
    encoding: str
    content_hash: str
    folder: str = ""
    note: str = ""
    rows: int = 0
    blank_rows: int = 0
    broken: list[BrokenRow] = field(default_factory=list)
    captions: dict[int, str] = field(default_factory=dict)
    long_cells: tuple[str, ...] = ()
    longest_cell: int = 0
    epoch: dt.date | None = None
    lines: Lines = field(default_factory=Lines)

    def column(self, header: str) -> str:
        """The column's name in `table`. KeyError for a header the file does not have."""
        if header not in self.headers:
            raise KeyError(header)
        return f"c{self.headers.index(header) + 1}"

    @property
    def not_blank(self) -> str:
        """SQL condition, over `table` as s, that keeps rows with any content."""
        if not self.blank_rows:
            return "true"
        return f"coalesce({', '.join(f's.{each}' for each in self.columns)}) is not null"

    @property
    def headers_shown(self) -> str:
        """The headers for a message, cut after the first dozen."""
        return ", ".join(self.headers[:12]) + (", …" if len(self.headers) > 12 else "")

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of all columns in `table`."""
        return tuple(f"c{number}" for number in range(1, len(self.headers) + 1))


def path_literal(path: Path) -> str:
    """The SQL literal of a path by which DuckDB reads that file and no other: its marks of a pattern are escaped."""
    return "'" + re.sub(r"([*?\[])", r"[\1]", str(path)).replace("'", "''") + "'"


def cleaned(name: str) -> str:
    """SQL for a cell without blanks around it; NULL where nothing or only a word for nothing is left."""
    bare = f"trim({name}, {_BLANKS})"
    return f"case when {bare} not in ({NOTHING}) then {bare} end"


def clean_texts(connection: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str]) -> list[str]:
    """SQL of a table's cells (`columns`: name → type), cleaned in those columns that need it."""
    # Trimming every cell would take longer than reading the file.
    texts = [name for name, type_ in columns.items() if type_ == "VARCHAR"]
    needs = [
        f"coalesce(bool_or(suffix({name}, ' ') or {name} < '!' or {name} in ({NOTHING})), false)" for name in texts
    ]
    found = connection.execute(f"select {', '.join(needs)} from {table}").fetchone() if needs else ()
    unclean = {name for name, is_unclean in zip(texts, found or (), strict=True) if is_unclean}
    numbers = {name for name, type_ in columns.items() if type_ in ("DOUBLE", "FLOAT")}
    sql = {name: f"{cleaned(name)} as {name}" for name in unclean}
    # Tools without a NULL for numbers write NaN.
    sql |= {name: f"case when not isnan({name}) then {name} end as {name}" for name in numbers}
    return [sql.get(name, name) for name in columns]


def count(connection: duckdb.DuckDBPyConnection, source: Source) -> int:
    """Count the rows with content and remember how many are blank."""
    cells = ", ".join(source.columns)
    counted = connection.execute(f"select count(*), count(coalesce({cells})) from {source.table}").fetchone()
    assert counted is not None
    source.blank_rows = counted[0] - counted[1]
    return counted[1]
