"""A trend the size of a word: line and last point, no axes; a dashed line where there is a target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from dashboard.charts.built import alt, built
from dashboard.charts.look import palette, specification
from dashboard.reader import Look


def spark_frame(values: Sequence[float | None], targets: Sequence[float | None] | None = None) -> pl.DataFrame:
    """One row per step that has a value: step, value, target (NULL where there is none)."""
    goals = targets if targets is not None else [None] * len(values)
    steps = [
        (step, value, goal) for step, (value, goal) in enumerate(zip(values, goals, strict=True)) if value is not None
    ]
    return pl.DataFrame(steps, schema={"step": pl.Int64, "value": pl.Float64, "target": pl.Float64}, orient="row")


@built(16)
def spark(look: Look) -> dict[str, Any]:
    """The specification for a spark_frame."""
    colours = palette(look)
    free = alt.Scale(zero=False, nice=False)
    base = alt.Chart().encode(x=alt.X("step:Q", axis=None, scale=free))
    y = alt.Y("value:Q", axis=None, scale=free)
    target = (
        base.transform_filter("isValid(datum.target)")
        .mark_line(strokeWidth=1.25, strokeDash=[3, 3], color=colours["muted"], tooltip=None, aria=False)
        .encode(y=alt.Y("target:Q"))
    )
    line = base.mark_line(strokeWidth=1.75, color=colours["open"], tooltip=None, aria=False).encode(y=y)
    last = (
        base.transform_window(end="last_value(step)", frame=[None, None])
        .transform_filter("datum.step == datum.end")
        .mark_point(filled=True, size=36, opacity=1, color=colours["open"], tooltip=None, aria=False)
        .encode(y=y)
    )
    found = specification(look, [target, line, last], 48)
    return found | {"padding": {"left": 5, "right": 5, "top": 5, "bottom": 5}}
