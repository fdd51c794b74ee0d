"""Openings about one thing: the week of a team, the life of a deal, the sum of a CRM beside ours."""

from __future__ import annotations

import polars as pl

from dashboard.reader import Reader
from dashboard.sentences.openings.figures import Figures, Read, largest, rows_of, told


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
    is_empty = not any(rows[name].sum() for name in parts)
    key = "opening.board_empty" if is_empty else "opening.board_shape"
    said = [t(key, day=reader.formats.day(of["on_date"]), **parts)]
    won = int(rows["won_deals"].sum() or 0)
    words = {"n": figures.whole(view, "won_deals", rows, **of), "amount": figures.whole(view, "won_amount", rows, **of)}
    said.append(t.plural("opening.board_won", won, **words) if won else t("opening.board_none_won"))
    if rows["first_meetings"].null_count() < rows.height:
        met = int(rows["first_meetings"].sum())
        n = figures.whole(view, "first_meetings", rows, **of)
        said.append(t.plural("opening.board_met", met, n=n) if met else "")
    return told(said)


def life(figures: Figures, read: Read) -> list[str]:
    """Since when a deal exists, where it stood longest, what it is worth and how often its close was put off: figures
    whose rows are the events that stand below them."""
    reader, t = figures.reader, figures.reader.t
    rows = rows_of(read, "deal_timeline")
    if rows.is_empty():
        return []
    said = [t("opening.life", deal=rows["deal"][-1], since=reader.formats.day(rows["on_date"][0]))]
    stays = rows.filter(pl.col("stay_days") >= 1)
    if stays.height:
        row = largest(stays, "stay_days")
        stage, days = reader.name("stage", row["stage"]), reader.formats.days(row["stay_days"])
        said.append(t("opening.life_longest", stage=stage, days=days))
    amounts = rows["amount"].drop_nulls()
    if amounts.len():
        said.append(_worth(reader, amounts))
    pushed = rows.filter((pl.col("event") == "pushed") & (pl.col("moved_days") > 0))
    if pushed.height:
        days = reader.formats.days(float(pushed["moved_days"].sum()))
        said.append(t.plural("opening.life_pushed", pushed.height, days=days))
    return said


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
