"""Findings about what was won: against the target, and against another period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.charts.change_bars import moves, telling
from dashboard.charts.form import numbers
from dashboard.days import month_end
from dashboard.periods import name_of_comparison
from dashboard.reader import Reader
from dashboard.sentences.finding import Finding


def month_against_target(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """What the running month still needs; else how the months that are over compare with their targets."""
    told = numbers(rows).filter(pl.col("won_amount").is_not_null()).sort("month")
    if told.is_empty():
        return reader.t("finding.not_begun")
    money = reader.formats.money
    last = told.row(-1, named=True)
    is_running = reader.as_of < min(month_end(last["month"]), reader.period[1])
    gap = (last["target_amount"] or 0) - last["won_amount"]
    if is_running and last["target_amount"] and gap > 0:
        return reader.t("finding.month_needs", month=_month(reader, last), gap=money(gap))
    month = (last["month"], month_end(last["month"]))
    if told.height == 1 and reader.is_over and last["target_amount"] and reader.period != month:
        # A part of a month has no name of its own.
        return reader.t("finding.period_missed" if gap > 0 else "finding.period_met", gap=money(abs(gap)))
    over = (told.head(-1) if is_running else told).filter(pl.col("target_amount") > 0)
    if over.height == 1:
        [row] = over.iter_rows(named=True)
        gap = row["won_amount"] - row["target_amount"]
        key = "finding.month_met" if gap >= 0 else "finding.month_missed"
        return reader.t(key, month=_month(reader, row), gap=money(abs(gap)))
    if over.height:
        met = over.filter(pl.col("won_amount") >= pl.col("target_amount")).height
        return reader.t("finding.months_met" if met else "finding.no_month_met", met=met, n=over.height)
    if not (told["won_amount"] > 0).any():
        return reader.t("finding.nothing_won")
    best = told.sort("won_amount", descending=True, maintain_order=True).row(0, named=True)
    key = "finding.best_month" if told.height > 1 else "finding.only_month"
    return reader.t(key, month=_month(reader, best), amount=money(best["won_amount"]))


def movers(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """Who gained and who lost most won amount against the period compared with."""
    moved = moves(rows, "won_amount", telling(reader)).filter(pl.col("change") != 0)
    if moved.is_empty():
        return reader.t("finding.nothing_moved", before=name_of_comparison(reader))
    top, bottom = moved.row(0, named=True), moved.row(-1, named=True)
    names = {
        "up": named(reader, top),
        "down": named(reader, bottom),
    }
    if top["change"] > 0 > bottom["change"]:
        return reader.t("finding.up_and_down", **names)
    return reader.t("finding.only_up" if top["change"] > 0 else "finding.only_down", **names)


def most_lost(dimension: str) -> Finding:
    """For which member of win_loss_split most money was lost, those that nobody named passed over."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        lost = pl.sum_horizontal("competitor_amount", "no_decision_amount", "unspecified_amount")
        told = numbers(rows).with_columns(lost=lost).filter((pl.col("lost") > 0) & pl.col("name").is_not_null())
        if told.is_empty():
            return reader.t(f"title.ended_by_{dimension}")
        row = told.sort("lost", descending=True, maintain_order=True).row(0, named=True)
        name = reader.name(dimension, row["name"])
        return reader.t(f"finding.most_lost_{dimension}", name=name, amount=reader.formats.money(row["lost"]))

    return finding


def losses(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """How many deals were lost, and the reason on record that most of them have."""
    lost = rows.filter(pl.col("ending") != "won")
    n = int(lost["deals"].sum() or 0)
    if not n:
        return reader.t.plural("finding.none_lost", int(rows["deals"].sum() or 0))
    reasons = lost.filter(pl.col("reason").is_not_null()).group_by("reason").agg(pl.col("deals").sum())
    if reasons.is_empty():
        return reader.t.plural("finding.lost_without_reason", n)
    row = reasons.sort("deals", "reason", descending=[True, False]).row(0, named=True)
    words = {"reason": reader.name("close_reason", row["reason"]), "of_them": f"{row['deals']:,}"}
    return reader.t.plural("finding.commonest_loss", n, **words)


def booked(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """How much of what was won still cools off, and what was collected."""
    money = reader.formats.money
    sums = {name: float(rows[f"{name}_amount"].sum() or 0) for name in ("final", "cooling_off", "collected")}
    won = money(sums["final"] + sums["cooling_off"])
    is_cooling = bool(sums["cooling_off"])
    said = reader.t(
        "finding.booked_cooling" if is_cooling else "finding.booked_final", won=won, cooling=money(sums["cooling_off"])
    )
    return (
        reader.t("finding.booked_collected", booked=said, collected=money(sums["collected"]))
        if sums["collected"]
        else said
    )


def win_rate_of_month(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """The win rate of the last month that is over, with its sample; of the running one where it is the only one."""
    closed = pl.col("won_deals") + pl.col("lost_deals")
    told = numbers(rows).with_columns(closed=closed).filter(pl.col("closed") > 0).sort("month")
    over = told.filter(pl.col("month").dt.month_end() <= reader.as_of)
    if told.is_empty():
        return reader.t("title.win_rate_by_month")
    row = (over if over.height else told).row(-1, named=True)
    rate = reader.value(view, "win_rate", row["win_rate"])
    won, n = int(row["won_deals"]), int(row["closed"])
    if not won:
        return reader.t.plural("finding.none_won_in_month", n, month=_month(reader, row))
    return reader.t("finding.win_rate_of_month", month=_month(reader, row), rate=rate, won=won, n=n)


def named(reader: Reader, row: Mapping[str, Any]) -> str:
    """The member of a row of movers; where it is not set, of what it is not."""
    if row["name"] is None:
        return reader.t("finding.not_set", dimension=reader.name("dimension", row["dimension"]))
    return reader.name(row["dimension"], row["name"])


def _month(reader: Reader, row: dict[str, dt.date]) -> str:
    return reader.formats.month(row["month"], year=reader.period[0].year != reader.period[1].year)
