"""Findings about the shape of funnels, what must stand in them, and the week of a team."""

from __future__ import annotations

import polars as pl

from dashboard.charts.form import numbers
from dashboard.reader import Reader


def shapes(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """How many members' funnels have the ideal shape, and the commonest other one."""
    busy = rows.filter(pl.col("shape") != "empty")
    if busy.is_empty():
        return reader.t("finding.nothing_open")
    ideal = busy.filter(pl.col("shape") == "ideal").height
    others = busy.filter(pl.col("shape") != "ideal")["shape"].value_counts(sort=True)
    if others.is_empty():
        return reader.t("finding.all_ideal")
    row = others.sort(["count", "shape"], descending=[True, False]).row(0, named=True)
    shape = reader.name("shape", row["shape"])
    if busy.height == 1:
        return reader.t("finding.one_shape", shape=shape)
    said = reader.t(
        "finding.shapes_ideal" if ideal else "finding.shapes_none", ideal=f"{ideal:,}", n=f"{busy.height:,}"
    )
    return reader.t(
        "finding.shapes", ideal=said, other=reader.t.plural("finding.shapes_other", row["count"], shape=shape)
    )


def required(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """The stage in which most deals are missing for what is left of the target."""
    told = numbers(rows).filter(pl.col("required_deals").is_not_null() & pl.col("standing").is_not_null())
    if told.is_empty():
        return reader.t("finding.required_unknown")
    row = told.sort("gap", descending=True, maintain_order=True).row(0, named=True)
    words = {
        "stage": reader.name("stage", row["stage"]),
        "standing": f"{int(row['standing']):,}",
        "amount": reader.formats.money(row["remaining_target"]),
    }
    if row["gap"] <= 0:
        return reader.t("finding.required_enough", amount=words["amount"])
    key = "finding.required" if row["standing"] else "finding.required_none"
    return reader.t.plural(key, int(row["required_deals"]), **words)


def board(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """What the week brought so far: first meetings and wins on its last day."""
    last = rows.filter(pl.col("on_date") == rows["on_date"].max())
    won = int(last["won_deals"].sum() or 0)
    amount = reader.formats.money(float(last["won_amount"].sum() or 0))
    said = reader.t.plural("finding.board_won", won, amount=amount) if won else reader.t("finding.board_none_won")
    if last["first_meetings"].null_count() == last.height:
        return reader.t("finding.board_without_meetings", won=said)
    met = int(last["first_meetings"].sum())
    met_said = reader.t.plural("finding.board_met", met) if met else reader.t("finding.board_none_met")
    return reader.t("finding.board", meetings=met_said, won=said)
