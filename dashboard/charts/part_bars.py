"""Parts of a whole per member: bars in coloured parts from a common start, a goal as a tick, the total outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.charts.built import alt, built
from dashboard.charts.form import numbers, placed
from dashboard.charts.look import (
    expr,
    filled,
    in_order,
    leading,
    names_axis,
    palette,
    row_height,
    specification,
    text,
    tips,
)
from dashboard.reader import Look, Reader

_PLACES = ("first", "second", "third", "fourth")


@dataclass(frozen=True)
class PartBars:
    """`parts` are (column, colour role) of the members of `by`, from the axis outwards, named by the caption.

    Rows keep the view's order unless `is_ranked`: then the longest bars come first. `goal` is a column that a tick
    marks; `also` is a text of the view written after the total, its words are messages `value.TEXT`. `is_share`: the
    label says how much of the whole the first part is, and a member with a whole of 0 is drawn too.
    """

    by: str
    parts: tuple[tuple[str, str], ...]
    goal: str | None = None
    also: str | None = None
    is_ranked: bool = True
    is_share: bool = False
    rows: int = 16

    @property
    def columns(self) -> tuple[str, ...]:
        found = (self.by, self.also, *(name for name, _ in self.parts), self.goal)
        return tuple(dict.fromkeys(name for name in found if name))

    def frame(self, view: str, rows: pl.DataFrame, beside: pl.DataFrame | None, reader: Reader) -> pl.DataFrame:
        """Columns: name, first … fourth with their *_text and *_link, total, total_text, goal, goal_text,
        description. Empty where no member has anything and no goal is set."""
        told = numbers(rows)
        names = [name for name, _ in self.parts]
        told = told.with_columns(pl.sum_horizontal([pl.col(name).fill_null(0) for name in names]).alias("_total"))
        if self.is_ranked:
            told = told.sort(pl.col(self.by).is_null(), pl.col("_total"), descending=[False, True], maintain_order=True)
        is_due = pl.col(names[0]).is_not_null() if self.is_share else pl.col("_total") > 0
        if "stage_order" in told.columns:
            # A stage nobody configured has no place in the order: its deals count in none of the rows, which is said.
            is_due = is_due | pl.col("stage_order").is_null()
        told = told.filter(is_due | (pl.col(self.goal) > 0) if self.goal else is_due).head(self.rows)
        dressed = [self._row(view, row, reader) for row in told.iter_rows(named=True)]
        return placed(pl.DataFrame(dressed, schema=_SCHEMA))

    def _row(self, view: str, row: dict[str, Any], reader: Reader) -> dict[str, Any]:
        named = row.get("dimension") if self.by == "name" else None
        name = reader.name(named or self.by, row[self.by])
        dressed: dict[str, Any] = {"name": name, "total": row["_total"], "goal": None, "goal_text": ""}
        said = []
        unit = reader.unit(view, self.parts[0][0])
        for place, (column, _) in enumerate(self.parts):
            # A part that the page worked out is of the same kind as the first.
            words = reader.formats.value(reader.unit(view, column) or unit, row[column] or 0, short=True)
            said.append(f"{reader.label(view, column)} {words}")
            dressed |= {
                _PLACES[place]: float(row[column] or 0),
                f"{_PLACES[place]}_text": words,
                f"{_PLACES[place]}_link": reader.follow(view, column, row),
            }
        parts = [dressed[f"{place}_text"] for place in _PLACES[: len(self.parts)]]
        # Of a few counts each is worth saying, of money the sum.
        is_counted = unit == "count" and len(parts) > 1 and not self.is_share
        total = " · ".join(parts) if is_counted else reader.formats.value(unit, row["_total"], short=True)
        if self.is_share and parts[0] != total:
            total = reader.t("chart.share", part=parts[0], whole=total)
        also = reader.name(self.also, row[self.also]) if self.also and row[self.also] is not None else ""
        if self.goal and row[self.goal] is not None:
            words = reader.value(view, self.goal, row[self.goal], short=True)
            dressed |= {"goal": float(row[self.goal]), "goal_text": words}
            said.append(f"{reader.label(view, self.goal)} {words}")
            # One label for both: two beside each other would lie on each other in a narrow card.
            total = reader.t("chart.needs", held=total, goal=words)
        if row.get("stage_order", 0) is None:
            total = reader.t("chart.unconfigured")
            said = [total]
        dressed["total_text"] = f"{total}  {also}" if also else total
        dressed["description"] = "; ".join([f"{name}: {said[0]}", *said[1:], *([also] if also else [])])
        return dressed

    def specification(self, frame: pl.DataFrame, look: Look) -> dict[str, Any]:
        roles = tuple(role for _, role in self.parts)
        labels = tuple(f"part.{name}" for name, _ in self.parts)
        height = row_height(frame["name"], 130, 30)
        room = 150 if self.also else 124 if self.is_share or self.goal else 84
        return _specification(look, max(frame.height, 1), height, roles, labels, room)


_SCHEMA = {
    "name": pl.String,
    "total": pl.Float64,
    "total_text": pl.String,
    "goal": pl.Float64,
    "goal_text": pl.String,
    **dict.fromkeys(_PLACES, pl.Float64),
    **{f"{place}_text": pl.String for place in _PLACES},
    **{f"{place}_link": pl.String for place in _PLACES},
    "description": pl.String,
}


@built(64)
def _specification(
    look: Look, rows: int, height: int, roles: tuple[str, ...], labels: tuple[str, ...], room: int
) -> dict[str, Any]:
    colours = palette(look)
    y = alt.Y(
        "name:N",
        sort=in_order(),
        title=None,
        scale=alt.Scale(paddingInner=0.38, paddingOuter=0.2),
        axis=names_axis(190, 130),
    )
    scale = alt.Scale(range=[0, expr(f"width - {room}")], zero=True, nice=False)
    shown = {"name": "", "total_text": "chart.whole"}
    shown |= {f"{_PLACES[place]}_text": label for place, label in enumerate(labels)}
    tooltip = tips(look, **shown)
    base = alt.Chart().encode(y=y)

    def segment(place: int) -> alt.Chart:
        start = " + ".join(["0", *(f"datum.{name}" for name in _PLACES[:place])])
        bar = (
            base.transform_calculate(start=start, stop=f"{start} + datum.{_PLACES[place]}")
            .transform_filter("datum.stop > datum.start")
            .mark_bar(**filled(colours, roles[place]))
        )
        return leading(bar, f"{_PLACES[place]}_link").encode(
            x=alt.X("start:Q", scale=scale, axis=None),
            x2="stop:Q",
            tooltip=tooltip,
            description="description:N",
        )

    has_goal = base.transform_filter("isValid(datum.goal)").encode(x=alt.X("goal:Q", scale=scale, axis=None))
    # The halo keeps the tick visible on its own bar.
    halo = has_goal.mark_tick(color=colours["ground"], thickness=6, size=22, aria=False)
    tick = has_goal.mark_tick(color=colours["text"], thickness=2, size=22, aria=False)
    ends = base.transform_calculate(end="max(datum.total, isValid(datum.goal) ? datum.goal : 0)")
    label = text(ends, "total_text", colours["text"], fontWeight=600).encode(x=alt.X("end:Q", scale=scale, axis=None))
    # First is what no row is missing from: rows stand in the order in which a layer meets them.
    layers = [label, *(segment(place) for place in range(len(roles))), halo, tick]
    return specification(look, layers, height * rows + 8)
