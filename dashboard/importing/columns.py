"""One column of a file on its way to one column of a table, as SQL: its text, its value, and why there is none."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

import duckdb

from dashboard.importing import frames, values
from dashboard.importing.source import Source

TYPES = {
    "instant": "timestamp",
    "day": "date",
    "money": "decimal(18, 2)",
    "number": "double",
    "rate": "decimal(28, 8)",
    "share": "double",
    "boolean": "boolean",
}


@dataclass
class Column:
    """How one of our columns is read.

    `text` is SQL for the text as exported (NULL where blank), `fast` for its value where a cast can tell, `value` for
    the finished one, `reason` for why there is none; `joins` are the maps they need. `sql_type` is that of the source's
    column, VARCHAR for texts. `residue` holds the distinct texts `fast` cannot read, `unread` the number of their rows.
    `decimal_mark` is "?" where the texts leave it open.
    """

    name: str
    kind: str
    header: str
    text: str
    sql_type: str = "VARCHAR"
    fast: str | None = None
    value: str = ""
    reason: str | None = None
    joins: list[str] = field(default_factory=list)
    residue: list[str] = field(default_factory=list)
    nonblank: int = 0
    has_offsets: bool = False
    all_offsets: bool = False
    has_doubtful_marks: bool = False
    decimal_mark: str = "."
    unread: int = 0
    least: Decimal | None = None
    largest: Decimal | None = None

    @property
    def as_text(self) -> str:
        """SQL of the text also where the source's column has another type."""
        return self.text if self.sql_type == "VARCHAR" else f"{self.text}::text"

    def finish(self) -> None:
        """Take the fast value as the value; maps for the rest come after."""
        self.value = self.fast or self.text


def text_of(source: Source, header: str) -> tuple[str, str]:
    """SQL for a header's cell (NULL where blank) and its type."""
    return f"s.{source.column(header)}", source.types[source.headers.index(header)]


def add_map(
    connection: duckdb.DuckDBPyConnection,
    column: Column,
    name: str,
    parse: Callable[[str], object],
    is_required: bool,
) -> list[str]:
    """Read the residue with `parse` and join the results; returns the texts that stand for nothing."""
    column.finish()
    if not column.residue:
        return []
    texts, found, nothing = [], [], []
    reasons: dict[str, str] = {}
    for text in column.residue:
        texts.append(text)
        try:
            found.append(parse(text))
        except values.UnreadableError as error:
            found.append(None)
            if not values.stands_for_nothing(text):
                reasons[text] = str(error)
            elif is_required:
                reasons[text] = "is missing"
            else:
                nothing.append(text)
    type_ = TYPES.get(column.kind, "text")
    cells = [
        (text, None if value is None else str(value), reasons.get(text))
        for text, value in zip(texts, found, strict=True)
    ]
    frames.create(connection, f"{name}_texts", "text text, value text, reason text", cells)
    connection.execute(
        f"create or replace temp table {name} as select text, value::{type_} as value, reason from {name}_texts"
    )
    column.joins.append(f"left join {name} on {name}.text = {column.as_text}")
    column.value = f"coalesce({column.fast}, {name}.value)" if column.fast else f"{name}.value"
    column.reason = f"{name}.reason" if reasons else None
    return nothing


def word(text: str) -> str:
    """A text as words are compared: NFKC, trimmed, casefolded."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def replace_texts(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    column: Column,
    name: str,
    joins: list[str],
    new: Callable[[str], str],
) -> None:
    """Put other texts in the place of some, before anything is parsed; "" stands for nothing."""
    sql = f"select distinct {column.text} from {source.table} s {' '.join(joins)} where {source.not_blank}"
    changed = [(row[0], new(row[0])) for row in connection.execute(sql).fetchall() if row[0] is not None]
    changed = [(old, text) for old, text in changed if text != old]
    if not changed:
        return
    frames.create(connection, name, "text text, value text", [(old, text or None) for old, text in changed])
    join = f"left join {name} on {name}.text = {column.text}"
    joins.append(join)
    column.text = f"case when {name}.text is not null then {name}.value else {column.text} end"
    column.sql_type = "VARCHAR"
