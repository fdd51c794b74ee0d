"""The accepted rows of a finished reading, written into their table."""

from __future__ import annotations

import duckdb

from dashboard.importing import tables
from dashboard.importing.frames import literal
from dashboard.importing.reading import Reading
from dashboard.importing.refusals import not_refused


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
        f"{reading.from_clause} {not_refused(connection, reading)}"
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
