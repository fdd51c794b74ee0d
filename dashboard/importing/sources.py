"""Files → sources, by what is inside them and not by their suffix."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dashboard.importing import archives, captions, csv_files, dialects, encodings, frames, json_files, workbooks
from dashboard.importing import limits as sizes
from dashboard.importing.files import File
from dashboard.importing.lines import Lines
from dashboard.importing.problems import ImportProblem
from dashboard.importing.source import Source, clean_texts, cleaned, count, path_literal
from dashboard.settings import Limits


def read(
    connection: duckdb.DuckDBPyConnection,
    file: File,
    number: int,
    scratch: Path,
    encoding: str | None,
    limits: Limits,
) -> list[Source]:
    """Read one file into temporary tables; a workbook gives one per table on its visible sheets.

    `number` keeps the tables of several files apart, `scratch` is a folder for copies in UTF-8, `encoding`
    what was asked for where a text does not tell its own. ImportProblem for what
    cannot be read at all or is beyond the limits.
    """
    found = _read(connection, file, number, scratch, encoding, limits)
    for source in found:
        captions.mark(connection, source)
        sizes.mark_long_cells(connection, source, limits)
    return found


def _read(
    connection: duckdb.DuckDBPyConnection,
    file: File,
    number: int,
    scratch: Path,
    encoding: str | None,
    limits: Limits,
) -> list[Source]:
    try:
        sizes.check_file(file, limits)
        with file.path.open("rb") as opened:
            start = opened.read(8)
    except OSError as error:
        raise ImportProblem(f"{file.name} cannot be read: {error.strerror}.") from error
    if not start:
        raise ImportProblem(f"{file.name} is empty.")
    if start[:4] == b"PAR1":
        return [_read_parquet(connection, file, number, limits)]
    if start[:4] == b"PK\x03\x04" or start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _read_book(connection, file, number, scratch, limits)
    if make := archives.other_archive(start):
        raise ImportProblem(f"{file.name} is a {make} archive, of which only ZIP and GZIP are read; unpack it.")
    if start[:5] == b"%PDF-":
        raise ImportProblem(f"{file.name} is a PDF, which shows a table but holds none; export it as CSV or Excel.")
    text = encodings.as_utf8(file.path, file.name, scratch / f"{number}.csv", encoding)
    reader = json_files if json_files.is_json(text) else csv_files
    return [reader.read(connection, file, text, number, scratch, limits)]


def _read_parquet(connection: duckdb.DuckDBPyConnection, file: File, number: int, limits: Limits) -> Source:
    table = f"parquet_{number}"
    path = path_literal(file.path)
    try:
        described = connection.execute(f"describe select * from read_parquet({path})").fetchall()
        sizes.check_columns(file.name, len(described), limits)
        types = {f"c{number}": row[1] for number, row in enumerate(described, start=1)}
        headers = dialects.unique_headers(tuple(row[0].strip() for row in described))
        reader = f"(select * from read_parquet({path}, file_row_number = true)) as file({', '.join(types)}, file_row)"
        picked = clean_texts(connection, reader, types)
        connection.execute(f"create or replace temp view {table} as select {', '.join(picked)}, file_row from {reader}")
        source = Source(
            file.name,
            file.path,
            table,
            headers,
            tuple(types.values()),
            "s.file_row",
            "parquet",
            encodings.content_hash(file.path),
        )
        # Damage inside shows only when the cells are read, which must not be later, in the middle of something else.
        every = ", ".join(types)
        found = connection.execute(f"select count(*), max(hash({every})) from {table}").fetchone()
    except duckdb.Error as error:
        raise ImportProblem(f"{file.name} cannot be read as Parquet; it is damaged or none.") from error
    source.rows = found[0] if found else 0
    return source


def _read_book(
    connection: duckdb.DuckDBPyConnection, file: File, number: int, scratch: Path, limits: Limits
) -> list[Source]:
    digest = encodings.content_hash(file.path)
    sources = []
    sheets = workbooks.sheets(file.path, file.name, scratch / f"book_{number}", limits)
    for position, sheet in enumerate(sheets, start=1):
        table = f"source_{number}_{position}"
        names = sheet.table.headers
        # DuckDB reads the pieces of a frame in any order, and rows must keep theirs.
        frame = sheet.table.frame.rechunk()
        frames.settle(connection)
        connection.register("sheet_frame", frame)
        picked = ", ".join(f"{cleaned(name)} as {name}" for name in frame.columns)
        connection.execute(f"create or replace temp table {table} as select {picked} from sheet_frame")
        connection.unregister("sheet_frame")
        name = file.name if len(sheets) == 1 else f"{file.name}/{sheet.name}"
        source = Source(name, file.path, table, names, ("VARCHAR",) * len(names), "s.rowid", "excel", digest)
        source.rows = count(connection, source)
        source.note, source.epoch = sheet.note, sheet.epoch
        source.captions = dict.fromkeys(sheet.table.captions, captions.HEADING)
        source.lines = Lines(lines_before=sheet.table.header_row, is_plain=True)
        sources.append(source)
    return sources
