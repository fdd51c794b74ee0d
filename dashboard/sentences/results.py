"""Findings about what was won: against the target, and against another period."""

from __future__ import annotations

import calendar

import polars as pl

from dashboard.charts.change_bars import moves
from dashboard.charts.form import numbers
from dashboard.reader import Reader


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
