"""Values of a written version that are spelt in several ways, with the money at stake: for the settings to join."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dashboard.importing.report import Spelling

CHECK = "spelling_varies"


def found(version: Path) -> list[Spelling]:
    """What the check finds, most money first; nobody else may have the version open."""
    with duckdb.connect(str(version), read_only=True) as connection:
        rows = connection.execute(f"select key, detail, amount from {CHECK}").fetchall()
    spelt = []
    for key, detail, amount in rows:
        column, _, usual = detail.partition(": ")
        spelt.append(Spelling(column, key, usual, amount))
    return spelt
