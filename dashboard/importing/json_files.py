"""JSON lines and JSON lists of objects → temporary tables; what is nested stays JSON text."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from dashboard.importing import dialects, lines
from dashboard.importing.encodings import Text
from dashboard.importing.files import File
from dashboard.importing.frames import literal
from dashboard.importing.limits import check_columns
from dashboard.importing.problems import ImportProblem
from dashboard.importing.source import BrokenRow, Source, clean_texts, count, path_literal
from dashboard.settings import Limits

_CHUNK = 1 << 22


def is_json(text: Text) -> bool:
    """Whether a text begins as a JSON object or a list of objects; a header such as `[Deal]` does not."""
    with text.path.open(encoding="utf-8-sig") as file:
        start = "".join(file.read(4096).split())
    return start.startswith(('{"', "{}", "[{", "[]", "[[", '["'))


def read(
    connection: duckdb.DuckDBPyConnection, file: File, text: Text, number: int, scratch: Path, limits: Limits
) -> Source:
    """Read objects, one per line or in a list, with a column per key; a line that is no object is kept as broken.

    ImportProblem for a damaged list, and for what holds no object at all.
    """
    with text.path.open(encoding="utf-8-sig") as opened:
        is_list = opened.read(4096).lstrip().startswith("[")
    path, known = text.path, tuple[int, ...]()
    if is_list:
        path, known = scratch / f"{number}.jsonl", _as_lines(text.path, scratch / f"{number}.jsonl", file.name)
    raw, table = f"source_{number}_lines", f"source_{number}"
    _copy_lines(connection, path, raw, scratch / f"{number}-lines.jsonl", file.name)
    broken, blank_lines = _broken_rows(connection, raw)
    if broken and broken[0].content == "{":
        raise ImportProblem(f"{file.name} is one JSON object; records are read one per line or in a list.")
    keys = _keys(connection, raw)
    if not keys:
        why = f" Line {broken[0].line}: {broken[0].reason}." if broken else ""
        raise ImportProblem(f"{file.name} holds no JSON objects, one per line or in a list.{why}")
    # More keys than any CRM has fields: then the keys are values, such as ids.
    check_columns(file.name, len(keys), limits)
    pointers = [literal("/" + key.replace("~", "~0").replace("/", "~1")) for key in keys]
    cells = ", ".join(f"cells[{position}] as c{position}" for position in range(1, len(keys) + 1))
    connection.execute(
        f"""create or replace temp table {table} as select {cells}, position
        from (select json_extract_string(line, [{", ".join(pointers)}]) as cells, rowid as position
            from {raw} where {_IS_OBJECT})"""
    )
    connection.execute(f"drop table {raw}")
    headers = dialects.unique_headers(tuple(key.strip() for key in keys))
    source = Source(
        file.name,
        file.path,
        table,
        headers,
        ("VARCHAR",) * len(headers),
        "s.position",
        text.encoding,
        text.content_hash,
    )
    _clean(connection, source)
    source.rows = count(connection, source) + len(broken)
    source.blank_rows += blank_lines
    source.broken = broken
    source.lines = lines.Lines(records_before=0, lines_before=0, known=known)
    return source


_IS_OBJECT = "case when json_valid(line) then json_type(line) = 'OBJECT' else false end"


def _copy_lines(connection: duckdb.DuckDBPyConnection, path: Path, table: str, copy: Path, name: str) -> None:
    """Every line as a row, the blank ones too, so that a row's number is its line's."""
    sql = """create or replace temp table {} as select trim(line, ' \t\r\ufeff') as line from read_csv({},
        auto_detect = false, header = false, delim = '\x01', quote = '', escape = '', columns = {{'line': 'VARCHAR'}},
        strict_mode = false, max_line_size = 20000000, compression = 'none')"""
    try:
        connection.execute(sql.format(table, path_literal(path)))
    except duckdb.Error:
        lines.with_one_line_end(path, copy)
        try:
            connection.execute(sql.format(table, path_literal(copy)))
        except duckdb.Error as error:
            raise ImportProblem(f"{name} has a line of more than 20 MB.") from error


def _broken_rows(connection: duckdb.DuckDBPyConnection, table: str) -> tuple[list[BrokenRow], int]:
    """The lines that are no objects, and how many are blank."""
    found = connection.execute(
        f"""select rowid, line, json_valid(line) from {table}
        where coalesce(line, '') <> '' and not {_IS_OBJECT} order by rowid"""
    ).fetchall()
    blank = connection.execute(f"select count(*) from {table} where coalesce(line, '') = ''").fetchone()
    reasons = {True: "the line is not a JSON object", False: "the line is not valid JSON"}
    return [BrokenRow(row + 1, reasons[valid], line[:2000]) for row, line, valid in found], blank[0] if blank else 0


def _keys(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    """The keys of all objects in the order in which they first appear."""
    found = connection.execute(
        f"""select key from (
            select rowid as line, unnest(json_keys(line)) as key, unnest(range(len(json_keys(line)))) as place
            from {table} where {_IS_OBJECT})
        group by key order by min((line, place))"""
    ).fetchall()
    return [row[0] for row in found]


def _clean(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    picked = clean_texts(connection, source.table, dict.fromkeys(source.columns, "VARCHAR"))
    if any(" as " in each for each in picked):
        connection.execute(
            f"create or replace temp table cleaned as select {', '.join(picked)}, position from {source.table}"
        )
        connection.execute(f"drop table {source.table}")
        connection.execute(f"alter table cleaned rename to {source.table}")


def _as_lines(path: Path, copy: Path, name: str) -> tuple[int, ...]:
    """Write the objects of a list one per line; the lines on which they begin. The file is read in pieces."""
    begins: list[int] = []
    decoder, line, position, is_open = json.JSONDecoder(), 1, 0, False
    with (
        path.open(encoding="utf-8-sig", newline="") as source,
        copy.open("w", encoding="utf-8", newline="\n") as target,
    ):
        buffer = source.read(_CHUNK)
        while True:
            while (
                position < len(buffer) and buffer[position] in " \t\r\n,[" and not (is_open and buffer[position] == "[")
            ):
                line += buffer[position] == "\n"
                is_open |= buffer[position] == "["
                position += 1
            if position == len(buffer):
                buffer, position = source.read(_CHUNK), 0
                if not buffer:
                    raise ImportProblem(f"{name} ends on line {line} before its list does; it is incomplete.")
                continue
            if buffer[position] == "]":
                return tuple(begins)
            if buffer[position] != "{":
                raise ImportProblem(f"{name} is a list, but not of objects: line {line} has {buffer[position]!r}.")
            try:
                _, end = decoder.raw_decode(buffer, position)
            except (json.JSONDecodeError, RecursionError) as error:
                more = source.read(max(_CHUNK, len(buffer)))
                if more:
                    buffer, position = buffer[position:] + more, 0
                    continue
                at = getattr(error, "pos", position)
                place = line + buffer.count("\n", position, at)
                raise ImportProblem(f"{name} cannot be read as JSON from line {place} on; it is damaged.") from error
            # A line break in an object stands between its parts: inside a text JSON writes it as \\n.
            begins.append(line)
            target.write(buffer[position:end].replace("\r", " ").replace("\n", " ") + "\n")
            line += buffer.count("\n", position, end)
            position = end
