"""Findings about who is first and who is last."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard.charts.form import numbers
from dashboard.reader import Reader
from dashboard.samples import is_estimate, sample_columns
from dashboard.sentences.finding import Finding


def leader(by: str, measure: str, better: str = "higher", also: str | None = None) -> Finding:
    """Who is first and who last by a measure, thin samples and the unassigned passed over; `also` as in RankedBars."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        told = numbers(rows).filter(pl.col(measure).is_not_null() & pl.col(by).is_not_null())
        parts = [name for name in sample_columns(measure) if name in told.columns]
        if parts and is_estimate(measure, reader.unit(view, measure)):
            told = told.filter(pl.sum_horizontal(parts) >= reader.thin_sample)
        told = told.sort(measure, descending=better == "higher", maintain_order=True)
        if told.is_empty():
            return reader.t("finding.too_thin", measure=reader.label(view, measure))
        first, last = told.row(0, named=True), told.row(-1, named=True)
        words = {
            "measure": reader.label(view, measure),
            "first": _named(reader, first, by, also),
            "first_value": reader.value(view, measure, first[measure]),
            "last": _named(reader, last, by, also),
            "last_value": reader.value(view, measure, last[measure]),
        }
        return reader.t("finding.leader" if told.height > 1 else "finding.only_one", **words)

    return finding


def _named(reader: Reader, row: dict[str, Any], by: str, also: str | None) -> str:
    name = reader.name(by, row[by])
    return f"{name} · {reader.name(also, row[also])}" if also and row[also] is not None else name


def top(by: str, measure: str) -> Finding:
    """Who has most, where there are too many to name a last."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        told = numbers(rows).filter((pl.col(measure) > 0) & pl.col(by).is_not_null())
        if told.is_empty():
            return reader.t("finding.too_thin", measure=reader.label(view, measure))
        row = told.sort(measure, descending=True, maintain_order=True).row(0, named=True)
        return reader.t(
            "finding.top",
            measure=reader.label(view, measure),
            name=reader.name(by, row[by]),
            value=reader.value(view, measure, row[measure]),
        )

    return finding


def share_of(by: str, measure: str, share: str, also: str | None = None) -> Finding:
    """Who brings most, and which share that is."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        told = numbers(rows).filter(pl.col(measure) > 0).sort(measure, descending=True, maintain_order=True)
        if told.is_empty():
            return reader.t("finding.nothing_won")
        row = told.row(0, named=True)
        return reader.t("finding.share", name=_named(reader, row, by, also), rate=reader.formats.rate(row[share], 0))

    return finding


def targets_reached(by: str) -> Finding:
    """How many members have reached their whole target."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        told = numbers(rows).filter(pl.col("target_amount") > 0)
        if told.is_empty():
            return leader(by, "won_amount")(view, rows, reader)
        met = told.filter(pl.col("attainment") >= 1).height
        best = told.sort("attainment", descending=True, maintain_order=True).row(0, named=True)
        return reader.t(
            "finding.targets_reached" if met else "finding.no_target_reached",
            met=met,
            all=told.height,
            name=reader.name(by, best[by]),
            rate=reader.formats.rate(best["attainment"], 0),
        )

    return finding


def return_on_cost(by: str) -> Finding:
    """What brought back more than it cost, and what brought most."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        told = numbers(rows).filter(pl.col("roi").is_not_null()).sort("roi", descending=True, maintain_order=True)
        if told.is_empty():
            return reader.t("finding.no_cost")
        row = told.row(0, named=True)
        paid = told.filter(pl.col("roi") >= 0).height
        return reader.t(
            "finding.return_on_cost",
            paid=paid,
            all=told.height,
            name=reader.name(by, row[by]),
            ratio=reader.formats.ratio(row["roi"] + 1),
        )

    return finding
