"""The funnel: left-aligned bars in stage order, in parts, with the step to the next stage and a panel of money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard.charts.built import alt, built
from dashboard.charts.form import numbers, placed, spoken
from dashboard.charts.look import expr, filled, in_order, leading, names_axis, palette, specification, text, tips
from dashboard.reader import Look, Reader

_PLACES = ("first", "second", "third")
_NARROW = "width < 320"


@dataclass(frozen=True)
class StageBars:
    """`parts` are (column, colour role) from the axis outwards and add up to `total`; role `gone` is hollow.

    `money_view` is the view that `money` is of where the rows have no such column.
    `money_part` is the part of it that is drawn in full and said before the whole, where the rows have it.
    `step` is the share that goes on, written between the rows, with `step_note` under it. `money` is a column of the
    view or of the view beside it, joined by pipeline and stage.
    """

    total: str
    parts: tuple[tuple[str, str], ...]
    step: str | None = None
    step_note: str | None = None
    money: str | None = None
    money_part: str = "effective_open_amount"
    money_view: str = "funnel_width"

    @property
    def columns(self) -> tuple[str, ...]:
        found = (
            "stage",
            self.total,
            *(name for name, _ in self.parts),
            self.step,
            self.money,
            self.money and self.money_part,
        )
        return tuple(dict.fromkeys(name for name in found if name))

    def frame(self, view: str, rows: pl.DataFrame, beside: pl.DataFrame | None, reader: Reader) -> pl.DataFrame:
        """In the view's order; empty where no stage holds anything. Columns: stage, total, first, second, third, money,
        their *_text, money_part, step_text, step_note, is_configured; *_said, each number told; *_link, its rows."""
        told = numbers(rows)
        if not told[self.total].sum():
            return pl.DataFrame(schema=_SCHEMA)
        if beside is not None and self.money and self.money not in told.columns:
            key = ["pipeline", "stage"]
            taken = [name for name in (self.money, self.money_part) if name in beside.columns]
            told = told.join(numbers(beside).select(*key, *taken), on=key, how="left", nulls_equal=True)
        formats, t = reader.formats, reader.t
        dressed = []
        # Past the last configured stage lies only winning; stages nobody configured stand after it.
        last = told["stage_order"].max() if "stage_order" in told.columns else None
        for row in told.iter_rows(named=True):
            stage = reader.name("stage", row["stage"])
            values = [float(row[name] or 0) for name, _ in self.parts] + [0.0, 0.0]
            amount = row.get(self.money) if self.money else None
            part = row.get(self.money_part) if self.money else None
            money = "" if amount is None else _part_of(reader, amount, part)
            share = row.get(self.step) if self.step else None
            note = row.get(self.step_note) if self.step_note else None
            is_last = last is not None and row["stage_order"] == last
            is_configured = row.get("stage_order", 0) is not None or row["stage"] is None
            total = formats.count(row[self.total]) if is_configured or row[self.total] else ""
            total += "" if is_configured else f"{' · ' if total else ''}{t('chart.unconfigured')}"
            said = [(reader.label(view, self.total), formats.count(row[self.total]))]
            said += [(t(f"part.{name}"), formats.count(row[name])) for name, _ in self.parts]
            links = [reader.follow(view, name, row) for name, _ in self.parts] + [None, None]
            money_view = view if self.money in rows.columns else self.money_view
            dressed.append(
                {
                    "stage": stage,
                    "total": float(row[self.total] or 0),
                    "first": values[0],
                    "second": values[1],
                    "third": values[2],
                    "money": None if amount is None else float(amount),
                    "money_part": None if part is None else float(part),
                    "total_text": total,
                    "first_text": formats.count(values[0]),
                    "second_text": formats.count(values[1]),
                    "third_text": formats.count(values[2]),
                    "money_text": money,
                    "step_text": ""
                    if share is None
                    else t("chart.step_won" if is_last else "chart.step", rate=formats.rate(share, 0)),
                    "step_note": ""
                    if note is None or not row[self.total]
                    else t("chart.step_note", rate=formats.rate(note / row[self.total], 0)),
                    "is_configured": is_configured,
                    **{
                        f"{place}_said": spoken(reader, stage, " ".join(part))
                        for place, part in zip(("total", *_PLACES), said, strict=False)
                    },
                    "money_said": "" if amount is None else spoken(reader, stage, money),
                    "total_link": reader.follow(view, self.total, row) if row[self.total] else None,
                    "first_link": links[0],
                    "second_link": links[1],
                    "third_link": links[2],
                    "money_link": reader.follow(money_view, self.money, row) if self.money else None,
                    "part_link": reader.follow(money_view, self.money_part, row) if self.money else None,
                }
            )
        return placed(pl.DataFrame(dressed, schema=_SCHEMA))

    def specification(self, frame: pl.DataFrame, look: Look) -> dict[str, Any]:
        roles = tuple(role for _, role in self.parts)
        labels = tuple(f"part.{name}" for name, _ in self.parts)
        has_money = self.money is not None and frame["money"].is_not_null().any()
        has_part = has_money and frame["money_part"].is_not_null().any()
        return _specification(look, max(frame.height, 1), roles, labels, self.step is not None, has_money, has_part)


def _part_of(reader: Reader, amount: float, part: float | None) -> str:
    """An amount in words, after the part of it that is drawn in full where that is another."""
    whole = reader.formats.money(amount)
    words = whole if part is None else reader.formats.money(part)
    return whole if words == whole else reader.t("chart.share", part=words, whole=whole)


_NUMBERS = ("total", "first", "second", "third", "money")
_SCHEMA = {
    "stage": pl.String,
    **dict.fromkeys(_NUMBERS, pl.Float64),
    **{f"{name}_text": pl.String for name in _NUMBERS},
    "step_text": pl.String,
    "step_note": pl.String,
    "is_configured": pl.Boolean,
    **{f"{name}_said": pl.String for name in _NUMBERS},
    **{f"{name}_link": pl.String for name in _NUMBERS},
    "money_part": pl.Float64,
    "part_link": pl.String,
}


@built(64)
def _specification(
    look: Look,
    rows: int,
    roles: tuple[str, ...],
    labels: tuple[str, ...],
    has_step: bool,
    has_money: bool,
    has_part: bool = False,
) -> dict[str, Any]:
    colours = palette(look)
    inner = 0.5 if has_step else 0.36
    y = alt.Y(
        "stage:N",
        sort=in_order(),
        title=None,
        scale=alt.Scale(paddingInner=inner, paddingOuter=0.08),
        axis=names_axis(170, 104, 13, labelFontWeight=600),
    )
    shown = {"stage": "", "total_text": "chart.total"}
    shown |= {f"{_PLACES[place]}_text": label for place, label in enumerate(labels)}
    tooltip = tips(look, **shown, **({"money_text": "chart.amount"} if has_money else {}))
    # Each panel has its own x scale over a part of the width, so that the rows of all panels stay in line.
    right = "0.46" if has_money else "0.88"
    if has_step:
        right = "0.40" if has_money else "0.72"
    narrow = "0.46" if has_money else "0.50" if has_step else "0.82"
    deals = alt.Scale(range=[0, expr(f"width * ({_NARROW} ? {narrow} : {right})")], nice=False, zero=True)
    base = alt.Chart().encode(y=y)

    def segment(place: int, role: str) -> alt.Chart:
        start = " + ".join(["0", *(f"datum.{name}" for name in _PLACES[:place])])
        bar = (
            base.transform_calculate(start=start, stop=f"{start} + datum.{_PLACES[place]}")
            .transform_filter("datum.stop > datum.start")
            .mark_bar(height=alt.RelativeBandSize(band=1), **filled(colours, role))
        )
        return leading(bar, f"{_PLACES[place]}_link").encode(
            x=alt.X("start:Q", scale=deals, axis=None),
            x2="stop:Q",
            tooltip=tooltip,
            description=f"{_PLACES[place]}_said:N",
        )

    # The only mark that leads to all that reached the stage.
    count = leading(text(base, "total_text", colours["text"], fontWeight=600, aria=True), "total_link").encode(
        x=alt.X("total:Q", scale=deals, axis=None),
        description="total_said:N",
        color=alt.condition("datum.is_configured", alt.value(colours["text"]), alt.value(colours["muted"])),
    )
    # First is what no row is missing from: stages stand in the order in which a layer meets them.
    layers: list[Any] = [alt.layer(count, *(segment(place, role) for place, role in enumerate(roles)))]
    if has_step:
        at = alt.XValue(expr(f"{_NARROW} ? width - {86 if has_money else 34} : width * {0.525 if has_money else 0.88}"))
        # Half a row: as much as a bar, which the padding leaves the other half.
        half = "bandwidth('y')"
        common: dict[str, Any] = {"align": "center", "dx": 0}
        layers.append(
            text(
                base, "step_text", colours["text"], dy=expr(f"{half} - 8"), fontSize=13, fontWeight=600, **common
            ).encode(x=at)
        )
        layers.append(
            text(base, "step_note", colours["muted"], dy=expr(f"{half} + 7"), fontSize=11, **common).encode(x=at)
        )
    if has_money:
        left = "0.66" if has_step else "0.58"
        money = alt.Scale(
            # The words of a part and its whole take twice the room.
            range=[
                expr(f"{_NARROW} ? width : width * {left}"),
                expr(f"{_NARROW} ? width : max(width * {left}, width * 0.92 - {70 if has_part else 0})"),
            ],
            nice=False,
            zero=True,
        )
        x = alt.X("money:Q", scale=money, axis=None)
        bar = base.mark_bar(color=colours["pending" if has_part else "open"], height=alt.RelativeBandSize(band=1))
        amount: list[Any] = [
            leading(bar, "money_link").encode(x=x, tooltip=tooltip, description="money_said:N"),
        ]
        if has_part:
            full = base.mark_bar(color=colours["open"], height=alt.RelativeBandSize(band=1), aria=False)
            part = alt.X("money_part:Q", scale=money, axis=None)
            amount.append(leading(full, "part_link").encode(x=part, tooltip=tooltip))
        # A narrow card has room for the words of the money, not for a second panel of bars.
        words = text(
            base,
            "money_text",
            colours["text"],
            fontWeight=600,
            align=expr(f"{_NARROW} ? 'right' : 'left'"),
            dx=expr(f"{_NARROW} ? 0 : 6"),
        )
        layers.append(alt.layer(*amount, words.encode(x=x)))
    # The last row needs room for the step under it.
    return specification(look, layers, (54 if has_step else 42) * rows + (10 if has_step else 4), x="independent")
