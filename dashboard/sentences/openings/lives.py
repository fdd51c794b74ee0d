"""Openings about one thing: the week of a team, the life of a deal, the sum of a CRM beside ours."""

from __future__ import annotations

import polars as pl

from dashboard.reader import Reader
from dashboard.sentences.openings.figures import Figures, Read, Row, largest, rows_of, told


def week(figures: Figures, read: Read) -> list[str]:
    """How the effective deals stood on the last day of a week, and what the week brought up to it."""
    reader, t, view = figures.reader, figures.reader.t, "weekly_board"
    rows = rows_of(read, view)
    if rows.is_empty():
        return [t("opening.no_board")]
    last = rows["on_date"].max()
    rows = rows.filter(pl.col("on_date") == last)
    of = {name: rows[name][0] for name in ("on_date", "week")}
    parts = {name: figures.whole(view, name, rows, **of) for name in ("early", "middle", "late")}
    said = [t("opening.board_shape", day=reader.formats.day(of["on_date"]), **parts)]
    won = int(rows["won_deals"].sum() or 0)
    words = {"n": figures.whole(view, "won_deals", rows, **of), "amount": figures.whole(view, "won_amount", rows, **of)}
    said.append(t.plural("opening.board_won", won, **words) if won else t("opening.board_none_won"))
    if rows["first_meetings"].null_count() < rows.height:
        met = int(rows["first_meetings"].sum())
        n = figures.whole(view, "first_meetings", rows, **of)
        said.append(t.plural("opening.board_met", met, n=n) if met else "")
    return told(said)


def life(figures: Figures, read: Read) -> list[str]:
    """Since when a deal exists and where it stands, what it is worth, and how often its close was put off."""
    reader, t = figures.reader, figures.reader.t
    rows = rows_of(read, "deal_timeline")
    if rows.is_empty():
        return []
    words = {"deal": rows["deal"][-1], "since": reader.formats.day(rows["on_date"][0])}
    outcomes = [row for row in rows.iter_rows(named=True) if row["event"] in ("won", "lost", "removed", "reopened")]
    stages, amounts = rows["stage"].drop_nulls(), rows["amount"].drop_nulls()
    said = [_ended(reader, words, stages[-1] if stages.len() else None, outcomes[-1] if outcomes else None)]
    if amounts.len():
        said.append(_worth(reader, amounts))
    pushed = rows.filter((pl.col("event") == "pushed") & (pl.col("moved_days") > 0))
    if pushed.height:
        days = reader.formats.days(float(pushed["moved_days"].sum()))
        said.append(t.plural("opening.life_pushed", pushed.height, days=days))
    return told(said)


def _ended(reader: Reader, words: dict[str, str], stage: str | None, outcome: Row | None) -> str:
    if outcome is not None and outcome["event"] != "reopened":
        ended = {"outcome": reader.name("event", outcome["event"]), "day": reader.formats.day(outcome["on_date"])}
        return reader.t("opening.life_ended", **ended, **words)
    if stage is None:
        return reader.t("opening.life_open", **words)
    return reader.t("opening.life", stage=stage, **words)


def _worth(reader: Reader, amounts: pl.Series) -> str:
    """What the deal is worth, and what it was worth at first where that was something else."""
    was, amount = reader.formats.money(amounts[0]), reader.formats.money(amounts[-1])
    if was == amount:
        return reader.t("opening.life_amount", amount=amount)
    return reader.t("opening.life_amount_changed", was=was, amount=amount)


def reconciled(figures: Figures, read: Read) -> list[str]:
    """The CRM's own sum beside ours, and the step that makes most of the difference."""
    reader, t, view = figures.reader, figures.reader.t, "crm_reconciliation"
    rows = rows_of(read, view)
    start, end = (rows.filter(pl.col("line_kind") == kind).row(0, named=True) for kind in ("start", "end"))
    if not start["deals"] and not end["deals"]:
        return [t("opening.reconciled_none")]
    words = {"measure": reader.name("measure", start["measure"]), "crm": figures.value(view, "amount", start)}
    steps = rows.filter((pl.col("line_kind") == "step") & (pl.col("deals") > 0))
    if steps.is_empty():
        n = figures.value(view, "deals", end)
        return [t.plural("opening.reconciled_same", int(end["deals"]), n=n, **words)]
    row = largest(steps.with_columns(size=pl.col("amount").abs()), "size")
    said = t("opening.reconciled", ours=figures.value(view, "amount", end), **words)
    step = {"step": reader.name("step", row["step"]), "n": figures.value(view, "deals", row)}
    change = reader.formats.money(row["amount"], sign=True)
    amount = figures.linked(change, view, "amount", row)
    return [said, t.plural("opening.reconciled_step", int(row["deals"]), amount=amount, **step)]
