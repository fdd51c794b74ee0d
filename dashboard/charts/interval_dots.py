"""How long deals stay: dot = median, band to the tick = nine in ten, diamond = the longest still waiting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.charts.built import alt, built
from dashboard.charts.form import numbers, placed, spoken
from dashboard.charts.look import expr, in_order, leading, names_axis, palette, specification, text, tips
from dashboard.formats import NOTHING
from dashboard.reader import Look, Reader


@dataclass(frozen=True)
class IntervalDots:
    """Per stage of stage_dwell; the days still open come from `open_days` of the view beside, joined by stage."""

    median: str = "median_days"
    high: str = "p90_completed_days"
    open_days: str = "average_days_in_stage"
    limit: str = "expected_days"

    @property
    def columns(self) -> tuple[str, ...]:
        return "stage", "stays", "open_stays", self.median, self.high, "longest_open_days", self.limit

    def frame(self, view: str, rows: pl.DataFrame, beside: pl.DataFrame | None, reader: Reader) -> pl.DataFrame:
        """In the view's order. Columns: stage, median_days, p90_days, open_days, edge, their texts, is_stalled,
        description and open_said (what the two marks say), link, open_link."""
        told = numbers(rows)
        if beside is not None:
            key = ["pipeline", "stage"]
            told = told.join(numbers(beside).select(*key, self.open_days), on=key, how="left", nulls_equal=True)
        days, dressed = reader.formats.short_days, []
        for row in told.iter_rows(named=True):
            median, high, waiting = row[self.median], row[self.high], row.get(self.open_days)
            if median is None and high is None and waiting is None:
                continue
            stage, limit = reader.name("stage", row["stage"]), row.get(self.limit) or high
            is_stalled = waiting is not None and limit is not None and waiting > limit
            # Without a median more than half are still waiting: the longest wait is the least it can be.
            unknown = row.get("longest_open_days")
            words = days(median) if median is not None else NOTHING if unknown is None else f"> {days(unknown)}"
            dressed.append(
                {
                    "stage": stage,
                    "median_days": median,
                    "p90_days": high,
                    "open_days": waiting,
                    "edge": max(value for value in (median, high, waiting) if value is not None),
                    "median_text": words,
                    "p90_text": days(high) if high is not None else "",
                    "open_text": "" if waiting is None else reader.t("chart.now", days=days(waiting)),
                    "is_stalled": is_stalled,
                    "link": reader.follow(view, self.median, row),
                    "open_link": reader.follow("funnel_width", self.open_days, row),
                    "description": reader.t("chart.dwell_told", stage=stage, median=words, high=days(high)),
                    "open_said": ""
                    if waiting is None
                    else spoken(reader, stage, f"{reader.t('chart.waiting')} {days(waiting)}"),
                }
            )
        return placed(pl.DataFrame(dressed, schema=_SCHEMA))

    def specification(self, frame: pl.DataFrame, look: Look) -> dict[str, Any]:
        return _specification(look, max(frame.height, 1))


_SCHEMA = {
    "stage": pl.String,
    "median_days": pl.Float64,
    "p90_days": pl.Float64,
    "open_days": pl.Float64,
    "edge": pl.Float64,
    "median_text": pl.String,
    "p90_text": pl.String,
    "open_text": pl.String,
    "is_stalled": pl.Boolean,
    "description": pl.String,
    "open_said": pl.String,
    "link": pl.String,
    "open_link": pl.String,
}


@built(64)
def _specification(look: Look, rows: int) -> dict[str, Any]:
    colours = palette(look)
    y = alt.Y(
        "stage:N", sort=in_order(), title=None, scale=alt.Scale(type="point", padding=0.5), axis=names_axis(150, 110)
    )
    unit = "天" if look.language == "zh" else "d"
    x = alt.X(
        "median_days:Q",
        title=None,
        scale=alt.Scale(range=[0, expr("width - 74")], zero=True, nice=False),
        axis=alt.Axis(
            tickCount=4,
            labelExpr=f"datum.value + (datum.value == 0 ? '' : ' {unit}')",
            grid=True,
            labelColor=colours["muted"],
        ),
    )
    tooltip = tips(look, stage="", median_text="chart.median", p90_text="chart.nine_in_ten", open_text="chart.waiting")
    base = alt.Chart().encode(y=y)
    span = base.transform_filter("isValid(datum.p90_days)")
    known = base.transform_filter("isValid(datum.median_days)")
    open_now = base.transform_filter("isValid(datum.open_days)")
    calm, stuck = base.transform_filter("!datum.is_stalled"), base.transform_filter("datum.is_stalled")
    layers: list[alt.Chart | alt.LayerChart] = [
        # Stages stand in the order in which a layer meets them: this one misses none.
        base.mark_point(opacity=0, size=0, aria=False).encode(x=alt.value(0)),
        span.transform_calculate(from_days="isValid(datum.median_days) ? datum.median_days : 0")
        .mark_rule(strokeWidth=5, color=colours["pending"], opacity=0.45, strokeCap="butt", aria=False)
        .encode(x=alt.X("from_days:Q"), x2="p90_days:Q"),
        span.mark_tick(thickness=2, size=13, color=colours["pending"], aria=False).encode(x=alt.X("p90_days:Q")),
        leading(open_now.mark_point(shape="diamond", size=95, strokeWidth=2, opacity=1), "open_link").encode(
            x=alt.X("open_days:Q"),
            fill=alt.value(colours["ground"]),
            stroke=alt.condition("datum.is_stalled", alt.value(colours["stalled"]), alt.value(colours["muted"])),
            tooltip=tooltip,
            description="open_said:N",
        ),
        leading(known.mark_point(shape="circle", filled=True, size=110, opacity=1, color=colours["open"])).encode(
            x=x, tooltip=tooltip, description="description:N"
        ),
        text(known, "median_text", colours["text"], fontWeight=600, align="center", dx=0, dy=-14).encode(
            x=alt.X("median_days:Q")
        ),
        text(calm, "open_text", colours["muted"], dx=11).encode(x=alt.X("edge:Q")),
        text(stuck, "open_text", colours["text"], dx=11, fontWeight=600).encode(x=alt.X("edge:Q")),
    ]
    return specification(look, layers, 44 * rows + 24)
