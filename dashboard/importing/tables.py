"""What the tables of `queries/tables` ask of a value: its kind, whether it must be there, what tells rows apart."""

from __future__ import annotations

import functools
import re

from dashboard import catalog

MADE_BY_IMPORT = (
    "history_imports",
    "history_sources",
    "import_files",
    "import_columns",
    "refused_rows",
    "refused_deals",
)
# What only comparing exports can tell.
OBSERVED = ("observed", "known_after", "emptied")
KEYS: dict[str, tuple[str, ...]] = {
    "deals": ("deal_id",),
    "deal_lines": ("deal_line_id",),
    "accounts": ("account_id",),
    "reps": ("rep_id",),
    "products": ("product_id",),
    "leads": ("lead_id",),
    "campaigns": ("campaign_id",),
    "campaign_touches": ("touch_id",),
    "activities": ("activity_id",),
    "contracts": ("contract_id",),
    "invoices": ("invoice_id",),
    "payments": ("payment_id",),
    "exchange_rates": ("currency", "valid_date"),
    "surveys": ("survey_id",),
}
DEFAULTS: dict[tuple[str, str], str] = {
    ("deal_splits", "role"): "revenue",
    ("payments", "kind"): "payment",
    ("targets", "measure"): "won_amount",
}
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("deals", "outcome"): ("open", "won", "lost"),
    ("deal_history", "outcome"): ("open", "won", "lost"),
}
_KINDS = {"text": "text", "timestamp": "instant", "date": "day", "boolean": "boolean", "double": "number"}
_COLUMN = re.compile(r"^    (\w+) ((?:\w+)(?:\([\d, ]+\))?)( not null)?,?$", re.MULTILINE)


@functools.cache
def columns(table: str) -> dict[str, str]:
    """Every column of a table that files can feed, with its type as written in the SQL file."""
    found = {each[1]: each[2] for each in _COLUMN.finditer(catalog.query(table).sql)}
    return {name: type_ for name, type_ in found.items() if name not in OBSERVED}


@functools.cache
def required(table: str) -> tuple[str, ...]:
    """Columns that every row must have a value in."""
    return tuple(found[1] for found in _COLUMN.finditer(catalog.query(table).sql) if found[3])


def kind(table: str, column: str) -> str:
    """How to read a column: id, text, word, stage, pipeline, instant, day, money, number, rate, share or boolean."""
    if (table, column) in WORDS:
        return "word"
    if column in ("stage", "old_stage") and table in ("deals", "deal_history"):
        return "stage"
    if column.endswith("_id"):
        return "id"
    if (table, column) == ("exchange_rates", "rate"):
        return "rate"
    if column in ("probability", "share"):
        return "share"
    type_ = columns(table)[column]
    return "money" if type_.startswith("decimal") else _KINDS.get(type_, "text" if type_ != "smallint" else "number")


def names() -> list[str]:
    """Every table that files can feed."""
    return [each.name for each in catalog.queries("tables") if each.name not in MADE_BY_IMPORT]
