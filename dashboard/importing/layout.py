"""A mapping laid over a source: the text of every column, with lookups and replacements made, and its evidence."""

from __future__ import annotations

from fnmatch import fnmatch
from functools import partial

import duckdb

from dashboard.importing import columns, profiles, rules, tables
from dashboard.importing.columns import Column
from dashboard.importing.frames import literal
from dashboard.importing.mapping import Mapping
from dashboard.importing.problems import ImportProblem
from dashboard.importing.reading import Reading
from dashboard.importing.source import Source


def prepare(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    source: Source,
    mapping: Mapping,
    sources: list[Source],
    zone: str,
) -> Reading:
    """Lay out the columns of a mapping and scan the source once for evidence.

    ImportProblem names a header or a required column that the file does not have.
    """
    reading = Reading(number, source, mapping)
    _check_headers(reading)
    known = tables.columns(mapping.table)
    for name in known:
        column = _laid_out(reading, name)
        if column is not None:
            reading.columns[name] = column
    missing = [name for name in tables.required(mapping.table) if name not in reading.columns]
    if missing:
        raise ImportProblem(
            f"{source.name} was read as {mapping.table} but has no column for {', '.join(missing)}. "
            f"Its columns are: {source.headers_shown}."
        )
    for name, rule in mapping.rules.items():
        if rule.name == "closed_won_flags" and name in known:
            keys = ("is_closed", "is_won") if len(rule.headers) > 1 else ("is_won",)
            for key, header in zip(keys, rule.headers, strict=True):
                text, type_ = columns.text_of(source, header)
                reading.flags[key] = Column(f"{name}:{key}", "boolean", header, text, type_)
    for column in reading.columns.values():
        if column.name in mapping.lookups:
            _look_up(connection, reading, column, sources)
        if mapping.values.get(column.name):
            given = {columns.word(old): new for old, new in mapping.values[column.name].items()}
            replaced = partial(_replaced, given)
            columns.replace_texts(connection, source, column, reading.map_name(), reading.joins, replaced)
    profiles.profile(connection, source, reading.all_columns, reading.joins, zone)
    for column in reading.all_columns:
        profiles.collect_residue(connection, source, column, reading.joins)
    return reading


def _replaced(given: dict[str, str], text: str) -> str:
    return given.get(columns.word(text), text)


def _check_headers(reading: Reading) -> None:
    source, mapping = reading.source, reading.mapping
    absent = sorted(mapping.headers - set(source.headers))
    if absent:
        raise ImportProblem(
            f"{source.name}: {mapping.name} names the column {', '.join(map(repr, absent))}, which the file "
            f"does not have. Its columns are: {source.headers_shown}."
        )
    unknown = sorted({*mapping.columns, *mapping.joined, *mapping.constants} - tables.columns(mapping.table).keys())
    if unknown:
        raise ImportProblem(
            f"{source.name}: {mapping.name} fills {', '.join(unknown)}, which {mapping.table} does not have."
        )


def _laid_out(reading: Reading, name: str) -> Column | None:
    """The column's text, before any replacement; None if the mapping does not feed it."""
    source, mapping = reading.source, reading.mapping
    kind = tables.kind(mapping.table, name)
    if name in mapping.joined:
        parts = [f"{columns.text_of(source, header)[0]}::text" for header in mapping.joined[name]]
        return Column(name, kind, " + ".join(mapping.joined[name]), _joined(parts))
    rule = mapping.rules.get(name)
    if rule is not None:
        cells = [columns.text_of(source, header) for header in rule.headers]
        if rule.name in ("when_closed", "period_end"):
            return Column(name, kind, rule.headers[0], *cells[0])
        made = rules.text_sql(rule, [f"{cell}::text" for cell, _ in cells])
        return Column(name, kind, " + ".join(rule.headers), made) if made else None
    if name in mapping.columns:
        return _fed(reading, name, kind)
    if name in mapping.constants:
        return Column(name, kind, name, literal(mapping.constants[name]))
    return None


def _fed(reading: Reading, name: str, kind: str) -> Column:
    """A column fed by a header, by others where that one is empty, and by a constant where all are."""
    source, mapping = reading.source, reading.mapping
    header = mapping.columns[name]
    cells = [columns.text_of(source, each) for each in (header, *mapping.fallbacks.get(name, ()))]
    types = {type_ for _, type_ in cells}
    sql_type = types.pop() if len(types) == 1 and name not in mapping.constants else "VARCHAR"
    if not _is_castable(kind, sql_type):
        sql_type = "VARCHAR"
    texts = [text if type_ == sql_type else f"{text}::text" for text, type_ in cells]
    if name in mapping.constants:
        texts.append(literal(mapping.constants[name]))
    return Column(name, kind, header, f"coalesce({', '.join(texts)})" if len(texts) > 1 else texts[0], sql_type)


def _is_castable(kind: str, sql_type: str) -> bool:
    """Whether a typed source column (Parquet) needs no text in between."""
    if kind in ("instant", "day"):
        return sql_type.startswith(("DATE", "TIMESTAMP"))
    if kind == "boolean":
        return sql_type == "BOOLEAN"
    if kind in ("money", "number", "rate", "share"):
        return sql_type.startswith(
            ("DECIMAL", "DOUBLE", "FLOAT", "BIGINT", "INTEGER", "SMALLINT", "TINYINT", "U", "HUGEINT")
        )
    return False


def _joined(parts: list[str]) -> str:
    whole = [f"regexp_replace({part}, '^(\\d{{1,15}})\\.0$', '\\1')" for part in parts]
    return " || '-' || ".join(f"coalesce({part}, '')" for part in whole)


def _look_up(connection: duckdb.DuckDBPyConnection, reading: Reading, column: Column, sources: list[Source]) -> None:
    """Put the text another file holds for the key in the key's place."""
    lookup = reading.mapping.lookups[column.name]
    other = next((each for each in sources if fnmatch(each.name.casefold(), lookup.file.casefold())), None)
    if other is None:
        raise ImportProblem(
            f"{reading.source.name}: {column.name} is looked up in {lookup.file}, which was not imported with it."
        )
    for header in (lookup.key, lookup.take):
        if header not in other.headers:
            raise ImportProblem(f"{other.name} has no column {header!r}, in which {column.name} is looked up.")
    sql = f"select {other.column(lookup.key)}::text, {other.column(lookup.take)}::text from {other.table}"
    taken = {_key(row[0]): row[1] or "" for row in connection.execute(sql).fetchall() if row[0] is not None}
    unknown: set[str] = set()

    def take(text: str) -> str:
        if _key(text) not in taken:
            unknown.add(text)
            return text
        return taken[_key(text)]

    columns.replace_texts(connection, reading.source, column, reading.map_name(), reading.joins, take)
    if unknown:
        some = ", ".join(sorted(unknown)[:5]) + (", …" if len(unknown) > 5 else "")
        reading.notes.append(f"Kept as exported, as {other.name} does not have it: {column.header} {some}.")


def _key(text: str) -> str:
    text = columns.word(text)
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text
