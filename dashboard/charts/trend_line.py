"""A measure over time against its target and the year before; each line is named at its own end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.charts.built import alt, built
from dashboard.charts.form import numbers, spoken
from dashboard.charts.look import expr, leading, palette, specification, text, tips
from dashboard.days import month_end
from dashboard.formats import amount_axis
from dashboard.reader import Look, Reader

SERIES = ("actual", "target", "last_year")
HEIGHT = 230


@dataclass(frozen=True)
class TrendLine:
    """`measure` per `time` (months are their first day); `target` a column; the view beside is the year before."""

    measure: str
    time: str = "month"
    target: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(name for name in (self.time, self.measure, self.target) if name)

    def frame(self, view: str, rows: pl.DataFrame, beside: pl.DataFrame | None, reader: Reader) -> pl.DataFrame:
        """Long. Columns: month, series, series_text, value, value_text, month_text, is_partial, end_text, end_y,
        description, link (of the actual)."""
        read = {row[self.time]: row for row in numbers(rows).iter_rows(named=True)}
        points = {"actual": _points(rows, self.time, self.measure)}
        if self.target:
            points["target"] = _points(rows, self.time, self.target)
        if beside is not None:
            before = numbers(beside).with_columns(pl.col(self.time).dt.offset_by("1y"))
            points["last_year"] = _points(before, self.time, self.measure)
        as_of, dressed = reader.as_of, []
        last_of_month = as_of == month_end(as_of)
        for series, found in points.items():
            label = reader.t(f"chart.{series}") if series != "actual" else reader.label(view, self.measure)
            for place, (day, value) in enumerate(found):
                is_running = self.time == "month" and (day.year, day.month) == (as_of.year, as_of.month)
                is_partial = series == "actual" and is_running and not last_of_month
                words = reader.value(view, self.measure, value)
                when = reader.formats.month(day) if self.time == "month" else reader.formats.day(day)
                # Beside a finding about the running month, the target of another month would read as its own.
                end = label if series != "actual" else f"{label} {words}"
                if is_partial:
                    end = reader.t("chart.to_date", value=words)
                dressed.append(
                    {
                        "month": day,
                        "series": series,
                        "series_text": label,
                        "value": float(value),
                        "value_text": words,
                        "month_text": when,
                        "is_partial": is_partial,
                        "end_text": end if place == len(found) - 1 else "",
                        "end_y": float(value),
                        "description": spoken(reader, f"{when} · {label}", words),
                        "link": reader.follow(view, self.measure, read[day]) if series == "actual" else None,
                    }
                )
        return _dodged(pl.DataFrame(dressed, schema=_SCHEMA))

    def specification(self, frame: pl.DataFrame, look: Look) -> dict[str, Any]:
        return _specification(look, self.unit_of_axis)

    @property
    def unit_of_axis(self) -> str:
        return "money" if self.measure.endswith("amount") else "rate" if self.measure.endswith("rate") else "count"


def _points(rows: pl.DataFrame, time: str, measure: str) -> list[tuple[Any, float]]:
    return numbers(rows).select(time, measure).drop_nulls().sort(time).rows()


def _dodged(frame: pl.DataFrame) -> pl.DataFrame:
    """Labels at the line ends moved apart by at least a line of text, keeping their order."""
    ends = frame.filter(pl.col("end_text") != "").sort("end_y", descending=True)
    if ends.is_empty():
        return frame
    top = float(frame["value"].max() or 1)  # type: ignore[arg-type]
    gap, moved, ceiling = top * 17 / (HEIGHT - 60), {}, float("inf")
    for row in ends.iter_rows(named=True):
        ceiling = min(row["end_y"], ceiling - gap)
        moved[row["series"]] = ceiling
    # Labels pushed below zero move up together.
    lift = max(0.0, -min(moved.values()))
    return frame.with_columns(
        (pl.col("series").replace_strict(moved, default=None, return_dtype=pl.Float64) + lift).alias("end_y")
    )


_SCHEMA = {
    "month": pl.Date,
    "series": pl.String,
    "series_text": pl.String,
    "value": pl.Float64,
    "value_text": pl.String,
    "month_text": pl.String,
    "is_partial": pl.Boolean,
    "end_text": pl.String,
    "end_y": pl.Float64,
    "description": pl.String,
    "link": pl.String,
}


def month_labels(language: str, day: str = "datum.value") -> str:
    """The Vega expression of an axis of months, `day` being inside the month; the year stands under January."""
    if language == "zh":
        return f"month({day}) == 0 ? ['1月', year({day}) + ''] : month({day}) + 1 + '月'"
    name = f"timeFormat({day}, '%b')"
    return f"month({day}) == 0 ? [{name}, year({day}) + ''] : {name}"


@built(64)
def _specification(look: Look, unit: str) -> dict[str, Any]:
    colours = palette(look)
    x = alt.X(
        "month:T",
        title=None,
        scale=alt.Scale(range=[8, expr("width - 112")]),
        axis=alt.Axis(
            labelExpr=month_labels(look.language),
            tickCount=alt.TimeIntervalStep(interval="month", step=1),
            grid=False,
            labelOverlap="greedy",
            labelSeparation=6,
            labelAlign="center",
        ),
    )
    labels = "format(datum.value, '.0%')" if unit == "rate" else amount_axis(look.language)
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(tickCount=3, labelExpr=labels, labelColor=colours["muted"], grid=True),
    )
    base = alt.Chart().encode(x=x)

    def line(series: str, colour: str, condition: str = "", **mark: Any) -> alt.Chart:
        chosen = f"datum.series == '{series}'{condition}"
        return base.transform_filter(chosen).mark_line(color=colour, aria=False, **mark).encode(y=y)

    # A target of one month alone has no line to be seen by.
    alone = (
        base.transform_filter("datum.series == 'target'")
        .transform_joinaggregate(months="count()")
        .transform_filter("datum.months == 1")
        .mark_point(shape="stroke", size=700, strokeWidth=1.5, color=colours["muted"], opacity=1, aria=False)
        .encode(y=y)
    )
    actual = base.transform_filter("datum.series == 'actual'")
    points = leading(actual.mark_point(size=42, strokeWidth=2, opacity=1)).encode(
        y=y,
        stroke=alt.value(colours["open"]),
        fill=alt.condition("datum.is_partial", alt.value(colours["ground"]), alt.value(colours["open"])),
        tooltip=tips(look, month_text="chart.month", series_text="", value_text="chart.value"),
        description="description:N",
    )
    ends = alt.Scale(domain=list(SERIES), range=[colours["open"], colours["text"], colours["muted"]])
    named = base.transform_filter("datum.end_text != ''")
    # A halo of the ground, for the running month's label stands where other lines go on.
    halo = text(named, "end_text", colours["ground"], dx=10, stroke=colours["ground"], strokeWidth=4).encode(
        y=alt.Y("end_y:Q")
    )
    names = text(named, "end_text", colours["text"], dx=10).encode(
        y=alt.Y("end_y:Q"), color=alt.Color("series:N", scale=ends, legend=None)
    )
    layers: list[alt.Chart | alt.LayerChart] = [
        line("last_year", colours["gone"], strokeWidth=1.5),
        line("target", colours["muted"], strokeWidth=1.5, strokeDash=[5, 3]),
        alone,
        line("actual", colours["open"], " && !datum.is_partial", strokeWidth=2.5),
        points,
        halo,
        names,
    ]
    return specification(look, layers, HEIGHT, color="independent")
