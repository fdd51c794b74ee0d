"""Openings about members: who brought most, how far they are towards their targets, whose pipeline is effective."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from dashboard.sentences.openings.figures import Figures, Opening, Read, Row, kpis_of, largest, member, rows_of, told
from dashboard.sentences.openings.pipeline import still_open
from dashboard.sentences.ranks import listed


def places(by: str) -> Opening:
    """Regions or teams: who won most of what was won, the targets, and what is open."""

    def opening(figures: Figures, read: Read) -> list[str]:
        view, kpis = f"{by}_performance", kpis_of(read)
        rows = rows_of(read, view)
        won = won_by(figures, view, by, rows, kpis["won_amount"], figures.value("kpis", "won_amount", kpis))
        return told(
            [won or none_won(figures, kpis), _targets(figures, view, by, rows), *_open(figures, view, by, rows, kpis)]
        )

    return opening


def reps(figures: Figures, read: Read) -> list[str]:
    """To whom most of what was won is credited, the targets, and what is open."""
    reader, view, kpis = figures.reader, "rep_efficiency", kpis_of(read)
    rows = rows_of(read, view)
    won = none_won(figures, kpis)
    if float(rows["won_amount"].sum() or 0):
        row = largest(rows, "won_amount")
        words = {"name": member(reader, "rep", row["rep"]), "amount": figures.value(view, "won_amount", row)}
        is_all = row["won_amount"] == rows["won_amount"].sum()
        key = "opening.credited_all" if is_all else "opening.credited"
        if is_all and row["rep"] is None:
            key, words["dimension"] = "opening.won_unknown", reader.name("dimension", "rep")
        won = reader.t(key, won=figures.whole(view, "won_amount", rows), **words)
    return told([won, _targets(figures, view, "rep", rows), *_open(figures, view, "rep", rows, kpis)])


def won_by(
    figures: Figures,
    view: str,
    by: str,
    rows: pl.DataFrame,
    whole: float | None,
    won: str,
    named: Callable[[Row], str] | None = None,
) -> str:
    """What was won and who brought most of it; "" where nothing was won. `won` are the words of the whole."""
    reader = figures.reader
    row = largest(rows, "won_amount") if rows.height else {}
    if not whole or not row.get("won_amount") or row["won_amount"] < 0:
        return ""
    words = {"won": won, "name": named(row) if named else member(reader, by, row[by])}
    if row["won_amount"] == whole:
        if row.get(by) is None:
            return reader.t("opening.won_unknown", won=won, dimension=reader.name("dimension", by))
        return reader.t("opening.won_only", **words)
    words |= {"amount": figures.value(view, "won_amount", row), "rate": figures.value(view, "share_of_won", row)}
    return reader.t("opening.won_by", **words)


def none_won(figures: Figures, kpis: Row) -> str:
    """That nothing was won, and how much was lost meanwhile."""
    reader, t, lost = figures.reader, figures.reader.t, int(kpis["lost_deals"] or 0)
    if reader.as_of < reader.period[0]:
        return t("summary.not_begun", day=reader.formats.day(reader.period[0]))
    if not lost:
        return t("absent.none_closed_stop" if reader.is_over else "summary.nothing_closed")
    return t.plural(
        "summary.none_won_over" if reader.is_over else "summary.none_won",
        lost,
        n=figures.value("kpis", "lost_deals", kpis),
    )


def _targets(figures: Figures, view: str, by: str, rows: pl.DataFrame) -> str:
    """Who is furthest towards the target and who is furthest from it; "" without targets."""
    reader, t = figures.reader, figures.reader.t
    known = rows.filter((pl.col("target_amount") > 0) & pl.col("attainment").is_not_null() & pl.col(by).is_not_null())
    if known.is_empty():
        return ""
    ranked = known.sort("attainment", descending=True, maintain_order=True)
    words = [figures.words(view, "attainment", each) for each in ranked["attainment"]]
    first = ranked.row(0, named=True)
    if not first["attainment"]:
        return ""
    if known.height == 1:
        rate = figures.value(view, "attainment", first)
        return t("opening.attained_one", name=member(reader, by, first[by]), rate=rate)
    if words[0] == words[-1]:
        return ""
    ends = {"first": words[0], "last": words[-1]}
    said: dict[str, str] = {}
    for place, rate in ends.items():
        found = [row for row, each in zip(ranked.iter_rows(named=True), words, strict=True) if each == rate]
        said[place] = listed(reader, found, by, None)
        said[f"{place}_rate"] = figures.value(view, "attainment", found[0]) if len(found) == 1 else rate
    return t("opening.attained", **said)


def _open(figures: Figures, view: str, by: str, rows: pl.DataFrame, kpis: Row) -> list[str]:
    """What is open and effective, and with whom the smallest share of it is; thin samples are passed over."""
    reader = figures.reader
    share = pl.col("effective_open_amount") / pl.col("open_amount")
    enough = rows.filter((pl.col("open_deals") >= reader.thin_sample) & (pl.col("open_amount") > 0)).with_columns(
        share=share
    )
    said = [still_open(figures, kpis)]
    if enough.height > 1 and enough["share"].n_unique() > 1:
        row = enough.sort("share", maintain_order=True).row(0, named=True)
        words = {
            "effective": figures.value(view, "effective_open_amount", row),
            "amount": figures.value(view, "open_amount", row),
        }
        key = "opening.least_effective" if row["effective_open_amount"] else "opening.none_effective"
        said.append(reader.t(key, name=member(reader, by, row[by]), **words))
    return said
