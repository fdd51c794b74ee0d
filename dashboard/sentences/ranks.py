"""Findings about who is first and who is last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from dashboard.charts.form import numbers
from dashboard.judgements import WHILE_RUNNING
from dashboard.reader import Reader
from dashboard.samples import is_estimate, sample_columns
from dashboard.sentences.finding import Finding

# The lower of two durations is the faster.
_FASTER = {"days": "_fast"}


def leader(by: str, measure: str, better: str = "higher", also: str | None = None) -> Finding:
    """Who is first and who last by a measure, thin samples and the unassigned passed over; `also` as in RankedBars.
    Members whose values read the same share a place."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        label = reader.label(view, measure)
        if measure in WHILE_RUNNING and reader.is_over:
            return reader.t("finding.period_over", measure=label)
        told = numbers(rows).filter(pl.col(measure).is_not_null() & pl.col(by).is_not_null())
        parts = [name for name in sample_columns(measure) if name in told.columns]
        if parts and is_estimate(measure, reader.unit(view, measure)):
            known = told.height
            told = told.filter(pl.sum_horizontal(parts) >= reader.thin_sample)
            if told.height not in (0, known):
                label = reader.t("finding.enough", measure=label, n=reader.thin_sample)
        if told.is_empty():
            return reader.t("finding.too_thin", measure=label)
        told = told.sort(measure, descending=better == "higher", maintain_order=True)
        value = [reader.value(view, measure, each) for each in told[measure]]
        first = [row for row, words in zip(told.iter_rows(named=True), value, strict=True) if words == value[0]]
        words = {"measure": label, "first": listed(reader, first, by, also), "first_value": value[0]}
        if told.height == 1:
            return reader.t("finding.only_one", **words)
        if len(first) == told.height:
            return reader.t("finding.equal", measure=label, first_value=value[0])
        order = "" if better == "higher" else _FASTER.get(reader.unit(view, measure), "_low")
        order = "_fast" if measure == "dwell_index" else order
        key = f"finding.leader{'s' * (len(first) > 1)}{order}"
        return reader.t(key, last=_named(reader, told.row(-1, named=True), by, also), last_value=value[-1], **words)

    return finding


def listed(reader: Reader, rows: Sequence[dict[str, Any]], by: str, also: str | None) -> str:
    """One or two by name, more by the first name and how many they are."""
    names = [_named(reader, row, by, also) for row in rows[:2]]
    if len(rows) < 2:
        return names[0]
    if len(rows) == 2:
        return reader.t("finding.two", first=names[0], second=names[1])
    others = len(rows) - (0 if reader.formats.is_chinese else 1)
    return reader.t.plural("finding.several", others, first=names[0])


def _named(reader: Reader, row: dict[str, Any], by: str, also: str | None) -> str:
    name = reader.name(by, row[by])
    return f"{name} · {reader.name(also, row[also])}" if also and row[also] is not None else name


def top(by: str, measure: str, also: str | None = None) -> Finding:
    """Who has most, where there are too many to name a last; `also` where a row is a member of two dimensions."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        told = numbers(rows).filter((pl.col(measure) > 0) & pl.col(by).is_not_null())
        if told.is_empty():
            return reader.t("finding.none_of", measure=reader.label(view, measure))
        row = told.sort(measure, descending=True, maintain_order=True).row(0, named=True)
        return reader.t(
            "finding.top",
            measure=reader.label(view, measure),
            name=_named(reader, row, by, also),
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
        name = _named(reader, row, by, also)
        if by == "account_size" and row[by] is not None:
            name = reader.t("opening.size", size=name)
        rate = reader.formats.rate(row[share], 0)
        return reader.t("finding.share_all" if told.height == 1 else "finding.share", name=name, rate=rate)

    return finding


def targets_reached(by: str) -> Finding:
    """How many members have reached their whole target."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        told = numbers(rows).filter(pl.col("target_amount") > 0)
        if told.is_empty():
            return leader(by, "won_amount")(view, rows, reader)
        met = told.filter(pl.col("attainment") >= 1).height
        best = told.sort("attainment", descending=True, maintain_order=True).row(0, named=True)
        key = "finding.targets_reached" if met else "finding.no_target_reached"
        if told.height == 1:
            key = "finding.target_reached" if met else "finding.target_not_reached"
        if not met and reader.is_over:
            key += "_over"
        rate = reader.formats.rate(best["attainment"], 0)
        return reader.t(key, met=met, all=told.height, name=reader.name(by, best[by]), rate=rate)

    return finding


def targets_add_up(by: str, rows: pl.DataFrame, company: float | None, reader: Reader) -> str:
    """By how much the targets of the members differ from that of the company; "" where they add up to it, or where
    either is unset."""
    whole, money = float(numbers(rows)["target_amount"].sum() or 0), reader.formats.money
    if not whole or not company or money(whole) == money(company):
        return ""
    key = "finding.targets_above" if whole > company else "finding.targets_below"
    words = {
        "sum": money(whole),
        "gap": money(abs(whole - company)),
        "company": money(company),
        "whose": _owner(reader),
    }
    return reader.t(key, members=reader.t(f"members.{by}"), **words)


def _owner(reader: Reader) -> str:
    """Whose target the one of the scope is: of the members chosen, else of the company."""
    scope = reader.scope
    for dimension, chosen in (("rep", scope.reps), ("team", scope.teams), ("region", scope.regions)):
        if chosen:
            return reader.name(dimension, chosen[0]) if len(chosen) == 1 else reader.t("finding.of_scope")
    return reader.t("finding.of_company")


def return_on_cost(by: str) -> Finding:
    """What brought back more than it cost, and what brought most."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        told = numbers(rows).filter(pl.col("roi").is_not_null()).sort("roi", descending=True, maintain_order=True)
        if told.is_empty():
            return reader.t("finding.no_cost")
        row = told.row(0, named=True)
        paid = told.filter(pl.col("roi") >= 0).height
        key = "finding.return_on_cost" if paid else "finding.no_return_on_cost"
        if told.height == 1:
            key = "finding.one_return" if paid else "finding.one_without_return"
        return reader.t(
            key,
            paid=paid,
            all=told.height,
            name=reader.name(by, row[by]),
            roi=reader.value(view, "roi", row["roi"]),
        )

    return finding
