"""Findings about stages: where deals are lost, where they stand, where they stay."""

from __future__ import annotations

import polars as pl

from dashboard.charts.form import numbers
from dashboard.reader import Reader


def weakest_step(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """Where the smallest share of decided deals moves on; stages with a thin sample are passed over."""
    told = numbers(rows).filter(
        (pl.col("advanced") + pl.col("lost") >= reader.thin_sample) & pl.col("resolved_conversion").is_not_null()
    )
    if told.is_empty():
        return reader.t("finding.conversion_thin")
    row = told.sort("resolved_conversion", maintain_order=True).row(0, named=True)
    share = reader.formats.rate(row["lost"] / (row["advanced"] + row["lost"]), 0)
    return reader.t("finding.weakest_step", stage=reader.name("stage", row["stage"]), rate=share)


def widest_stage(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """The stage in which most open money stands; most open deals where none of them has an amount."""
    total, deals = float(rows["amount"].sum() or 0), int(rows["deals"].sum() or 0)
    if not deals:
        return reader.t("finding.nothing_open")
    by = "amount" if total else "deals"
    row = numbers(rows).sort(by, descending=True, nulls_last=True, maintain_order=True).row(0, named=True)
    stage = reader.name("stage", row["stage"])
    if not total:
        return reader.t.plural("finding.widest_stage_deals", deals, stage=stage, of_them=f"{int(row['deals']):,}")
    rate, amount = reader.formats.rate((row["amount"] or 0) / total, 0), reader.formats.money(row["amount"])
    return reader.t("finding.widest_stage", stage=stage, rate=rate, amount=amount)


def slowest_stage(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """The stage with the longest Kaplan-Meier median, beside what is expected of it."""
    told = numbers(rows).filter(pl.col("stays") > 0)
    known = told.filter(pl.col("median_days").is_not_null())
    if known.is_empty():
        return reader.t("finding.dwell_unknown" if told.height else "finding.dwell_none")
    row = known.sort("median_days", descending=True, maintain_order=True).row(0, named=True)
    words = {"stage": reader.name("stage", row["stage"]), "days": reader.formats.days(row["median_days"])}
    if row.get("expected_days") is None:
        return reader.t("finding.slowest_stage", **words)
    return reader.t("finding.slowest_stage_expected", expected=f"{row['expected_days']:,.0f}", **words)


def most_stalled(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """The stage with most stalled deals."""
    row = rows.sort("stalled_deals", descending=True, nulls_last=True, maintain_order=True).row(0, named=True)
    if not row["stalled_deals"]:
        return reader.t("finding.none_stalled")
    return reader.t.plural(
        "finding.most_stalled",
        int(row["deals"]),
        stalled=f"{row['stalled_deals']:,}",
        stage=reader.name("stage", row["stage"]),
    )


def stuck(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """The stage with most stalled money, and how many of its deals that are."""
    told = numbers(rows).filter(pl.col("stalled_deals") > 0)
    if told.is_empty():
        # Where no limit is known nothing can be called stalled.
        is_known = rows["stalled_deals"].null_count() < rows.height
        return reader.t("finding.none_stalled" if is_known else "finding.stalled_unknown")
    row = told.sort("stalled_amount", "stalled_deals", descending=True, nulls_last=True, maintain_order=True).row(
        0, named=True
    )
    return reader.t.plural(
        "finding.stuck",
        int(row["deals"]),
        stage=reader.name("stage", row["stage"]),
        amount=reader.formats.money(row["stalled_amount"]),
        stalled=f"{int(row['stalled_deals']):,}",
    )


def widest_gap(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """The stage in which members differ most in what they move on; thin samples are passed over."""
    known = numbers(rows).filter(
        pl.col("resolved_conversion").is_not_null()
        & (pl.col("advanced") + pl.col("lost") >= reader.thin_sample)
        & pl.col("name").is_not_null()
    )
    best, gap = None, 0.0
    for (stage,), group in known.group_by(["stage"], maintain_order=True):
        ranked = group.sort("resolved_conversion", descending=True, maintain_order=True)
        top, bottom = ranked.row(0, named=True), ranked.row(-1, named=True)
        if top["resolved_conversion"] - bottom["resolved_conversion"] > gap:
            gap, best = top["resolved_conversion"] - bottom["resolved_conversion"], (stage, top, bottom)
    if best is None:
        return reader.t("finding.split_thin")
    stage, top, bottom = best
    return reader.t(
        "finding.widest_gap",
        stage=reader.name("stage", stage),
        first=reader.name(top["dimension"], top["name"]),
        first_value=reader.formats.rate(top["resolved_conversion"], 0),
        last=reader.name(bottom["dimension"], bottom["name"]),
        last_value=reader.formats.rate(bottom["resolved_conversion"], 0),
    )


def slowest_member(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """The member and stage with the longest median; thin samples are passed over."""
    known = numbers(rows).filter(
        pl.col("median_days").is_not_null() & (pl.col("stays") >= reader.thin_sample) & pl.col("name").is_not_null()
    )
    if known.is_empty():
        return reader.t("finding.split_thin")
    row = known.sort("median_days", descending=True, maintain_order=True).row(0, named=True)
    return reader.t(
        "finding.slowest_member",
        name=reader.name(row["dimension"], row["name"]),
        stage=reader.name("stage", row["stage"]),
        days=reader.formats.days(row["median_days"]),
    )
