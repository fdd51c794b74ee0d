"""Writes the oracle's answers to the worked example: `python -m tests.oracle` renews tests/expected."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from dashboard import catalog
from tests.oracle.answers import VIEWS, answer
from tests.oracle.company import Row
from tests.oracle.settings import read_company

TESTS = Path(__file__).parent.parent


def written(value: object) -> str:
    """A value as in the CSV: empty for NULL, numbers with at most six decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        text = f"{float(value):.6f}".rstrip("0").rstrip(".")
        return "0" if text == "-0" else text
    return str(value)


def in_order(view: str, row: Row) -> Row:
    """The columns of a list in the order in which its header describes them."""
    described = list(catalog.query(view).columns)
    return {name: row[name] for name in described} if set(described) == set(row) else row


def main() -> None:
    company = read_company(TESTS / "exports" / "worked_example", date(2026, 3, 31))
    for view in VIEWS:
        rows = [in_order(view, row) for row in answer(view, company, {})]
        with (TESTS / "expected" / f"{view}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(rows[0])
            writer.writerows([[written(value) for value in row.values()] for row in rows])


main()
