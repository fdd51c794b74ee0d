"""Members against stages: one cell each, its value written in it and its depth of blue; a thin sample is hollow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.charts.built import alt, built
from dashboard.charts.form import numbers, placed, spoken
from dashboard.charts.look import expr, in_order, leading, names_axis, palette, row_height, specification, tips
from dashboard.reader import Look, Reader
from dashboard.samples import sample_columns

# The darkest step still carries text at 4.5 : 1.
_RAMP = {"light": ("#EDF2F8", "#8DAAD0"), "dark": ("#1B2A3D", "#3D6790")}


@dataclass(frozen=True)
class Matrix:
    """`measure` of each member of `by` (rows, at most `rows`) across the stages, in stage order."""

    measure: str
    by: str = "name"
    across: str = "stage"
    sample: str | None = None
    rows: int = 14

    @property
    def columns(self) -> tuple[str, ...]:
        found = (self.by, self.across, *self._samples, self.measure)
        return tuple(dict.fromkeys(found))

    @property
    def _samples(self) -> tuple[str, ...]:
        return (self.sample,) if self.sample else sample_columns(self.measure)

    def frame(self, view: str, rows: pl.DataFrame, beside: pl.DataFrame | None, reader: Reader) -> pl.DataFrame:
        """In the view's order. Columns: row, column, value, shade, value_text, sample_text, is_thin, description,
        link."""
        told = numbers(rows)
        known = told.filter(pl.col(self.measure).is_not_null())[self.across].unique()
        told = told.filter(pl.col(self.across).is_in(known.implode(), nulls_equal=True))
        kept = told[self.by].unique(maintain_order=True).to_list()[: self.rows]
        dressed = []
        for row in told.filter(pl.col(self.by).is_in(kept, nulls_equal=True)).iter_rows(named=True):
            value = row[self.measure]
            sample = sum(int(row[name] or 0) for name in self._samples)
            is_thin = bool(self._samples) and sample < reader.thin_sample and value is not None
            member = reader.name(row.get("dimension") or self.by, row[self.by])
            across = reader.name(self.across, row[self.across])
            words = reader.value(view, self.measure, value, short=True)
            dressed.append(
                {
                    "row": member,
                    "column": across,
                    "value": value,
                    "shade": None if is_thin else value,
                    "value_text": "" if value is None else words,
                    "sample_text": f"n={sample:,}" if self._samples else "",
                    "is_thin": is_thin,
                    "description": spoken(
                        reader, f"{member} · {across}", words, *([f"n={sample:,}"] if self._samples else [])
                    ),
                    "link": reader.follow(view, self.measure, row),
                }
            )
        return placed(pl.DataFrame(dressed, schema=_SCHEMA))

    def specification(self, frame: pl.DataFrame, look: Look) -> dict[str, Any]:
        rows, columns = (max(frame[name].n_unique(), 1) for name in ("row", "column"))
        return _specification(look, rows, columns, row_height(frame["row"], 110, 30))


_SCHEMA = {
    "row": pl.String,
    "column": pl.String,
    "value": pl.Float64,
    "shade": pl.Float64,
    "value_text": pl.String,
    "sample_text": pl.String,
    "is_thin": pl.Boolean,
    "description": pl.String,
    "link": pl.String,
}


@built(64)
def _specification(look: Look, rows: int, columns: int, height: int) -> dict[str, Any]:
    colours = palette(look)
    ramp = _RAMP["dark" if look.mode == "dark" else "light"]
    y = alt.Y("row:N", sort=in_order(), title=None, scale=alt.Scale(padding=0.12), axis=names_axis(160, 110))
    x = alt.X(
        "column:N",
        sort=in_order(),
        title=None,
        scale=alt.Scale(padding=0.06),
        axis=alt.Axis(
            orient="top",
            labelAngle=0,
            labelLimit=expr("bandwidth('x') / 0.94 - 6"),
            labelOverlap=False,
            labelFontSize=12,
        ),
    )
    base = alt.Chart().encode(x=x, y=y)
    # As an encoding the dashes would be lost.
    cell = leading(base.mark_rect(cornerRadius=2, invalid=None, strokeDash=[3, 2])).encode(
        color=alt.condition(
            "!isValid(datum.shade)",
            alt.value("transparent"),
            alt.Color("shade:Q", scale=alt.Scale(range=list(ramp)), legend=None),
        ),
        stroke=alt.condition("datum.is_thin", alt.value(colours["gone"]), alt.value("transparent")),
        tooltip=tips(look, row="", column="", value_text="chart.value", sample_text="chart.sample"),
        description="description:N",
    )
    label = base.mark_text(fontSize=12, aria=False, tooltip=None).encode(
        text="value_text:N",
        color=alt.condition("datum.is_thin", alt.value(colours["muted"]), alt.value(colours["text"])),
    )
    return specification(look, [cell, label], height * rows + 28)
