"""What a person names → sources: files and folders, by what is inside them and not by their suffix."""

from __future__ import annotations

import zipfile
from pathlib import Path

import duckdb

from dashboard.importing import csv_files, dialects, encodings, frames, workbooks
from dashboard.importing.lines import Lines
from dashboard.importing.problems import ImportProblem
from dashboard.importing.source import Source, clean_texts, cleaned, count

# What is taken from a folder; a file that is named is read whatever it is called.
SUFFIXES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet")


def find(paths: list[Path]) -> list[Path]:
    """The export files that are named or lie directly in a named folder, by name.

    ImportProblem for a path that is not there, or if nothing could be an export.
    """
    found: list[Path] = []
    if not paths:
        raise ImportProblem("Nothing was named to import.")
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith((".", "~$")))
            exports = [each for each in inside if each.suffix.lower() in SUFFIXES]
            if not exports:
                raise ImportProblem(f"{path} holds no CSV, Excel or Parquet file.")
            found.extend(exports)
        elif path.is_file():
            found.append(path)
        elif path.exists():
            raise ImportProblem(f"{path} is neither a file nor a folder.")
        else:
            raise ImportProblem(f"There is no {path}.")
    return list(dict.fromkeys(found))


def read(connection: duckdb.DuckDBPyConnection, path: Path, number: int, scratch: Path) -> list[Source]:
    """Read one file into temporary tables; a workbook gives one per visible sheet with content.

    `number` keeps the tables of several files apart, `scratch` is a folder for copies in UTF-8. ImportProblem for what
    cannot be read at all.
    """
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        raise ImportProblem(f"{path} cannot be read: {error.strerror}.") from error
    if not start:
        raise ImportProblem(f"{path.name} is empty.")
    if start[:4] == b"PAR1":
        return [_read_parquet(connection, path, number)]
    if start[:4] == b"PK\x03\x04" or start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if start[:2] == b"PK" and not _is_book(path):
            raise ImportProblem(f"{path.name} is a ZIP archive; unpack it and import what is inside.")
        return _read_book(connection, path, number)
    return [csv_files.read(connection, path, number, scratch)]


def _is_book(path: Path) -> bool:
    try:
        names = zipfile.ZipFile(path).namelist()
    except zipfile.BadZipFile:
        return True
    return "[Content_Types].xml" in names or "mimetype" in names


def _read_parquet(connection: duckdb.DuckDBPyConnection, path: Path, number: int) -> Source:
    table = f"parquet_{number}"
    quoted = str(path).replace("'", "''")
    try:
        described = connection.execute(f"describe select * from read_parquet('{quoted}')").fetchall()
        types = {f"c{number}": row[1] for number, row in enumerate(described, start=1)}
        headers = dialects.unique_headers(tuple(row[0].strip() for row in described))
        reader = (
            f"(select * from read_parquet('{quoted}', file_row_number = true)) as file({', '.join(types)}, file_row)"
        )
        picked = clean_texts(connection, reader, types)
        connection.execute(f"create or replace temp view {table} as select {', '.join(picked)}, file_row from {reader}")
        source = Source(
            path.name,
            path,
            table,
            headers,
            tuple(types.values()),
            "s.file_row",
            "parquet",
            encodings.content_hash(path),
        )
        found = connection.execute(f"select count(*) from {table}").fetchone()
    except duckdb.Error as error:
        raise ImportProblem(f"{path.name} cannot be read as Parquet; it is damaged or none.") from error
    source.rows = found[0] if found else 0
    return source


def _read_book(connection: duckdb.DuckDBPyConnection, path: Path, number: int) -> list[Source]:
    digest = encodings.content_hash(path)
    sources = []
    sheets = workbooks.sheets(path)
    for position, sheet in enumerate(sheets, start=1):
        table = f"source_{number}_{position}"
        # DuckDB reads the pieces of a frame in any order, and rows must keep theirs.
        frame = sheet.frame.rechunk()
        frames.settle(connection)
        connection.register("sheet_frame", frame)
        picked = ", ".join(f"{cleaned(name)} as {name}" for name in frame.columns)
        connection.execute(f"create or replace temp table {table} as select {picked} from sheet_frame")
        connection.unregister("sheet_frame")
        name = path.name if len(sheets) == 1 else f"{path.name}/{sheet.name}"
        source = Source(name, path, table, sheet.headers, ("VARCHAR",) * len(sheet.headers), "s.rowid", "excel", digest)
        source.rows = count(connection, source)
        source.lines = Lines(lines_before=sheet.header_row, is_plain=True)
        sources.append(source)
    return sources
