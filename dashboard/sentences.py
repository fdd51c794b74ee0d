"""The words beside numbers: what a reader should have seen first, told from the rows of a view."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from typing import Any

import polars as pl

from dashboard.charts.change_bars import moves
from dashboard.charts.form import numbers
from dashboard.reader import Reader
from dashboard.samples import sample_columns

Finding = Callable[[str, pl.DataFrame, Reader], str]


def fixed(message_id: str) -> Finding:
    """A title that says what is shown, where no single finding stands out."""
    return lambda view, rows, reader: reader.t(message_id)


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
    """The stage in which most open money stands."""
    told = numbers(rows).sort("amount", descending=True, nulls_last=True, maintain_order=True)
    row = told.row(0, named=True)
    if not row["deals"]:
        return reader.t("finding.nothing_open")
    total = float(told["amount"].sum() or 0)
    return reader.t(
        "finding.widest_stage",
        stage=reader.name("stage", row["stage"]),
        rate=reader.formats.rate((row["amount"] or 0) / total if total else None, 0),
        amount=reader.formats.money(row["amount"]),
    )


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
    if not change:
        return reader.t("finding.open_unchanged", since=since)
    key = "finding.open_grew" if change > 0 else "finding.open_shrank"
    return reader.t(key, amount=reader.formats.money(abs(change)), since=since)


def month_against_target(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """What the running month still needs; else how the whole months compare with their targets."""
    told = numbers(rows).filter(pl.col("won_amount").is_not_null())
    if told.is_empty():
        return reader.t("finding.nothing_yet")
    last = told.sort("month").row(-1, named=True)
    as_of, money = reader.as_of, reader.formats.money
    month = reader.formats.month(last["month"], year=False)
    is_running = as_of.day < calendar.monthrange(as_of.year, as_of.month)[1] and last["month"].month == as_of.month
    gap = None if last["target_amount"] is None else last["target_amount"] - last["won_amount"]
    if is_running and gap is not None and gap > 0:
        return reader.t("finding.month_needs", month=month, gap=money(gap))
    with_target = told.filter(pl.col("target_amount").is_not_null())
    if with_target.height:
        met = with_target.filter(pl.col("won_amount") >= pl.col("target_amount")).height
        return reader.t.plural("finding.months_met", with_target.height, met=met)
    best = told.sort("won_amount", descending=True, maintain_order=True).row(0, named=True)
    return reader.t(
        "finding.best_month", month=reader.formats.month(best["month"], year=False), amount=money(best["won_amount"])
    )


def movers(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """Who gained and who lost most won amount."""
    moved = moves(rows, "won_amount").filter(pl.col("change") != 0)
    if moved.is_empty():
        return reader.t("finding.nothing_moved")
    top, bottom = moved.row(0, named=True), moved.row(-1, named=True)
    names = {
        "up": reader.name(top["dimension"], top["name"]),
        "down": reader.name(bottom["dimension"], bottom["name"]),
    }
    if top["change"] > 0 > bottom["change"]:
        return reader.t("finding.up_and_down", **names)
    return reader.t("finding.only_up" if top["change"] > 0 else "finding.only_down", **names)


def slowest_stage(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """The stage with the longest Kaplan-Meier median."""
    told = numbers(rows).filter(pl.col("stays") > 0)
    known = told.filter(pl.col("median_days").is_not_null())
    if known.is_empty():
        return reader.t("finding.dwell_unknown" if told.height else "finding.nothing_yet")
    row = known.sort("median_days", descending=True, maintain_order=True).row(0, named=True)
    return reader.t(
        "finding.slowest_stage",
        stage=reader.name("stage", row["stage"]),
        days=reader.formats.days(row["median_days"]),
    )


def leader(by: str, measure: str, better: str = "higher", also: str | None = None) -> Finding:
    """Who is first and who last by a measure, thin samples and the unassigned passed over; `also` as in RankedBars."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        told = numbers(rows).filter(pl.col(measure).is_not_null() & pl.col(by).is_not_null())
        parts = [name for name in sample_columns(measure) if name in told.columns]
        if parts and reader.unit(view, measure) in ("rate", "days"):
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


def deals_found(message_id: str) -> Finding:
    """How many deals and how much money a list of deals is about."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        amount = numbers(rows)["amount"].sum() if rows.height else 0
        return reader.t.plural(message_id, rows.height, amount=reader.formats.money(amount))

    return finding


def widest_gap(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """The stage in which members differ most in what they move on; thin samples are passed over."""
    known = numbers(rows).filter(
        pl.col("resolved_conversion").is_not_null()
        & (pl.col("entered") >= reader.thin_sample)
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
        pl.col("median_days").is_not_null() & (pl.col("entered") >= reader.thin_sample) & pl.col("name").is_not_null()
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


def refused_rows(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """How many rows are listed as refused, and the commonest reason."""
    if rows.is_empty():
        return reader.t("finding.none_refused")
    reason = rows["reason"].drop_nulls().mode().sort().to_list()
    return reader.t.plural("finding.refused_rows", rows.height, reason=reason[0] if reason else "")


def refused(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """How many of the rows read were refused."""
    read, refused_rows = int(rows["rows_read"].sum() or 0), int(rows["rows_refused"].sum() or 0)
    if not refused_rows:
        return reader.t.plural("finding.all_accepted", read)
    return reader.t("finding.refused", refused=f"{refused_rows:,}", read=f"{read:,}")


def checks(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """How many checks found something."""
    found = rows.filter(pl.col("rows") > 0).height
    return reader.t.plural("finding.checks", found) if found else reader.t("finding.checks_clean")
