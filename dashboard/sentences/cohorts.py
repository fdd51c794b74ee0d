"""Finding about the deals of each month: how many of them had come how far after how long."""

from __future__ import annotations

import polars as pl

from dashboard.charts.form import numbers
from dashboard.reader import Reader
from dashboard.sentences.finding import Finding


def cohorts(milestone: str) -> Finding:
    """The share of all months' deals that had come to the milestone by the last month that half of them have behind
    them, and the month whose share is the largest; what the report shows where none has a month behind it."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        told = numbers(rows).filter(~pl.col("is_running") & (pl.col("deals") > 0))
        counted = told.group_by("months_since").agg(pl.len(), pl.col("deals", "reached_deals").sum())
        half = rows.filter(pl.col("deals") > 0)["month"].n_unique() / 2
        known = counted.filter((pl.col("len") >= half) & (pl.col("deals") >= reader.thin_sample))
        if known.is_empty():
            return reader.t(f"title.cohorts_{milestone}")
        row = known.sort("months_since").row(-1, named=True)
        key = f"finding.cohorts_{milestone}"
        words = {
            "rate": reader.formats.rate(row["reached_deals"] / row["deals"], 0),
            "reached": f"{int(row['reached_deals']):,}",
            "deals": f"{int(row['deals']):,}",
        }
        if row["months_since"]:
            words["month"] = str(int(row["months_since"]))
        else:
            key = f"finding.cohorts_{milestone}_at_once"
        sound = told.filter(
            (pl.col("months_since") == row["months_since"]) & (pl.col("deals") >= reader.thin_sample)
        ).sort("reached_rate", descending=True, maintain_order=True)
        if sound.height < 2 or not row["reached_deals"]:
            return reader.t(f"{key}_one", **words)
        best = sound.row(0, named=True)
        words |= {"name": reader.formats.month(best["month"]), "best": reader.formats.rate(best["reached_rate"], 0)}
        return reader.t(key, **words)

    return finding
