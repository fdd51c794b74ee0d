"""Cut lists: the first rows of a long list, with what holds for all of its rows in columns beside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

# A column of a list, of which no view has one: how many rows there are, or the sum of a column over all of them.
_OF_ALL = "all."


def cut(rows: pl.DataFrame, totals: Mapping[str, Any]) -> pl.DataFrame:
    """The first rows of a list, of which all have these totals: `rows` and sums by column, as Database.totals."""
    return rows.with_columns(pl.lit(value).alias(f"{_OF_ALL}{name}") for name, value in totals.items())


def uncut(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without what was added."""
    return rows.select(name for name in rows.columns if not name.startswith(_OF_ALL))


def height(rows: pl.DataFrame) -> int:
    """How many rows the whole list has; of a list that was not cut, its own."""
    return int(rows[f"{_OF_ALL}rows"][0]) if f"{_OF_ALL}rows" in rows.columns and rows.height else rows.height


def total(rows: pl.DataFrame, column: str) -> Any:
    """The sum of a column over the whole list, of a flag how often it is true; 0 over nothing."""
    whole = f"{_OF_ALL}{column}"
    if rows.is_empty():
        return 0
    found = rows[whole][0] if whole in rows.columns else rows[column].sum()
    return found if found is not None else 0
