"""How each stage filled and emptied: one small line per stage on the same scale, its last value written at its end."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.charts.built import alt, built
from dashboard.charts.form import numbers, spoken
from dashboard.charts.look import NARROW, expr, in_lines, leading, palette, specification, text, tips
from dashboard.charts.trend_line import month_labels
from dashboard.days import month_end
from dashboard.reader import Look, Reader


@dataclass(frozen=True)
class StageLines:
    """`measure` per `time` and stage of funnel_over_time; rows in stage order share one scale."""

    measure: str = "amount"
    time: str = "on_date"

    @property
    def columns(self) -> tuple[str, ...]:
        return self.time, "stage", "deals", self.measure

    def frame(self, view: str, rows: pl.DataFrame, beside: pl.DataFrame | None, reader: Reader) -> pl.DataFrame:
        """Columns: day, stage, floor, height, value_text, day_text, end_text, end_day, description, link. `height`
        is where the line runs: the row's floor plus its share of the largest value of all rows."""
        told = self._on_every_day(numbers(rows)).with_columns(pl.col(self.measure).fill_null(0).cast(pl.Float64))
        order = told.sort("stage_order", nulls_last=True)["stage"].unique(maintain_order=True).to_list()
        if told.height == 0:
            return pl.DataFrame(schema=_SCHEMA)
        top = float(told[self.measure].max() or 0) or 1.0  # type: ignore[arg-type]
        last = told[self.time].max()
        # The axis names months by their ends; the day that a running month stands at has no name there.
        last_name = "" if last == month_end(last) else reader.formats.day(last, year=False)  # type: ignore[arg-type]
        dressed = []
        for row in told.sort(self.time).iter_rows(named=True):
            place = order.index(row["stage"])
            floor = float(len(order) - 1 - place)
            stage = reader.name("stage", row["stage"])
            words = reader.value(view, self.measure, row[self.measure], short=True)
            day = reader.formats.day(row[self.time])
            dressed.append(
                {
                    "day": row[self.time],
                    "stage": stage,
                    "floor": floor,
                    "height": floor + 0.78 * row[self.measure] / top,
                    "value_text": words,
                    "day_text": day,
                    "end_text": words if row[self.time] == last else "",
                    "end_day": last_name if row[self.time] == last and not floor else "",
                    "description": spoken(reader, f"{stage} · {day}", words),
                    "link": reader.follow(view, self.measure, row),
                }
            )
        return pl.DataFrame(dressed, schema=_SCHEMA)

    def _on_every_day(self, rows: pl.DataFrame) -> pl.DataFrame:
        """A row of each stage on each day, so that one in which nothing stands any more is named as well."""
        stages = rows.select("pipeline", "stage_order", "stage").unique(maintain_order=True)
        every = rows.select(self.time).unique(maintain_order=True).join(stages, how="cross", maintain_order="left")
        return every.join(rows, on=every.columns, how="left", nulls_equal=True, maintain_order="left")

    def specification(self, frame: pl.DataFrame, look: Look) -> dict[str, Any]:
        longest = max((sum(13 if ord(sign) > 0x2E7F else 7.4 for sign in name) for name in frame["stage"]), default=0)
        # In steps, so that a few specifications serve all lists of stages.
        return _specification(look, max(frame["stage"].n_unique(), 1), min(180, 20 * math.ceil(longest / 20 + 0.5)))


_SCHEMA = {
    "day": pl.Date,
    "stage": pl.String,
    "floor": pl.Float64,
    "height": pl.Float64,
    "value_text": pl.String,
    "day_text": pl.String,
    "end_text": pl.String,
    "end_day": pl.String,
    "description": pl.String,
    "link": pl.String,
}


@built(64)
def _specification(look: Look, rows: int, room: int) -> dict[str, Any]:
    colours = palette(look)
    names = f"(width < {NARROW} ? {min(room, 116)} : {room})"
    x = alt.X(
        "day:T",
        title=None,
        scale=alt.Scale(range=[expr(names), expr("width - 76")]),
        axis=alt.Axis(
            labelExpr=month_labels(look.language, "datum.value - 43200000"),
            tickCount=alt.TimeIntervalStep(interval="month", step=1),
            grid=False,
            labelOverlap="greedy",
            labelSeparation=6,
        ),
    )
    # Above the top row its line needs a whole row of room.
    scale = alt.Scale(domain=[0, rows], nice=False)
    base = alt.Chart().encode(x=x)
    y = alt.Y("height:Q", scale=scale, axis=None)
    # The height of a line is read from its floor.
    floor = base.mark_line(color=colours["grid"], strokeWidth=1, aria=False).encode(
        y=alt.Y("floor:Q", scale=scale, axis=None), detail="stage:N", tooltip=alt.value(None)
    )
    line = base.mark_line(color=colours["open"], strokeWidth=2, aria=False).encode(y=y, detail="stage:N")
    points = leading(base.mark_point(filled=True, size=26, opacity=1, color=colours["open"])).encode(
        y=y,
        tooltip=tips(look, stage="", day_text="chart.day", value_text="chart.value"),
        description="description:N",
    )
    ended = base.transform_filter("datum.end_text != ''")
    value = text(ended, "end_text", colours["text"], dx=10, fontWeight=600).encode(y=y)
    # In line with the months, which stand below the chart.
    beside = expr(f"width < {NARROW} ? 8 : -7")
    ended_on = text(base.transform_filter("datum.end_day != ''"), "end_day", colours["muted"], dx=beside, dy=14).encode(
        y=alt.YValue(expr("height"))
    )
    name = (
        alt.Chart()
        .transform_filter("datum.end_text != ''")
        .transform_calculate(middle="datum.floor + 0.36", words=in_lines("datum.stage", f"({names} - 12)", 13))
        .mark_text(
            align="left",
            baseline="middle",
            fontSize=13,
            fontWeight=600,
            color=colours["text"],
            aria=False,
            tooltip=None,
            limit=expr(f"{names} - 12"),
        )
        .encode(x=alt.XValue(0), y=alt.Y("middle:Q", scale=scale, axis=None), text="words:N")
    )
    return specification(look, [floor, line, points, value, ended_on, name], 52 * rows + 26)
