"""A company's own-table rows with the settings that decide how they are read."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path

Row = dict[str, object]

MONEY = {
    "amount",
    "unit_price",
    "cost",
    "list_price",
    "unit_cost",
    "budget",
    "expected_amount",
    "commit_amount",
    "best_case_amount",
    "rate",
}
FRACTIONS = {"share", "probability", "quantity", "score", "expected_days"}
DAYS = {"period_start", "period_end"}


class Table(dict):
    """A row: columns that the export did not have are NULL."""

    def __missing__(self, key: str) -> None:
        return None


def typed(column: str, text: str) -> object:
    """A value of an own-table CSV by the name of its column."""
    if text == "":
        return None
    if column.endswith("_at"):
        return datetime.fromisoformat(text)
    if column.endswith("_date") or column in DAYS:
        return date.fromisoformat(text)
    if column in MONEY:
        return Decimal(text)
    if column in FRACTIONS:
        return float(text)
    return text == "true" if column == "is_deleted" else text


def read_folder(folder: Path) -> dict[str, list[Row]]:
    """The rows of every own-table CSV in a folder, by table."""
    tables: dict[str, list[Row]] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = [
                {column: typed(column, text) for column, text in row.items()} for row in csv.DictReader(file)
            ]
    return tables


@dataclass
class Company:
    """Tables, stage list and settings; the days are naive days of the workspace's time zone."""

    tables: dict[str, list[Row]]
    exported_on: date
    stages: list[Row]
    currency: str = "CNY"
    fiscal_year_start_month: int = 1
    cycle_basis_wins: int = 20
    attribution_window_days: int = 365
    cooling_off_days: int = 0
    memory: dict[object, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tables = {
            name: [Table(row, line_no=row.get("line_no", number)) for number, row in enumerate(rows, 1)]
            for name, rows in self.tables.items()
        }
        self.stages = [Table(row) for row in self.stages]

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def has(self, table: str) -> bool:
        """Whether a file was imported for the table."""
        return table in self.tables

    @cached_property
    def has_times(self) -> bool:
        """Whether spans are fractional: some change (else some creation and some closing) has a time of day."""
        if self.rows("deal_history"):
            return any(_has_time(row["changed_at"]) for row in self.rows("deal_history"))
        deals = self.rows("deals")
        return any(_has_time(row["created_at"]) for row in deals) and any(_has_time(row["closed_at"]) for row in deals)

    @cached_property
    def default_pipeline(self) -> str:
        return self.stages[0]["pipeline"]

    @cached_property
    def _stage(self) -> dict[tuple[object, object], Row]:
        return {(row["pipeline"], row["stage"]): row for row in self.stages}

    def stage(self, pipeline: object, stage: object) -> Row:
        """The stage list's row; a stage that nobody configured is open, without order or probability."""
        return self._stage.get((pipeline, stage)) or Table(pipeline=pipeline, stage=stage, kind="open")

    @cached_property
    def _by_key(self) -> dict[str, dict[object, Row]]:
        keys = {
            "reps": "rep_id",
            "accounts": "account_id",
            "products": "product_id",
            "leads": "lead_id",
            "campaigns": "campaign_id",
            "invoices": "invoice_id",
            "contracts": "contract_id",
            "deals": "deal_id",
        }
        return {table: {row[key]: row for row in self.rows(table)} for table, key in keys.items()}

    def one(self, table: str, key: object) -> Row:
        """The row with this key, or one of NULLs."""
        return self._by_key[table].get(key) or Table()

    @cached_property
    def _by_deal(self) -> dict[str, dict[object, list[Row]]]:
        grouped: dict[str, dict[object, list[Row]]] = {}
        for table in ("deal_history", "deal_lines", "deal_splits"):
            grouped[table] = defaultdict(list)
            for row in self.rows(table):
                grouped[table][row["deal_id"]].append(row)
        return grouped

    def line_amount(self, line: Row) -> Decimal | None:
        """Amount of a line in its deal's currency: its own, else quantity × unit price."""
        if line["amount"] is not None or line["quantity"] is None or line["unit_price"] is None:
            return line["amount"]
        return line["unit_price"] * Decimal(str(line["quantity"]))

    def of_deal(self, table: str, deal_id: object) -> list[Row]:
        return self._by_deal[table].get(deal_id, [])

    def rep_name(self, rep_id: object) -> str | None:
        """Unique display name: the name, with the id behind it where two reps share it; the id of an unknown rep."""
        name = self.one("reps", rep_id)["name"]
        if rep_id is None or name is None:
            return rep_id
        is_shared = sum(row["name"] == name for row in self.rows("reps")) > 1
        return f"{name} ({rep_id})" if is_shared else name

    def rate(self, currency: object, day: date) -> Decimal | None:
        """Reporting units per 1 of the currency on a day; NULL where no rate holds yet."""
        if currency is None or currency == self.currency:
            return Decimal(1)
        rates = [row for row in self.rows("exchange_rates") if row["currency"] == currency and row["valid_date"] <= day]
        return max(rates, key=lambda row: row["valid_date"])["rate"] if rates else None


def _has_time(instant: object) -> bool:
    return isinstance(instant, datetime) and (instant.hour, instant.minute, instant.second, instant.microsecond) != (
        0,
        0,
        0,
        0,
    )
