"""Openings about stages: where it stands, where it moves on, where it stays."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard.sentences.openings.figures import Figures, Read, Row, kpis_of, largest, rows_of, told
from dashboard.sentences.openings.pipeline import still_open


def funnel(figures: Figures, read: Read) -> list[str]:
    """What is open, the stage that holds most of it, and the stage from which the smallest share moves on."""
    kpis = kpis_of(read)
    said = [still_open(figures, kpis)]
    if kpis["open_deals"]:
        said.append(widest(figures, "funnel_width", rows_of(read, "funnel_width"), kpis["open_amount"]))
    return told([*said, not_begun(figures) or weakest(figures, "stage_conversion", rows_of(read, "stage_conversion"))])


def dwell(figures: Figures, read: Read) -> list[str]:
    """How long a sale took, where deals stay longest, and how much is stalled."""
    kpis, width = kpis_of(read), rows_of(read, "funnel_width")
    is_to_come = not_begun(figures)
    said = [is_to_come] if is_to_come else [_cycle(figures, kpis), _slowest(figures, rows_of(read, "stage_dwell"))]
    if not kpis["open_deals"]:
        said.append(figures.reader.t("summary.nothing_open"))
    elif width.height and width["stalled_deals"].null_count() == width.height:
        said.append(figures.reader.t("opening.stalled_unknown"))
    else:
        said.append(stuck(figures, width, kpis) or figures.reader.t("opening.none_stalled"))
    return told(said)


def playbook(figures: Figures, read: Read) -> list[str]:
    """What stands in the stages of a playbook, where most of it does, and from where the smallest share moves on."""
    t, view = figures.reader.t, "stage_playbook"
    rows = rows_of(read, view)
    if rows.is_empty() or not rows["deals"].sum():
        return [t("summary.nothing_open")]
    # Deals of a stage that nobody knows stand in no stage of a playbook.
    of = _pipeline(rows) | {"stage": rows.filter(pl.col("deals") > 0)["stage"].to_list()}
    words = {name: figures.whole(view, name, rows, **of) for name in ("amount", "stalled_deals")}
    deals = figures.whole(view, "deals", rows, **of)
    key = "opening.standing" if rows["stalled_deals"].sum() else "opening.standing_moving"
    said = t.plural(key, int(rows["deals"].sum()), n=deals, **words)
    most = widest(figures, view, rows, float(rows["amount"].sum() or 0))
    return told([said, most, not_begun(figures) or weakest(figures, view, rows)])


def not_begun(figures: Figures) -> str:
    """That the period is still to come; "" where it has begun."""
    reader = figures.reader
    if reader.as_of >= reader.period[0]:
        return ""
    return reader.t("summary.not_begun", day=reader.formats.day(reader.period[0]))


def widest(figures: Figures, view: str, rows: pl.DataFrame, whole: float | None) -> str:
    """The stage that holds most money, of the stages of one pipeline; `whole` is what is open in all of them."""
    reader, t = figures.reader, figures.reader.t
    total = float(rows["amount"].sum() or 0) if rows.height else 0
    if not total:
        return ""
    row = largest(rows, "amount")
    is_all = total == float(whole or 0)
    words = {"stage": reader.name("stage", row["stage"])}
    if is_all and row["amount"] == total:
        return t("opening.widest_all", **words)
    words |= {"amount": figures.value(view, "amount", row)}
    key = "opening.widest" if is_all else "opening.widest_in"
    pipeline = {} if is_all else {"pipeline": row["pipeline"]}
    return t.plural(key, int(row["deals"]), n=figures.value(view, "deals", row), **pipeline, **words)


def weakest(figures: Figures, view: str, rows: pl.DataFrame) -> str:
    """The stage from which the smallest share of the decided deals moved on; thin samples are passed over."""
    reader, t = figures.reader, figures.reader.t
    if rows.is_empty():
        return ""
    decided = pl.col("advanced").fill_null(0) + pl.col("lost").fill_null(0)
    enough = rows.filter((decided >= reader.thin_sample) & pl.col("resolved_conversion").is_not_null())
    if enough.is_empty():
        return t("opening.steps_thin")
    row = enough.sort("resolved_conversion", maintain_order=True).row(0, named=True)
    words = {name: figures.value(view, name, row) for name in ("advanced", "lost")}
    rate = figures.value(view, "resolved_conversion", row)
    key = "opening.weakest" if enough.height > 1 else "opening.only_step"
    return t(key, stage=reader.name("stage", row["stage"]), rate=rate, **words)


def stuck(figures: Figures, width: pl.DataFrame, kpis: Row) -> str:
    """How much is stalled, and the stage with most of it among those of one pipeline; "" where nothing is."""
    reader, t = figures.reader, figures.reader.t
    stalled, whole = float(kpis["stalled_amount"] or 0), float(kpis["open_amount"] or 0)
    if not stalled or not whole:
        return ""
    words = {
        "amount": figures.value("kpis", "stalled_amount", kpis),
        "rate": figures.linked(reader.formats.rate(stalled / whole, 0), "kpis", "stalled_amount", kpis),
    }
    told_of = width.filter(pl.col("stalled_amount") > 0)
    if told_of.is_empty():
        return t("summary.stuck_only", **words)
    worst = largest(told_of, "stalled_amount")
    words["stage"] = reader.name("stage", worst["stage"])
    share = worst["stalled_amount"] / stalled
    if share == 1:
        return t("summary.stuck_all", **words)
    words["part"] = figures.value("funnel_width", "stalled_amount", worst)
    if share > 0.5:
        return t("summary.stuck_mostly", **words)
    if told_of["stalled_amount"].sum() < stalled:
        return t("summary.stuck_in", pipeline=worst["pipeline"], **words)
    return t("summary.stuck", **words)


def _pipeline(rows: pl.DataFrame) -> dict[str, Any]:
    """The one pipeline that the rows are about."""
    return {"pipeline": rows["pipeline"][0]} if rows["pipeline"].n_unique() == 1 else {}


def _cycle(figures: Figures, kpis: Row) -> str:
    t, won = figures.reader.t, int(kpis["won_deals"] or 0)
    if not won:
        return t("opening.no_cycle")
    if kpis["median_cycle_days"] is None:
        return t.plural("opening.cycle_unknown", won, n=figures.value("kpis", "won_deals", kpis))
    days = figures.value("kpis", "median_cycle_days", kpis)
    return t.plural("opening.cycle", won, n=figures.value("kpis", "won_deals", kpis), days=days)


def _slowest(figures: Figures, rows: pl.DataFrame) -> str:
    """The stage with the longest median stay, lasting stays included; thin samples are passed over."""
    reader, t, view = figures.reader, figures.reader.t, "stage_dwell"
    if rows.is_empty():
        return ""
    enough = rows.filter((pl.col("stays") >= reader.thin_sample) & pl.col("median_days").is_not_null())
    if enough.is_empty():
        return t("opening.dwell_thin")
    row = largest(enough, "median_days")
    words = {"stage": reader.name("stage", row["stage"]), "days": figures.value(view, "median_days", row)}
    return t.plural("opening.slowest", int(row["stays"]), n=figures.value(view, "stays", row), **words)
