"""Finished readings → rows of the tables; what cannot be a row is refused with its reason."""

from __future__ import annotations

import json
from dataclasses import dataclass

import duckdb

from dashboard.importing import frames, tables
from dashboard.importing.columns import Column, literal
from dashboard.importing.reading import Reading

_CONTENT_LIMIT = 4000
_TOTALS = ", ".join(map(literal, ("total", "totals", "grand total", "sum", "subtotal", "合计", "总计", "小计", "总和")))


@dataclass(frozen=True)
class Refusal:
    """A refused row: its position in the source, the header at fault (None: the whole row), the value and why."""

    position: int
    column: str | None
    value: str | None
    reason: str


def refuse_unreadable(connection: duckdb.DuckDBPyConnection, reading: Reading) -> int:
    """Put rows with an unreadable or missing value into temp table refused_<number>; returns how many there are.

    Of several faults in a row the first column's is told.
    """
    name = f"refused_{reading.number}"
    connection.execute(f'create or replace temp table {name} (position bigint, "column" text, value text, reason text)')
    required = [reading.columns[each] for each in tables.required(reading.table)]
    count = connection.execute(f"select count(*) {reading.from_clause}").fetchone() if required else (0,)
    assert count is not None
    missing = [each for each in required if each.nonblank < count[0]]
    faulty = [each for each in reading.all_columns if each.reason]
    totals = _totals(connection, reading)
    if not missing and not faulty and not totals:
        return 0
    cases = [(f"({each.value}) is null and {each.text} is null", each, "null", "'is missing'") for each in missing]
    cases += [
        (f"lower({each.text}::text) in ({_TOTALS})", each, f"{each.text}::text", "'is a total, not a row'")
        for each in totals
    ]
    cases += [(f"{each.reason} is not null", each, f"{each.text}::text", each.reason or "") for each in faulty]
    headers = " ".join(f"when {condition} then {literal(each.header)}" for condition, each, _, _ in cases)
    found = " ".join(f"when {condition} then {value}" for condition, _, value, _ in cases)
    reasons = " ".join(f"when {condition} then {reason}" for condition, _, _, reason in cases)
    anything = " or ".join(f"({condition})" for condition, *_ in cases)
    connection.execute(
        f"insert into {name} select {reading.source.row}, case {headers} end, case {found} end, case {reasons} end "
        f"{reading.from_clause} and ({anything})"
    )
    return _refused(connection, reading)


def _totals(connection: duckdb.DuckDBPyConnection, reading: Reading) -> list[Column]:
    """Key columns in which a report's total line stands."""
    keys = [reading.columns[name] for name in tables.KEYS.get(reading.table, ()) if name in reading.columns]
    keys = [each for each in keys if each.kind == "id"]
    any_total = [f"coalesce(bool_or(lower({each.text}::text) in ({_TOTALS})), false)" for each in keys]
    found = connection.execute(f"select {', '.join(any_total)} {reading.from_clause}").fetchone() if keys else ()
    return [each for each, has_total in zip(keys, found or (), strict=True) if has_total]


def refuse_repeated(connection: duckdb.DuckDBPyConnection, readings: list[Reading], table: str) -> None:
    """Of rows with one key keep the one modified last, else the last read; refuse the others, naming its line."""
    key = tables.KEYS.get(table)
    readings = [each for each in readings if key and all(name in each.columns for name in key)]
    if not key or not readings:
        return
    parts = []
    for reading in readings:
        keys = " || chr(31) || ".join(f"({reading.columns[name].value})::text" for name in key)
        modified = reading.columns["modified_at"].value if "modified_at" in reading.columns else "null::timestamp"
        parts.append(
            f"select {reading.number} as reading, {reading.source.row} as position, {keys} as key, "
            f"{modified} as modified {reading.from_clause} {_not_refused(connection, reading)}"
        )
    every = " union all ".join(f"({part})" for part in parts)
    connection.execute(
        f"""create or replace temp table repeated_keys as
        select key from ({every}) where key is not null group by key having count(*) > 1"""
    )
    if connection.execute("select count(*) from repeated_keys").fetchone() == (0,):
        return
    connection.execute(
        f"""create or replace temp table repeated as
        select *, row_number() over newest as place, first_value(reading) over newest as kept_reading,
            first_value(position) over newest as kept_position, first_value(modified) over newest as kept_modified
        from ({every}) where key in (select key from repeated_keys)
        window newest as (partition by key order by modified desc nulls last, reading desc, position desc)"""
    )
    _refuse_all_but_first(connection, {each.number: each for each in readings}, key)


