"""Writes the oracle's answers to the worked example: `python -m tests.oracle` renews tests/expected."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.oracle.answers import VIEWS, answer
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


def main() -> None:
    company = read_company(TESTS / "exports" / "worked_example", date(2026, 3, 31))
    for view in VIEWS:
        rows = answer(view, company, {})
        with (TESTS / "expected" / f"{view}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(rows[0])
            writer.writerows([[written(value) for value in row.values()] for row in rows])


main()
