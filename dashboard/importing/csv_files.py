"""CSV files → temporary tables, by DuckDB's reader with a fixed dialect."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dashboard.importing import dialects, encodings, lines
from dashboard.importing.files import File
from dashboard.importing.frames import literal
from dashboard.importing.limits import check_columns
from dashboard.importing.problems import ImportProblem
from dashboard.importing.source import BrokenRow, Source, clean_texts, count, path_literal
from dashboard.importing.values import NULL_WORDS
from dashboard.settings import Limits


def read(
    connection: duckdb.DuckDBPyConnection,
    file: File,
    text: encodings.Text,
    number: int,
    scratch: Path,
    limits: Limits,
) -> Source:
    """Read a text file of any encoding and delimiter; a row that cannot be split is kept as broken.

    ImportProblem for what is no such file.
    """
    dialect = dialects.sniff(text.path, file.name)
    check_columns(file.name, len(dialect.header), limits)
    headers = dialects.unique_headers(dialect.header)
    if headers[0][:1] == "<":
        is_page = any(word in headers[0].lower() for word in ("<html", "<!doctype", "<table", "<meta", "<head"))
        raise ImportProblem(
            f"{file.name} is {'a web page' if is_page else 'XML'}, whatever its suffix says; open it in Excel, save it "
            "as a workbook (.xlsx) or CSV and import that."
        )
    table = f"source_{number}"
    try:
        _copy_csv(connection, text.path, dialect, len(headers), table)
    except duckdb.Error:
        # DuckDB stops at line ends of several kinds; one kind throughout reads them all.
        same = scratch / f"{number}-lines.csv"
        lines.with_one_line_end(text.path, same)
        text = encodings.Text(same, text.encoding, text.content_hash, text.line_ends, text.ends_with_line_end)
        try:
            _copy_csv(connection, text.path, dialect, len(headers), table)
        except duckdb.Error as error:
            raise ImportProblem(f"{file.name} cannot be read as CSV; it may be damaged.") from error
    broken = _broken_rows(connection, text.path, table)
    source = Source(
        file.name, file.path, table, headers, ("VARCHAR",) * len(headers), "s.rowid", text.encoding, text.content_hash
    )
    source.broken = broken
    good = _clean_and_count(connection, source)
    source.rows = good + len(broken)
    source.lines = lines.Lines(
        text.path,
        dialect.delimiter,
        dialect.records_before,
        dialect.lines_before,
        frozenset(each.line for each in broken),
        is_plain=text.line_ends + (not text.ends_with_line_end)
        == dialect.lines_before + source.rows + source.blank_rows,
    )
    return source


def _clean_and_count(connection: duckdb.DuckDBPyConnection, source: Source) -> int:
    picked = clean_texts(connection, source.table, dict.fromkeys(source.columns, "VARCHAR"))
    if any(" as " in each for each in picked):
        connection.execute(f"create or replace temp table cleaned as select {', '.join(picked)} from {source.table}")
        connection.execute(f"drop table {source.table}")
        connection.execute(f"alter table cleaned rename to {source.table}")
    return count(connection, source)


def _copy_csv(
    connection: duckdb.DuckDBPyConnection, path: Path, dialect: dialects.Dialect, width: int, table: str
) -> None:
    names = [f"c{number}" for number in range(1, width + 1)]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    nothing = ", ".join(literal(word) for word in ("", *NULL_WORDS) if dialect.delimiter not in word)
    connection.execute(f"drop table if exists {table}_rejects")
    connection.execute(f"drop table if exists {table}_scans")
    connection.execute(
        f"""create or replace temp table {table} as
        select * from read_csv(
            {path_literal(path)}, auto_detect = false, header = false, skip = {dialect.records_before},
            delim = {literal(dialect.delimiter)}, quote = '"', escape = '"', columns = {{{columns}}},
            store_rejects = true, rejects_limit = 0, rejects_table = '{table}_rejects',
            rejects_scan = '{table}_scans', max_line_size = 20000000, compression = 'none', nullstr = [{nothing}]
        )"""
    )


def _broken_rows(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> list[BrokenRow]:
    rows = connection.execute(
        f"""select line_byte_position, any_value(error_type), any_value(error_message), any_value(csv_line)
        from {table}_rejects group by line_byte_position order by line_byte_position"""
    ).fetchall()
    starts = lines.lines_at(path, [row[0] - 1 for row in rows])
    reasons = {
        "TOO MANY COLUMNS": "the row has more cells than the header",
        "MISSING COLUMNS": "the row has fewer cells than the header",
        "UNQUOTED VALUE": "a quotation mark is not closed, or text follows it",
        "LINE SIZE OVER MAXIMUM": "the row is longer than 20 MB",
        "INVALID ENCODING": "the row is not UTF-8 text",
    }
    return [
        BrokenRow(line, reasons.get(kind, message), (content or "").strip("\r\n")[:2000])
        for line, (_, kind, message, content) in zip(starts, rows, strict=True)
    ]