def _refuse_all_but_first(
    connection: duckdb.DuckDBPyConnection, readings: dict[int, Reading], key: tuple[str, ...]
) -> None:
    rows = connection.execute(
        """select reading, position, key, modified, kept_reading, kept_position, kept_modified
        from repeated where place > 1"""
    ).fetchall()
    contents = {
        number: _contents(connection, reading, [row[1] for row in rows if row[0] == number]
                          + [row[5] for row in rows if row[4] == number])
        for number, reading in readings.items()
    }  # fmt: skip
    lines = {number: readings[number].source.lines.of(list(found)) for number, found in contents.items()}
    refused: dict[int, list[Refusal]] = {}
    for number, position, value, modified, kept_number, kept_position, kept_modified in rows:
        kept = readings[kept_number]
        line = lines[kept_number].get(kept_position, 0)
        where = f"line {line}" if kept_number == number else f"line {line} of {kept.source.name}"
        same = contents[number][position] == contents[kept_number][kept_position]
        if same:
            reason = f"same as {where}"
        elif modified is not None and kept_modified is not None and modified < kept_modified:
            reason = f"{where} has the same key and was modified later"
        else:
            reason = f"{where} has the same key and comes later"
        header = ", ".join(readings[number].label(name) for name in key)
        refused.setdefault(number, []).append(Refusal(position, header, value.replace("\x1f", ", "), reason))
    for number, refusals in refused.items():
        cells = [(each.position, each.column, each.value, each.reason) for each in refusals]
        frames.insert(connection, f"refused_{number}", cells)


def _contents(
    connection: duckdb.DuckDBPyConnection, reading: Reading, positions: list[int]
) -> dict[int, tuple[object, ...]]:
    """The cells of rows by position."""
    source = reading.source
    frames.create(connection, "positions", "position bigint", [(each,) for each in positions])
    cells = ", ".join(f"s.{each}::text" for each in source.columns)
    rows = connection.execute(
        f"select {source.row}, {cells} from {source.table} s where {source.row} in (select position from positions)"
    ).fetchall()
    return {row[0]: row[1:] for row in rows}


def _refused(connection: duckdb.DuckDBPyConnection, reading: Reading) -> int:
    found = connection.execute(f"select count(*) from refused_{reading.number}").fetchone()
    return found[0] if found else 0


def _not_refused(connection: duckdb.DuckDBPyConnection, reading: Reading) -> str:
    if not _refused(connection, reading):
        return ""
    return f"and {reading.source.row} not in (select position from refused_{reading.number})"


def insert(connection: duckdb.DuckDBPyConnection, reading: Reading, line_base: int, used: set[str]) -> int:
    """Write the accepted rows; headers not in `used` go to extra. Returns how many rows were written.

    `line_base` is added to positions, so that rows of a later file come after those of an earlier one.
    """
    types = tables.columns(reading.table)
    picked: dict[str, str] = {}
    for name, column in reading.columns.items():
        default = tables.DEFAULTS.get((reading.table, name))
        picked[name] = f"coalesce({column.value}, {literal(default)})" if default else column.value
    for (table, name), default in tables.DEFAULTS.items():
        if table == reading.table and name not in picked:
            picked[name] = literal(default)
    row = reading.source.row
    if "line_no" in types:
        picked["line_no"] = f"{row} + {line_base + 1}"
    if reading.table == "deal_lines":
        own = picked.get("deal_line_id", "null")
        picked["deal_line_id"] = f"coalesce({own}, ({picked['deal_id']}) || '-' || ({row} + 1))"
        if "quantity" in picked and "unit_price" in picked:
            product = f"(({picked['quantity']}) * ({picked['unit_price']}))::decimal(18, 2)"
            picked["amount"] = f"coalesce({picked['amount']}, {product})" if "amount" in picked else product
    extra = _extra(reading, used)
    if extra and "extra" in types:
        picked["extra"] = extra
    names, expressions = ", ".join(picked), ", ".join(f"({sql})::{types[name]}" for name, sql in picked.items())
    done = connection.execute(
        f"insert into {reading.table} ({names}) select {expressions} "
        f"{reading.from_clause} {_not_refused(connection, reading)}"
    ).fetchone()
    return done[0] if done else 0


def _extra(reading: Reading, used: set[str]) -> str | None:
    """SQL of the JSON of cells nobody asked for, without the empty ones."""
    source = reading.source
    rest = [header for header in source.headers if header not in used]
    if not rest:
        return None
    pairs = ", ".join(f"{literal(header)}, s.{source.column(header)}::text" for header in rest)
    cells = ", ".join(f"s.{source.column(header)}::text" for header in rest)
    # A merge patch drops the keys whose value is NULL.
    filled = f"json_merge_patch('{{}}', json_object({pairs}))"
    return f"case when coalesce({cells}) is not null then {filled} end"


def write_refused(connection: duckdb.DuckDBPyConnection, reading: Reading) -> int:
    """Move the refused rows, and those broken when reading, into table refused_rows; returns how many."""
    source = reading.source
    name = f"refused_{reading.number}"
    found = connection.execute(f'select position, "column", value, reason from {name} order by position').fetchall()
    broken = source.broken if reading.counts_broken else []
    if not found and not broken:
        return 0
    positions = [row[0] for row in found]
    lines, contents = source.lines.of(positions), _contents(connection, reading, positions)
    rows: list[tuple[str, int | None, str | None, str | None, str, str]] = [
        (source.name, lines.get(position), column, value, reason, _json(source.headers, contents[position]))
        for position, column, value, reason in found
    ]
    rows += [(source.name, each.line, None, None, each.reason, each.content[:_CONTENT_LIMIT]) for each in broken]
    rows.sort(key=lambda row: row[1] or 0)
    frames.insert(connection, "refused_rows", rows)
    return len(rows)


def _json(headers: tuple[str, ...], cells: tuple[object, ...]) -> str:
    filled = {header: cell for header, cell in zip(headers, cells, strict=True) if cell is not None}
    return json.dumps(filled, ensure_ascii=False)[:_CONTENT_LIMIT]
