"""Findings about how the open pipeline changed."""

from __future__ import annotations

import polars as pl

from dashboard.charts.form import numbers
from dashboard.reader import Reader


def open_amount_moved(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """How the open pipeline changed from the first to the last row of funnel_over_time."""
    sums = numbers(rows).group_by("on_date").agg(pl.col("amount").sum()).sort("on_date")
    first, last = sums.row(0, named=True), sums.row(-1, named=True)
    return _grew(reader, (last["amount"] or 0) - (first["amount"] or 0), reader.formats.day(first["on_date"]))


def bridge(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """How the open pipeline changed over the period."""
    told = dict(numbers(rows).filter(pl.col("basis") == "open").select("movement", "amount").rows())
    change = (told.get("ending") or 0) - (told.get("opening") or 0)
    return _grew(reader, change, reader.formats.day(reader.period[0]))


def _grew(reader: Reader, change: float, since: str) -> str:
    if reader.as_of < reader.period[0]:
        return reader.t("finding.not_begun")
    if not change:
        return reader.t("finding.open_unchanged", since=since)
    key = "finding.open_grew" if change > 0 else "finding.open_shrank"
    return reader.t(key, amount=reader.formats.money(abs(change)), since=since)
