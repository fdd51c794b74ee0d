"""Findings about how the open pipeline changed."""

from __future__ import annotations

import polars as pl

from dashboard.charts.form import numbers
from dashboard.reader import Reader


def stage_moved(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """The stage whose open amount changed most from the first to the last day of funnel_over_time; of all of them
    together where that is what stands in no known stage."""
    told = numbers(rows).sort("on_date")
    first, last = told["on_date"][0], told["on_date"][-1]
    amount = pl.col("amount").fill_null(0)
    changes = told.group_by("stage", maintain_order=True).agg(
        change=amount.filter(pl.col("on_date") == last).sum() - amount.filter(pl.col("on_date") == first).sum()
    )
    row = changes.sort(pl.col("change").abs(), descending=True, maintain_order=True).row(0, named=True)
    # What stood on the eve of the period is what it began with.
    since = reader.formats.day(max(first, reader.period[0]))
    if row["stage"] is None or not row["change"]:
        return _grew(reader, float(changes["change"].sum()), since)
    key = "finding.stage_grew" if row["change"] > 0 else "finding.stage_shrank"
    stage, change = reader.name("stage", row["stage"]), reader.formats.money(row["change"], sign=True)
    return reader.t(key, stage=stage, since=since, change=change)


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
