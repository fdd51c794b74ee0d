"""Files a person names → temporary tables of texts, with every row that could not be split into columns."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dashboard.importing import dialects, encodings, lines, workbooks
from dashboard.importing.problems import ImportProblem
from dashboard.importing.values import NULL_WORDS

# What is taken from a folder; a file that is named is read whatever it is called.
SUFFIXES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".parquet")


_NOTHING = ", ".join("'" + word.replace("'", "''") + "'" for word in ("", *NULL_WORDS))
_BLANKS = "e' \\t\\r\\n\\u00a0\\u3000'"


@dataclass(frozen=True)
class BrokenRow:
    """A row that could not be split into columns: the line it begins on, why, and its text."""

    line: int
    reason: str
    content: str


@dataclass
class Source:
    """One file or sheet, readable as `table` on the import's connection: columns c1, c2, … in the order of `headers`.

    `row` is the SQL expression, over `table` as s, of a row's position from 0; `types` are DuckDB's names, VARCHAR but for Parquet.
    `rows` counts data rows including broken ones, without those that are blank throughout.
    """

    name: str
    path: Path
    table: str
    headers: tuple[str, ...]
    types: tuple[str, ...]
    row: str
    encoding: str
    content_hash: str
    rows: int = 0
    blank_rows: int = 0
    broken: list[BrokenRow] = field(default_factory=list)
    lines: lines.Lines = field(default_factory=lines.Lines)

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
    def columns(self) -> tuple[str, ...]:
        """Names of all columns in `table`."""
        return tuple(f"c{number}" for number in range(1, len(self.headers) + 1))


def find(paths: list[Path]) -> list[Path]:
    """The export files that are named or lie directly in a named folder, by name.

    ImportProblem for a path that is not there, or if nothing could be an export.
    """
    found: list[Path] = []
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
    return [_read_text(connection, path, number, scratch)]


def _is_book(path: Path) -> bool:
    try:
        names = zipfile.ZipFile(path).namelist()
    except zipfile.BadZipFile:
        return True
    return "[Content_Types].xml" in names or "mimetype" in names


def _read_text(connection: duckdb.DuckDBPyConnection, path: Path, number: int, scratch: Path) -> Source:
    text = encodings.as_utf8(path, scratch / f"{number}.csv")
    dialect = dialects.sniff(text.path, path.name)
    headers = dialects.unique_headers(dialect.header)
    if len(headers) == 1 and headers[0][:1] in ("{", "[", "<"):
        raise ImportProblem(f"{path.name} is not a CSV file: it begins with {headers[0][:20]!r}.")
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
            raise ImportProblem(f"{path.name} cannot be read as CSV: {str(error).splitlines()[0]}") from error
    broken = _broken_rows(connection, text.path, table)
    source = Source(
        path.name, path, table, headers, ("VARCHAR",) * len(headers), "s.rowid", text.encoding, text.content_hash
    )
    source.broken = broken
    good = _count(connection, source)
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


def cleaned(name: str) -> str:
    """SQL for a cell without blanks around it; NULL where nothing or only a word for nothing is left."""
    bare = f"trim({name}, {_BLANKS})"
    return f"case when {bare} not in ({_NOTHING}) then {bare} end"


def _copy_csv(
    connection: duckdb.DuckDBPyConnection, path: Path, dialect: dialects.Dialect, width: int, table: str
) -> None:
    names = [f"c{number}" for number in range(1, width + 1)]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    connection.execute(f"drop table if exists {table}_rejects")
    connection.execute(f"drop table if exists {table}_scans")
    connection.execute(
        f"""create or replace temp table {table} as
        select * from read_csv(?, auto_detect = false, header = false, skip = {dialect.records_before}, delim = ?,
            quote = '"', escape = '"', columns = {{{columns}}}, store_rejects = true, rejects_limit = 0,
            rejects_table = '{table}_rejects', rejects_scan = '{table}_scans', max_line_size = 20000000,
            nullstr = [{_NOTHING}])""",
        [str(path), dialect.delimiter],
    )


def _broken_rows(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> list[BrokenRow]:
    rows = connection.execute(
        f"""select line_byte_position, any_value(error_type), max(column_idx), any_value(error_message), any_value(csv_line)
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
        for line, (_, kind, _, message, content) in zip(starts, rows, strict=True)
    ]


def _count(connection: duckdb.DuckDBPyConnection, source: Source) -> int:
    """Count rows with content and remember the blank ones. Cells with blanks around them are cleaned first, where there are any."""
    # Trimming every cell would take longer than reading the file.
    padded = ", ".join(f"coalesce(bool_or(suffix({each}, ' ') or {each} < '!'), false)" for each in source.columns)
    found = connection.execute(f"select {padded} from {source.table}").fetchone()
    assert found is not None
    if any(found):
        cells = zip(source.columns, found, strict=True)
        picked = ", ".join(f"{cleaned(each)} as {each}" if is_padded else each for each, is_padded in cells)
        connection.execute(f"create or replace temp table cleaned as select {picked} from {source.table}")
        connection.execute(f"drop table {source.table}")
        connection.execute(f"alter table cleaned rename to {source.table}")
    counted = connection.execute(
        f"select count(*), count(coalesce({', '.join(source.columns)})) from {source.table}"
    ).fetchone()
    assert counted is not None
    source.blank_rows = counted[0] - counted[1]
    return counted[1]


def _read_parquet(connection: duckdb.DuckDBPyConnection, path: Path, number: int) -> Source:
    table = f"source_{number}"
    quoted = str(path).replace("'", "''")
    try:
        described = connection.execute(f"describe select * from read_parquet('{quoted}')").fetchall()
        names = [row[0] for row in described]
        quoted_names = ['"' + name.replace('"', '""') + '"' for name in names]
        picked = ", ".join(
            f"{cleaned(name) if row[1] == 'VARCHAR' else name} as c{n}"
            for n, (name, row) in enumerate(zip(quoted_names, described, strict=True), start=1)
        )
        connection.execute(
            f"create or replace temp view {table} as select {picked}, file_row_number as file_row "
            f"from read_parquet('{quoted}', file_row_number = true)"
        )
        source = Source(
            path.name,
            path,
            table,
            dialects.unique_headers(tuple(name.strip() for name in names)),
            tuple(row[1] for row in described),
            "s.file_row",
            "parquet",
            encodings.content_hash(path),
        )
        found = connection.execute(f"select count(*) from {table}").fetchone()
    except duckdb.Error as error:
        raise ImportProblem(f"{path.name} cannot be read as Parquet: {str(error).splitlines()[0]}") from error
    source.rows = found[0] if found else 0
    return source


def _read_book(connection: duckdb.DuckDBPyConnection, path: Path, number: int) -> list[Source]:
    digest = encodings.content_hash(path)
    sources = []
    sheets = workbooks.sheets(path)
    for position, sheet in enumerate(sheets, start=1):
        table = f"source_{number}_{position}"
        frame = sheet.frame
        connection.register("sheet_frame", frame)
        picked = ", ".join(f"{cleaned(name)} as {name}" for name in frame.columns)
        connection.execute(f"create or replace temp table {table} as select {picked} from sheet_frame")
        connection.unregister("sheet_frame")
        name = path.name if len(sheets) == 1 else f"{path.name}/{sheet.name}"
        source = Source(name, path, table, sheet.headers, ("VARCHAR",) * len(sheet.headers), "s.rowid", "excel", digest)
        source.rows = _count(connection, source)
        source.lines = lines.Lines(lines_before=sheet.header_row, is_plain=True)
        sources.append(source)
    return sources
