"""Rows copied out of a live database → a source like any file: typed where every value has its column's type."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dashboard.importing import dialects, encodings
from dashboard.importing.frames import literal
from dashboard.importing.lines import Lines
from dashboard.importing.live_sessions import BINARY, DECIMAL, JSON, TEXT, Field
from dashboard.importing.problems import ImportProblem
from dashboard.importing.source import Source, clean_texts

_LOCALE = "[a-z]{2,3}(_[A-Z]{2}|_[0-9]{3})?(@[a-z]+)?"
_WHOLE_LOCALE = "[a-z]{2,3}_([A-Z]{2}|[0-9]{3})(@[a-z]+)?"
_LANGUAGES = {"en": ("en_US", "en_GB"), "zh": ("zh_CN", "zh_TW", "en_US")}
# Days outside are refused with a reason like those of files.
_EARLIEST, _LATEST = "1900-01-01", "2200-01-01"
_TIMES = ("DATE", "TIMESTAMP")
_LONGEST_ROW = 8_000_000


def languages(language: str) -> tuple[str, ...]:
    """The locales of a name in several languages, in the order in which they count."""
    return _LANGUAGES.get(language, _LANGUAGES["en"])


def land(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    rows: Path,
    fields: list[Field],
    number: int,
    language: str,
    time_zone: str,
) -> Source:
    """Make a source of rows that a session has copied; `rows` is emptied.

    `time_zone` is that of timestamps without one, "" to take them as written. A column in which a value does not have
    its type stays text, so that the row at fault is refused with a reason. A whole-number `id` numbers the rows.
    """
    kept = [place for place, field in enumerate(fields) if field.type != BINARY]
    if not kept:
        raise ImportProblem(f"{name} has no columns that hold text, numbers or days.")
    target = rows.with_suffix(".parquet")
    types = _written(connection, name, rows, target, fields, kept, language, time_zone)
    rows.write_bytes(b"")
    table = f"parquet_live_{number}"
    cells = {f"c{position}": type_ for position, type_ in enumerate(types, start=1)}
    reader = (
        f"(select * from read_parquet({_path(target)}, file_row_number = true)) as file({', '.join(cells)}, file_row)"
    )
    picked = clean_texts(connection, reader, cells)
    connection.execute(f"create or replace temp view {table} as select {', '.join(picked)}, file_row from {reader}")
    headers = dialects.unique_headers(tuple(fields[place].name.strip() for place in kept))
    digest = encodings.content_hash(target)
    source = Source(name, target, table, headers, tuple(types), "s.file_row", "database", digest)
    counted = connection.execute(f"select count(*) from {table}").fetchone()
    source.rows = counted[0] if counted else 0
    source.lines = Lines(lines_before=0, is_plain=True)
    _number_by_id(connection, source)
    return source


def _written(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    rows: Path,
    target: Path,
    fields: list[Field],
    kept: list[int],
    language: str,
    time_zone: str,
) -> list[str]:
    """Write the rows as Parquet; returns the type of each column: its own, or text where a value has not that type."""
    try:
        types = _with_digits(connection, rows, fields)
        if not _write(connection, rows, target, fields, types, kept, language, time_zone):
            types = _fitting(connection, rows, types)
            _write(connection, rows, target, fields, types, kept, language, time_zone)
    except duckdb.Error as error:
        raise ImportProblem(f"{name} has a row of more than 8 MB, or text that is not UTF-8.") from error
    described = connection.execute(f"describe select * from read_parquet({_path(target)})").fetchall()
    return [row[1] for row in described]


def _with_digits(connection: duckdb.DuckDBPyConnection, rows: Path, fields: list[Field]) -> list[str]:
    """The type to read each column with; decimals have the digits they need, as DuckDB reads 18 of them much faster."""
    types = [TEXT if field.type in (BINARY, JSON) else field.type for field in fields]
    places = [place for place, type_ in enumerate(types) if type_ == DECIMAL]
    if not places:
        return types
    lengths = [
        f"coalesce(max(length(split_part(ltrim(c{place}, '-'), '.', {part}))), 0)"
        for place in places
        for part in (1, 2)
    ]
    found = connection.execute(f"select {', '.join(lengths)} from {_reader(rows, [TEXT] * len(types))}").fetchone()
    assert found is not None
    for place, whole, scale in zip(places, found[::2], found[1::2], strict=True):
        if whole + scale > 18 and scale > 8 and whole <= 13:
            # the result of a division, which no type holds to its end
            types[place] = "DOUBLE"
            continue
        width = 18 if whole + scale <= 18 else 38
        types[place] = f"DECIMAL({width}, {scale})" if whole + scale <= width else TEXT
    return types


def _write(
    connection: duckdb.DuckDBPyConnection,
    rows: Path,
    target: Path,
    fields: list[Field],
    types: list[str],
    kept: list[int],
    language: str,
    time_zone: str,
) -> bool:
    """Write the rows with these types; False where a value does not fit, or lies outside the days that are read."""
    cells = []
    for place in kept:
        cell = f"c{place}"
        if fields[place].type == JSON:
            cell = _named(cell, language)
        elif types[place] == "TIMESTAMP" and time_zone:
            cell = f"timezone({literal(time_zone)}, {cell})"
        cells.append(f"{cell} as c{place}")
    try:
        connection.execute(
            f"copy (select {', '.join(cells)} from {_reader(rows, types)}) to {_path(target)} (format parquet)"
        )
    except (duckdb.ConversionException, duckdb.InvalidInputException):
        if set(types) == {TEXT}:
            raise
        return False
    times = [f"c{place}" for place in kept if types[place].startswith(_TIMES)]
    if not times:
        return True
    inside = " and ".join(
        f"coalesce(min({each}) >= '{_EARLIEST}' and max({each}) < '{_LATEST}', true)" for each in times
    )
    found = connection.execute(f"select {inside} from read_parquet({_path(target)})").fetchone()
    return bool(found and found[0])


def _fitting(connection: duckdb.DuckDBPyConnection, rows: Path, types: list[str]) -> list[str]:
    """The types that every value of their column has; text for the others."""
    checks = []
    for place, type_ in enumerate(types):
        cast = f"try_cast(c{place} as {type_})"
        if type_.startswith(_TIMES):
            cast = f"case when {cast} >= '{_EARLIEST}' and {cast} < '{_LATEST}' then 1 end"
        checks.append("true" if type_ == TEXT else f"count(c{place}) = count({cast})")
    found = connection.execute(f"select {', '.join(checks)} from {_reader(rows, [TEXT] * len(types))}").fetchone()
    assert found is not None
    return [type_ if fits else TEXT for type_, fits in zip(types, found, strict=True)]


def _reader(rows: Path, types: list[str]) -> str:
    columns = ", ".join(f"'c{place}': '{type_}'" for place, type_ in enumerate(types))
    return f"""read_csv({_path(rows)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"',
        columns = {{{columns}}}, nullstr = '', allow_quoted_nulls = false, max_line_size = {_LONGEST_ROW},
        compression = 'none', strict_mode = true)"""


def _named(cell: str, language: str) -> str:
    """SQL for a name that is kept in several languages ({"en_US": "New", …}): the workspace's; any other as it is."""
    keys = f"json_keys({cell})"
    is_name = (
        f"case when json_valid({cell}) and json_type({cell}) = 'OBJECT' then "
        f"len(list_filter({keys}, lambda k: regexp_full_match(k, '{_WHOLE_LOCALE}'))) > 0 "
        f"and len(list_filter({keys}, lambda k: not regexp_full_match(k, '{_LOCALE}'))) = 0 else false end"
    )
    texts = [f"json_extract_string({cell}, '$.{locale}')" for locale in languages(language)]
    first = f"json_extract_string({cell}, '$.' || {keys}[1])"
    return f"case when {is_name} then coalesce({', '.join(texts)}, {first}) else {cell} end"


def _number_by_id(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Call rows by their `id` where that is a whole number of their own: a database's rows have no other place."""
    own = [header for header in source.headers if header.casefold() == "id"]
    if not own or source.types[source.headers.index(own[0])] != "BIGINT":
        return
    cell = source.column(own[0])
    sql = f"select count(distinct {cell}) = count(*) and coalesce(min({cell}), 0) >= 0 from {source.table}"
    found = connection.execute(sql).fetchone()
    if found and found[0]:
        source.row = f"s.{cell}"
        source.lines = Lines(lines_before=-1, is_plain=True)
        source.note = f"Rows are called by their {own[0]}, not by lines."


def _path(path: Path) -> str:
    return literal(str(path))
