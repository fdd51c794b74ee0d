"""Rows that cannot be rows of a table: unreadable, incomplete, repeated, or broken when the file was split."""

from __future__ import annotations

import duckdb

from dashboard.importing import captions, frames, tables
from dashboard.importing.columns import Column
from dashboard.importing.frames import literal
from dashboard.importing.reading import Reading

_CONTENT_LIMIT = 4000
_TOTAL = "is a total, not a row"
_TOTALS = (
    r"(grand |sub-?|page )?totals?( \(?[\d.,]+.*)?|sum"
    r"|(本页)?(合计|总计|小计|总和|共计)([(（ ][\d.,]+.*)?|合計|総計|小計|gesamt|gesamtsumme|summe|total général|totaal"
)
_SHOWN_OF_LONG = 100


# A condition and the header, value and reason of the refusal, all SQL.
Case = tuple[str, str, str, str]


def refuse_unreadable(connection: duckdb.DuckDBPyConnection, reading: Reading) -> int:
    """Put what is no row, and rows with an unreadable or missing value, into temp table refused_<number>; how many.

    Of several faults in a row the first column's is told.
    """
    name = f"refused_{reading.number}"
    connection.execute(f'create or replace temp table {name} (position bigint, "column" text, value text, reason text)')
    required = [reading.columns[each] for each in tables.required(reading.table)]
    rows = connection.execute(f"select count(*) {reading.from_clause}").fetchone() if required else (0,)
    assert rows is not None
    missing = [each for each in required if each.nonblank < rows[0]]
    cases = [*_no_rows(reading), *_totals(connection, reading, missing), *_long(reading)]
    cases += [
        (f"({each.value}) is null and {each.text} is null", literal(each.header), "null", "'is missing'")
        for each in missing
    ]
    cases += [
        (f"{each.reason} is not null", literal(each.header), f"{each.text}::text", each.reason)
        for each in reading.all_columns
        if each.reason
    ]
    if not cases:
        return 0
    headers = " ".join(f"when {condition} then {header}" for condition, header, _, _ in cases)
    found = " ".join(f"when {condition} then {value}" for condition, _, value, _ in cases)
    reasons = " ".join(f"when {condition} then {reason}" for condition, _, _, reason in cases)
    anything = " or ".join(f"({condition})" for condition, *_ in cases)
    connection.execute(
        f"insert into {name} select {reading.source.row}, case {headers} end, case {found} end, case {reasons} end "
        f"{reading.from_clause} and ({anything})"
    )
    return count(connection, reading)


def _no_rows(reading: Reading) -> list[Case]:
    """Rows that were found to be no rows when the file was read."""
    by_reason: dict[str, list[str]] = {}
    for position, reason in reading.source.captions.items():
        by_reason.setdefault(reason, []).append(str(position))
    return [
        (f"{reading.source.row} in ({', '.join(positions)})", "null", _first(reading), literal(reason))
        for reason, positions in by_reason.items()
    ]


def _long(reading: Reading) -> list[Case]:
    source = reading.source
    reason = literal(f"has more than {source.longest_cell:,} characters (limits.cell_characters in funnel.toml)")
    return [
        (
            f"length(s.{name}) > {source.longest_cell}",
            literal(source.headers[source.columns.index(name)]),
            f"left(s.{name}, {_SHOWN_OF_LONG}) || '…'",
            reason,
        )
        for name in source.long_cells
    ]


def _totals(connection: duckdb.DuckDBPyConnection, reading: Reading, missing: list[Column]) -> list[Case]:
    """A report's total line: its word stands in the key or, where a key or another required cell is empty, first."""
    keys = [reading.columns[name] for name in tables.KEYS.get(reading.table, ()) if name in reading.columns]
    seen = [(f"{each.text}::text", literal(each.header)) for each in keys if each.kind == "id"]
    if missing:
        lacks = " or ".join(f"{each.text} is null" for each in missing)
        seen.append((f"case when {lacks} then {_first(reading)} end", _first_header(reading)))
    said = [f"regexp_full_match(lower(rtrim({text}, ':： ')), {literal(_TOTALS)})" for text, _ in seen]
    anywhere = ", ".join(f"coalesce(bool_or({each}), false)" for each in said)
    found = connection.execute(f"select {anywhere} {reading.from_clause}").fetchone() if said else ()
    return [
        (condition, header, text, literal(_TOTAL))
        for condition, (text, header), has_total in zip(said, seen, found or (), strict=True)
        if has_total
    ]


def _first(reading: Reading) -> str:
    """SQL of the first cell of a row that is filled."""
    return f"coalesce({', '.join(f's.{each}::text' for each in reading.source.columns)})"


def _first_header(reading: Reading) -> str:
    source = reading.source
    cases = (
        f"when s.{column} is not null then {literal(header)}"
        for column, header in zip(source.columns, source.headers, strict=True)
    )
    return f"case {' '.join(cases)} end"


def refuse_repeated(connection: duckdb.DuckDBPyConnection, readings: list[Reading], table: str) -> None:
    """Of rows with one key keep the one modified last, else the last read; refuse the others, naming its line."""
    key = tables.KEYS.get(table)
    readings = [each for each in readings if key and all(name in each.columns for name in key)]
    if not key or not readings:
        return
    every = " union all ".join(f"({_keyed(connection, reading, key)})" for reading in readings)
    connection.execute(
        f"""create or replace temp table repeated_keys as
        select key from ({every}) where key is not null group by key having count(*) > 1"""
    )
    if connection.execute("select count(*) from repeated_keys").fetchone() == (0,):
        return
    connection.execute(
        f"""create or replace temp table repeated as
        select *, row_number() over newest as place, first_value(reading) over newest as kept_reading,
            first_value(position) over newest as kept_position, first_value(modified) over newest as kept_modified,
            first_value(content) over newest as kept_content
        from ({every}) where key in (select key from repeated_keys)
        window newest as (partition by key order by modified desc nulls last, reading desc, position desc)"""
    )
    for kept in readings:
        positions = f"select distinct kept_position from repeated where place > 1 and kept_reading = {kept.number}"
        _make_lines(connection, kept, positions)
        for reading in readings:
            _refuse_for(connection, reading, kept, key)


