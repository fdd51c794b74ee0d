"""From opening to ending, one row per cause, read from top to bottom; totals stand on zero, changes float."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.charts.built import alt, built
from dashboard.charts.form import numbers, placed, spoken
from dashboard.charts.look import expr, in_order, leading, names_axis, palette, row_height, specification, text, tips
from dashboard.reader import Look, Reader

_KINDS = {"opening": "total", "ending": "total", "won": "won", "lost": "lost"}
_INWARDS = ("created", "reopened", "transferred_in", "pulled_in", "increased")


@dataclass(frozen=True)
class Waterfall:
    """The movements of one `basis` of pipeline_changes; movements of nothing are left out."""

    basis: str = "open"

    @property
    def columns(self) -> tuple[str, ...]:
        return "movement", "deals", "amount"

    def frame(self, view: str, rows: pl.DataFrame, beside: pl.DataFrame | None, reader: Reader) -> pl.DataFrame:
        """Columns: step, kind, start, end, is_last, next_step, amount_text, description, link."""
        told = numbers(rows).filter(pl.col("basis") == self.basis).sort("movement_order")
        at, dressed = 0.0, []
        for row in told.iter_rows(named=True):
            movement, amount = row["movement"], float(row["amount"] or 0)
            kind = _KINDS.get(movement) or ("in" if movement in _INWARDS else "out")
            if kind != "total" and not row["deals"] and not amount:
                continue
            signed = amount if kind in ("total", "in") else -abs(amount)
            start, end = (0.0, signed) if kind == "total" else (at, at + signed)
            at = end
            words = reader.formats.money(signed, sign=kind != "total")
            step = reader.name("movement", movement)
            deals = reader.t.plural("n.deals", int(row["deals"] or 0))
            dressed.append(
                {
                    "step": step,
                    "kind": kind,
                    "start": start,
                    "end": end,
                    "is_last": False,
                    "next_step": step,
                    "amount_text": words,
                    "deals_text": deals,
                    "description": spoken(reader, step, words, deals),
                    "link": reader.follow(view, "amount", row),
                }
            )
        for before, after in itertools.pairwise(dressed):
            before["next_step"] = after["step"]
        if dressed:
            dressed[-1]["is_last"] = True
        return placed(pl.DataFrame(dressed, schema=_SCHEMA))

    def specification(self, frame: pl.DataFrame, look: Look) -> dict[str, Any]:
        return _specification(look, max(frame.height, 1), row_height(frame["step"], 120, 38))


_SCHEMA = {
    "step": pl.String,
    "kind": pl.String,
    "start": pl.Float64,
    "end": pl.Float64,
    "is_last": pl.Boolean,
    "next_step": pl.String,
    "amount_text": pl.String,
    "deals_text": pl.String,
    "description": pl.String,
    "link": pl.String,
}


@built(64)
def _specification(look: Look, rows: int, height: int) -> dict[str, Any]:
    colours = palette(look)
    y = alt.Y(
        "step:N",
        sort=in_order(),
        title=None,
        scale=alt.Scale(paddingInner=0.4, paddingOuter=0.2),
        axis=names_axis(140, 120),
    )
    x = alt.X("start:Q", axis=None, scale=alt.Scale(range=[0, expr("width - 78")], zero=True, nice=False))
    kinds = alt.Scale(
        domain=["total", "in", "out", "won", "lost"],
        range=[colours[role] for role in ("open", "pending", "gone", "won", "lost")],
    )
    base = alt.Chart().encode(y=y)
    link = (
        base.transform_filter("!datum.is_last")
        .mark_rule(color=colours["muted"], strokeWidth=1, aria=False)
        .encode(
            x=alt.X("end:Q"),
            y=alt.Y("step:N", sort=in_order(), bandPosition=0.5),
            y2=alt.Y2Value(expr("scale('y', datum.next_step) + bandwidth('y') / 2")),
        )
    )
    bar = leading(base.mark_bar()).encode(
        x=x,
        x2="end:Q",
        color=alt.Color("kind:N", legend=None, scale=kinds),
        tooltip=tips(look, step="", amount_text="chart.amount", deals_text="chart.deals"),
        description="description:N",
    )
    label = text(
        base.transform_calculate(edge="max(datum.start, datum.end)"), "amount_text", colours["text"], fontWeight=600
    ).encode(x=alt.X("edge:Q"))
    return specification(look, [link, bar, label], height * rows + 8)
