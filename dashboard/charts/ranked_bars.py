"""Who ranks where: one bar per member, its target as a tick, its label outside; a thin sample is hollow and says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.charts.built import alt, built
from dashboard.charts.form import numbers, placed, spoken
from dashboard.charts.look import expr, in_order, leading, names_axis, palette, row_height, specification, text, tips
from dashboard.reader import Look, Reader
from dashboard.samples import is_estimate, sample_columns, wilson


@dataclass(frozen=True)
class RankedBars:
    """`measure` per member of `by`; `target` is a column or, as a number, the same for all; at most `rows` bars.

    `better` lower puts the smallest first; `also` tells several rows of a member apart. Members without the measure are
    left out of the chart, not of the table.
    """

    by: str
    measure: str
    target: str | None = None
    rows: int = 12
    better: str = "higher"
    target_label: str = "chart.target"
    also: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        also = (self.also,) if self.also else ()
        found = (self.by, *also, self.measure, *sample_columns(self.measure), *([self.target] if self.target else []))
        return tuple(dict.fromkeys(found))

    def frame(self, view: str, rows: pl.DataFrame, beside: pl.DataFrame | None, reader: Reader) -> pl.DataFrame:
        """Best first, unassigned last. Columns: name, value, value_text, target, target_text, is_thin, low, high,
        sample_text, top (the furthest mark of all), description, link."""
        parts = [name for name in sample_columns(self.measure) if name in rows.columns]
        unit = reader.unit(view, self.measure)
        known = numbers(rows).filter(
            pl.col(self.measure).is_not_null() & ~pl.col(self.measure).cast(pl.Float64).is_nan()
        )
        best = known.sort(
            pl.col(self.by).is_null(),
            pl.col(self.measure),
            descending=[False, self.better == "higher"],
            maintain_order=True,
        ).head(self.rows)
        dressed: list[dict[str, Any]] = []
        for row in best.iter_rows(named=True):
            name, value = reader.name(self.by, row[self.by]), float(row[self.measure])
            if self.also and row[self.also] is not None:
                name = f"{name} · {reader.name(self.also, row[self.also])}"
            sample = sum(int(row[part] or 0) for part in parts) if parts else None
            is_thin = sample is not None and sample < reader.thin_sample and is_estimate(self.measure, unit)
            interval = wilson(value, sample) if is_thin and sample and unit == "rate" and 0 <= value <= 1 else None
            target = row[self.target] if self.target else None
            value_text = reader.value(view, self.measure, value, short=True)
            dressed.append(
                {
                    "name": name,
                    "value": value,
                    "value_text": value_text,
                    "target": None if target is None else float(target),
                    "target_text": reader.value(view, self.target, target, short=True) if self.target else "",
                    "is_thin": is_thin,
                    "low": interval[0] if interval else None,
                    "high": interval[1] if interval else None,
                    "sample_text": "" if sample is None else f"n={sample:,}",
                    "description": spoken(reader, name, value_text, *([f"n={sample:,}"] if sample is not None else [])),
                    "link": reader.follow(view, self.measure, row),
                }
            )
        marks = [row[mark] for row in dressed for mark in ("value", "high", "target") if row[mark] is not None]
        top = max(marks, default=0.0)
        return placed(pl.DataFrame([row | {"top": top} for row in dressed], schema=_SCHEMA))

    def specification(self, frame: pl.DataFrame, look: Look) -> dict[str, Any]:
        has_below = frame.height > 0 and float(frame["value"].min() or 0) < 0  # type: ignore[arg-type]
        height = row_height(frame["name"], 130, 30)
        return _specification(look, max(frame.height, 1), height, self.target_label, has_below)


_SCHEMA = {
    "name": pl.String,
    "value": pl.Float64,
    "value_text": pl.String,
    "target": pl.Float64,
    "target_text": pl.String,
    "is_thin": pl.Boolean,
    "low": pl.Float64,
    "high": pl.Float64,
    "sample_text": pl.String,
    "top": pl.Float64,
    "description": pl.String,
    "link": pl.String,
}
# As many pixels past the bar as its label takes a target has to lie for the label to fit between them.
_LABEL = "(18 + 8 * length(datum.value_text) + (datum.is_thin ? 34 : 0))"

# Pixels beside the names that a chart has on a phone at most.
_NARROW = 260


@built(128)
def _specification(look: Look, rows: int, height: int, target_label: str, has_below: bool) -> dict[str, Any]:
    colours = palette(look)
    start = 58 if has_below else 0
    y = alt.Y(
        "name:N",
        sort=in_order(),
        title=None,
        scale=alt.Scale(paddingInner=0.38, paddingOuter=0.2),
        axis=names_axis(190, 130),
    )
    scale = alt.Scale(range=[start, expr("width - 92")], zero=True, nice=False)
    x = alt.X("value:Q", scale=scale, axis=None)
    tooltip = tips(look, name="", value_text="chart.value", target_text=target_label, sample_text="chart.sample")
    base = alt.Chart().encode(y=y)
    bar = leading(base.mark_bar(strokeWidth=1.25)).encode(
        x=x,
        fill=alt.condition("datum.is_thin", alt.value("transparent"), alt.value(colours["open"])),
        stroke=alt.value(colours["open"]),
        strokeDash=alt.condition("datum.is_thin", alt.value([3, 2]), alt.value([1, 0])),
        tooltip=tooltip,
        description="description:N",
    )
    interval = (
        base.transform_filter("isValid(datum.low)")
        .mark_rule(color=colours["muted"], strokeWidth=1.5, aria=False)
        .encode(x=alt.X("low:Q"), x2="high:Q")
    )
    has_target = base.transform_filter("isValid(datum.target)").encode(x=alt.X("target:Q"))
    # The halo keeps the tick visible on its own bar.
    halo = has_target.mark_tick(color=colours["ground"], thickness=6, size=22, aria=False)
    tick = has_target.mark_tick(color=colours["text"], thickness=2, size=22, aria=False)
    # A value belongs to its bar: it stands past the target only where there is no room before it. On a phone all values
    # do and targets have no words of their own: beside them a value past its target would be read as one.
    own = "max(datum.value, 0, isValid(datum.high) ? datum.high : 0)"
    room = f"datum.target > {own} && (datum.target - {own}) / datum.top * (width - {start} - 92) > {_LABEL}"
    labelled = base.transform_calculate(
        has_room=f"width > {_NARROW} && isValid(datum.target) && {room}",
        end=f"datum.has_room ? {own} : max({own}, isValid(datum.target) ? datum.target : 0)",
        label="datum.value_text + (datum.is_thin ? '  ' + datum.sample_text : '')",
    )
    goal = text(labelled.transform_filter("datum.has_room"), "target_text", colours["muted"]).encode(
        x=alt.X("target:Q")
    )
    label = text(labelled, "label", colours["text"], fontWeight=600).encode(
        x=alt.X("end:Q"),
        color=alt.condition("datum.is_thin", alt.value(colours["muted"]), alt.value(colours["text"])),
    )
    return specification(look, [bar, interval, halo, tick, goal, label], height * rows + 8)
