"""A trend the size of a word: line and last point, no axes; a dashed line where there is a target.

A picture rather than a specification: a page shows many, and an image costs a browser nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from dashboard.charts.look import palette
from dashboard.reader import Look

WIDTH, HEIGHT = 112, 48
# Room for half of the last point and of the line.
_EDGE = 5
Point = tuple[float, float]


def spark(values: Sequence[float | None], targets: Sequence[float | None], look: Look) -> str:
    """The address that holds the picture, one step per value and its target (None where there is none); "" for fewer
    than two values, which are no trend. Lowest and highest of both stand at the edges."""
    # A target beside a step without a value would stretch the picture for a line that leads nowhere.
    known = [
        (step, value, goal) for step, (value, goal) in enumerate(zip(values, targets, strict=True)) if value is not None
    ]
    if len(known) < 2:
        return ""
    heights = [float(each) for _, value, goal in known for each in (value, goal) if each is not None]
    low, high = min(heights), max(heights)
    first, last = known[0][0], known[-1][0]

    def place(step: int, value: float) -> Point:
        share = (float(value) - low) / (high - low) if high > low else 0.5
        return (
            _EDGE + (WIDTH - 2 * _EDGE) * (step - first) / (last - first),
            HEIGHT - _EDGE - (HEIGHT - 2 * _EDGE) * share,
        )

    colours = palette(look)
    line = [place(step, value) for step, value, _ in known]
    goals = [place(step, goal) for step, _, goal in known if goal is not None]
    x, y = line[-1]
    dashed = _line(goals, colours["muted"], "1.25", ' stroke-dasharray="3"') if len(goals) > 1 else ""
    point = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.4" fill="{colours["open"]}"/>'
    parts = f"{dashed}{_line(line, colours['open'], '1.75')}{point}"
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{parts}</svg>'
    return f"data:image/svg+xml,{quote(drawn, safe=' /:=,.-')}"


def _line(points: Sequence[Point], colour: str, width: str, more: str = "") -> str:
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    look = f'fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"{more}'
    return f'<polyline points="{joined}" {look}/>'
