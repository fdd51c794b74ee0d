"""What moved most: signed bars from one zero line, gains down to losses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.charts.built import alt, built
from dashboard.charts.form import numbers, placed, spoken
from dashboard.charts.look import expr, in_order, leading, names_axis, palette, row_height, specification, text, tips
from dashboard.reader import Look, Reader
from dashboard.scope import FILTERS

# A name alone says which of these it is; a channel or a size would need its kind beside it.
DIMENSIONS = ("region", "product_line", "rep")


@dataclass(frozen=True)
class ChangeBars:
    """The `each` largest rises and falls of one measure of movers, among the members of these dimensions."""

    measure: str = "won_amount"
    each: int = 3
    dimensions: tuple[str, ...] = DIMENSIONS

    @property
    def columns(self) -> tuple[str, ...]:
        return "dimension", "name", "measure", "value", "previous_value", "change"

    def frame(self, view: str, rows: pl.DataFrame, beside: pl.DataFrame | None, reader: Reader) -> pl.DataFrame:
        """Columns: name, change, change_text, from_to_text, description, link."""
        moved = moves(rows, self.measure, telling(reader, self.dimensions))
        up = moved.filter(pl.col("change") > 0).head(self.each)
        down = moved.filter(pl.col("change") < 0).tail(self.each)
        formats, seen, dressed = reader.formats, set(), []
        for row in pl.concat([up, down]).iter_rows(named=True):
            kind = reader.name("dimension", row["dimension"])
            name = reader.name(row["dimension"], row["name"])
            # Two dimensions may have members of one name; a bar needs a name of its own.
            name = f"{name} ({kind})" if name in seen else name
            seen.add(name)
            change = formats.money(row["change"], sign=True)
            span = f"{formats.money(row['previous_value'] or 0)} → {formats.money(row['value'] or 0)}"
            dressed.append(
                {
                    "name": name,
                    "change": float(row["change"]),
                    "change_text": change,
                    "from_to_text": spoken(reader, kind, span),
                    "description": spoken(reader, f"{kind} {name}", change, span),
                    "link": reader.follow(view, "change", row),
                }
            )
        return placed(pl.DataFrame(dressed, schema=_SCHEMA))

    def specification(self, frame: pl.DataFrame, look: Look) -> dict[str, Any]:
        return _specification(look, max(frame.height, 1), row_height(frame["name"], 130, 36))


def telling(reader: Reader, dimensions: tuple[str, ...] = DIMENSIONS) -> tuple[str, ...]:
    """Those dimensions of which the scope holds more than one member: the only one is the change, not its cause."""
    single = {choice.key for choice in FILTERS if len(getattr(reader.scope, choice.field) or ()) == 1}
    return tuple(name for name in dimensions if name not in single)


def moves(rows: pl.DataFrame, measure: str, dimensions: tuple[str, ...] = DIMENSIONS) -> pl.DataFrame:
    """The changes of one measure among the members of these dimensions, rises first; none where there was nothing to
    change from."""
    found = numbers(rows).filter((pl.col("measure") == measure) & pl.col("change").is_not_null())
    if not (found["previous_value"] != 0).any():
        return found.clear()
    return found.filter(pl.col("dimension").is_in(dimensions)).sort("change", descending=True, maintain_order=True)


_SCHEMA = {
    "name": pl.String,
    "change": pl.Float64,
    "change_text": pl.String,
    "from_to_text": pl.String,
    "description": pl.String,
    "link": pl.String,
}


@built(64)
def _specification(look: Look, rows: int, height: int) -> dict[str, Any]:
    colours = palette(look)
    y = alt.Y(
        "name:N", sort=in_order(), title=None, scale=alt.Scale(paddingInner=0.4, paddingOuter=0.2), axis=names_axis(150)
    )
    x = alt.X("change:Q", axis=None, scale=alt.Scale(range=[62, expr("width - 66")], nice=False, zero=True))
    base = alt.Chart().encode(y=y, x=x)
    bar = leading(base.mark_bar()).encode(
        color=alt.condition("datum.change >= 0", alt.value(colours["rise"]), alt.value(colours["fall"])),
        tooltip=tips(look, name="", change_text="chart.change", from_to_text=""),
        description="description:N",
    )
    up = text(base.transform_filter("datum.change >= 0"), "change_text", colours["text"], fontWeight=600)
    down = text(
        base.transform_filter("datum.change < 0"), "change_text", colours["text"], fontWeight=600, align="right", dx=-6
    )
    zero = (
        alt.Chart()
        .transform_aggregate(rows="count()")
        .mark_rule(color=colours["muted"], aria=False)
        .encode(x=alt.XDatum(0, type="quantitative"))
    )
    return specification(look, [bar, zero, up, down], height * rows + 8)
