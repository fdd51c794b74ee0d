"""Small exports written, imported as far as the filled tables, and asked; the layers above are not needed for that."""

from __future__ import annotations

import datetime as dt
import tempfile
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dashboard import settings
from dashboard.importing.report import FileReport, RefusedRow, Report
from dashboard.importing.version import fill_tables

Files = Mapping[str, str | bytes]


@dataclass
class Filled:
    """The tables after an import, and its report."""

    connection: duckdb.DuckDBPyConnection
    report: Report = field(default_factory=Report)

    def rows(self, sql: str) -> list[tuple]:
        return self.connection.execute(sql).fetchall()

    def column(self, sql: str) -> list:
        return [row[0] for row in self.rows(sql)]

    @property
    def refused(self) -> list[RefusedRow]:
        return self.report.refused

    def file(self, name: str) -> FileReport:
        return next(each for each in self.report.files if each.file == name)


def fill(paths: list[Path], toml: str = "", exported_on: dt.date | None = None) -> Filled:
    """Import files as far as the tables."""
    filled = Filled(duckdb.connect())
    with tempfile.TemporaryDirectory() as scratch:
        given = settings.parse(tomllib.loads(toml))
        fill_tables(filled.connection, paths, given, Path(scratch), filled.report, exported_on)
    assert_accounted(filled)
    return filled


def assert_accounted(filled: Filled) -> None:
    """Every row that was read is in its table or among the refused ones, for every file of every import."""
    accepted: Counter[str] = Counter()
    for each in filled.report.files:
        if each.table is None:
            assert each.rows_accepted == each.rows_refused == 0, each
            continue
        assert each.rows_read == each.rows_accepted + each.rows_refused, each
        if each.table != "stages":
            accepted[each.table] += each.rows_accepted
    for table, rows in accepted.items():
        assert filled.column(f"select count(*) from {table}") == [rows], table
    assert filled.column("select count(*) from refused_rows") == [filled.report.rows_refused]
    listed = "select sum(rows_read), sum(rows_accepted), sum(rows_refused) from import_files"
    report = filled.report
    assert filled.rows(listed) == [(report.rows_read, report.rows_accepted, report.rows_refused)]
    nameless = "select count(*) from refused_rows where reason is null or file is null or line is null"
    assert filled.column(nameless) == [0]


def fill_texts(folder: Path, files: Files, toml: str = "", exported_on: dt.date | None = None) -> Filled:
    """Write the files into a folder and import it."""
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return fill([folder], toml, exported_on)