def _keyed(connection: duckdb.DuckDBPyConnection, reading: Reading, key: tuple[str, ...]) -> str:
    keys = " || chr(31) || ".join(f"({reading.columns[name].value})::text" for name in key)
    modified = reading.columns["modified_at"].value if "modified_at" in reading.columns else "null::timestamp"
    cells = ", ".join(f"s.{each}" for each in reading.source.columns)
    return (
        f"select {reading.number} as reading, {reading.source.row} as position, {keys} as key, {modified} as modified, "
        f"hash({cells}) as content {reading.from_clause} {not_refused(connection, reading)}"
    )


def _refuse_for(connection: duckdb.DuckDBPyConnection, reading: Reading, kept: Reading, key: tuple[str, ...]) -> None:
    """Refuse a reading's rows for which a row of `kept` is kept."""
    header = literal(", ".join(reading.label(name) for name in key))
    elsewhere = "" if kept is reading else f" of {kept.source.name}"
    where = f"'line ' || line || {literal(elsewhere)}"
    connection.execute(
        f"""insert into refused_{reading.number}
        select repeated.position, {header}, replace(key, chr(31), ', '), case
            when content = kept_content then 'same as ' || {where}
            when modified < kept_modified then {where} || ' has the same key and was modified later'
            else {where} || ' has the same key and comes later' end
        from repeated join lines on lines.position = kept_position
        where place > 1 and reading = {reading.number} and kept_reading = {kept.number}"""
    )


def _make_lines(connection: duckdb.DuckDBPyConnection, reading: Reading, positions: str) -> None:
    """Make temp table lines (position, line) for the positions that a query gives."""
    shift = reading.source.lines.shift
    if shift is not None:
        connection.execute(
            f"create or replace temp table lines as select position, position + {shift} as line "
            f"from ({positions}) as wanted(position)"
        )
        return
    wanted = [row[0] for row in connection.execute(positions).fetchall()]
    found = reading.source.lines.of(wanted)
    frames.create(connection, "lines", "position bigint, line bigint", list(found.items()))


def count(connection: duckdb.DuckDBPyConnection, reading: Reading) -> int:
    """How many rows are refused so far."""
    found = connection.execute(f"select count(*) from refused_{reading.number}").fetchone()
    return found[0] if found else 0


def not_refused(connection: duckdb.DuckDBPyConnection, reading: Reading) -> str:
    """SQL, to follow a from clause, that leaves the refused rows out."""
    if not count(connection, reading):
        return ""
    return f"and {reading.source.row} not in (select position from refused_{reading.number})"


def write(connection: duckdb.DuckDBPyConnection, reading: Reading) -> int:
    """Move the refused rows, and those broken when reading, into table refused_rows; returns how many."""
    source, name = reading.source, f"refused_{reading.number}"
    refused = count(connection, reading)
    if refused:
        _make_lines(connection, reading, f"select distinct position from {name}")
        pairs = ", ".join(
            f"{literal(header)}, s.{column}::text"
            for header, column in zip(source.headers, source.columns, strict=True)
        )
        # A merge patch drops the keys whose value is NULL.
        content = f"left(json_merge_patch('{{}}', json_object({pairs}))::text, {_CONTENT_LIMIT})"
        connection.execute(
            f"""insert into refused_rows
            select {literal(source.name)}, line, refused."column", refused.value, refused.reason, {content}
            from {name} as refused left join lines using (position)
            left join {source.table} s on {source.row} = refused.position order by line"""
        )
        if reading.table == "deals":
            _keep_deals(connection, reading)
    broken = source.broken if reading.counts_broken else []
    rows = [(source.name, each.line, None, None, each.reason, each.content[:_CONTENT_LIMIT]) for each in broken]
    frames.insert(connection, "refused_rows", rows)
    if reading.table == "deals":
        unread = [(source.name, each.line, each.reason) for each in broken]
        frames.insert(connection, "refused_deals (file, line, reason)", unread)
    return refused + len(broken)


def _keep_deals(connection: duckdb.DuckDBPyConnection, reading: Reading) -> None:
    """Put what can be read of refused deals into table refused_deals, read like accepted ones; a total is none."""
    name, row = f"refused_{reading.number}", reading.source.row
    types = tables.columns("refused_deals")
    picked = {each: column.value for each, column in reading.columns.items() if each in types}
    values = "".join(f", ({sql})::{types[each]} as {each}" for each, sql in picked.items())
    connection.execute(
        f"""insert into refused_deals (file, line, reason, {", ".join(picked)})
        select {literal(reading.source.name)}, line, refused.reason, {", ".join(f"seen.{each}" for each in picked)}
        from {name} as refused
        left join lines using (position)
        left join (
            select {row} as position{values} {reading.from_clause} and {row} in (select position from {name})
        ) as seen using (position)
        where refused.reason not in ({", ".join(map(literal, (_TOTAL, *captions.REASONS)))})"""
    )
