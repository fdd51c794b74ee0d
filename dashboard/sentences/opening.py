"""What a page opens with: two or three sentences from its own views, every figure in them a link to its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from dashboard.charts.form import numbers
from dashboard.reader import Reader

# Signs that no text of a company holds: each stands for one linked figure until the page draws it.
_FIRST_SIGN = 0xE000


class Figures:
    """The figures of some sentences: written into them as signs, kept here with their words and addresses."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.links: dict[str, tuple[str, str]] = {}

    def linked(self, words: str, view: str, column: str, row: Mapping[str, Any]) -> str:
        """The words of a figure, or the sign that stands for them where its rows have an address."""
        address = self.reader.follow(view, column, row)
        if not address:
            return words
        sign = chr(_FIRST_SIGN + len(self.links))
        self.links[sign] = (words, address)
        return sign

    def value(self, view: str, column: str, row: Mapping[str, Any]) -> str:
        """A value of a row as short as in a sentence."""
        return self.linked(self.reader.value(view, column, row[column] or 0, short=True), view, column, row)


Opening = Callable[[Figures, Mapping[str, pl.DataFrame]], list[str]]


def changes(figures: Figures, read: Mapping[str, pl.DataFrame]) -> list[str]:
    """How much the pipeline changed and by what; what slipped out of the period."""
    reader, t, view = figures.reader, figures.reader.t, "pipeline_changes"
    if reader.as_of < reader.period[0]:
        return [t("summary.not_begun", day=reader.formats.day(reader.period[0]))]
    rows = {(row["basis"], row["movement"]): row for row in numbers(read[view]).iter_rows(named=True)}
    opening, ending = rows["open", "opening"]["amount"], rows["open", "ending"]["amount"]
    change = (ending or 0) - (opening or 0)
    key = "opening.grew" if change > 0 else "opening.shrank" if change < 0 else "opening.unchanged"
    moved = {name: figures.value(view, "amount", rows["open", name]) for name in ("created", "won", "lost")}
    told = [
        t(key, change=reader.formats.money(abs(change)), since=reader.formats.day(reader.period[0]), **moved),
        _slipped(figures, rows["expected_in_period", "pushed_out"]),
    ]
    return [sentence for sentence in told if sentence]


def _slipped(figures: Figures, row: Mapping[str, Any]) -> str:
    if not row["deals"]:
        return ""
    amount = figures.value("pipeline_changes", "amount", row)
    return figures.reader.t.plural("opening.slipped", int(row["deals"]), amount=amount)


def endings(figures: Figures, read: Mapping[str, pl.DataFrame]) -> list[str]:
    """The three endings apart; the group of reasons and the competitor that most money was lost to."""
    t, view = figures.reader.t, "win_loss_split"
    rows = numbers(read[view])
    lost = pl.col("amount") - pl.col("won_amount")
    groups = rows.filter((pl.col("dimension") == "reason_group") & (lost > 0)).with_columns(lost_amount=lost)
    kpis = numbers(read["kpis"]).row(0, named=True)
    if not kpis["won_deals"] and not kpis["lost_deals"]:
        return [t("summary.nothing_closed")]
    whole = rows.filter(pl.col("dimension") == "reason_group")
    words = {
        name: figures.reader.formats.money(float(whole[name].sum() or 0))
        for name in ("competitor_amount", "no_decision_amount", "unspecified_amount")
    }
    won, gone = figures.value("kpis", "won_amount", kpis), figures.value("kpis", "lost_amount", kpis)
    told = [t("opening.endings", won=won, lost=gone, **words)]
    known = groups.filter(pl.col("name").is_not_null()).sort("lost_amount", descending=True, maintain_order=True)
    if known.height:
        row = known.row(0, named=True)
        name = figures.reader.name("reason_group", row["name"])
        told.append(t("opening.reason", reason=name, amount=figures.reader.formats.money(row["lost_amount"])))
    rivals = rows.filter((pl.col("dimension") == "lost_to") & pl.col("name").is_not_null())
    if rivals.height:
        row = rivals.sort("competitor_amount", descending=True, maintain_order=True).row(0, named=True)
        amount = figures.value(view, "competitor_amount", row)
        told.append(t.plural("opening.rival", int(row["competitor_deals"]), name=row["name"], amount=amount))
    return told


def attention(figures: Figures, read: Mapping[str, pl.DataFrame]) -> list[str]:
    """How much open money has a warning, of which kinds, and whose most of it is."""
    reader, t, view = figures.reader, figures.reader.t, "attention"
    rows, kpis = numbers(read[view]), numbers(read["kpis"]).row(0, named=True)
    if rows.is_empty():
        return [t("opening.no_attention")]
    sums = {name: float(rows[name].sum() or 0) for name in rows.columns if rows[name].dtype.is_numeric()}
    open_amount = float(kpis["open_amount"] or 0)
    kinds = {
        name: f"{int(sums[f'{name}_deals']):,}" for name in ("stalled", "beyond_cycle", "past_due", "no_next_step")
    }
    told = [
        t.plural(
            "opening.attention",
            int(sums["deals"]),
            amount=reader.formats.money(sums["amount"]),
            rate=reader.formats.rate(sums["amount"] / open_amount if open_amount else None, 0),
        ),
        t("opening.warnings", **kinds),
    ]
    if rows.height > 1:
        row = rows.row(0, named=True)
        name, amount = reader.name("rep", row["rep"]), figures.value(view, "amount", row)
        told.append(t.plural("opening.most_at_risk", int(row["deals"]), name=name, amount=amount))
    return told


def health(figures: Figures, read: Mapping[str, pl.DataFrame]) -> list[str]:
    """What shape the funnel has and what to do about it; whose has nothing behind its early or late part."""
    reader, t, view = figures.reader, figures.reader.t, "funnel_shape"
    rows = numbers(read[view])
    whole = rows.filter(pl.col("level") == "company").row(0, named=True)
    parts = {name: figures.value(view, name, whole) for name in ("early", "middle", "late")}
    told = [
        t("opening.shape", shape=reader.name("shape", whole["shape"]), **parts),
        whole["advice_zh" if reader.formats.is_chinese else "advice"] or "",
    ]
    sick = rows.filter(
        (pl.col("level") == "rep") & pl.col("shape").is_in(["early_only", "top_light"]) & pl.col("name").is_not_null()
    )
    if sick.height:
        names = reader.t("list.and").join(
            f"{row['name']}{t('list.bracket', words=reader.name('shape', row['shape']))}"
            for row in sick.head(4).iter_rows(named=True)
        )
        told.append(t.plural("opening.sick", sick.height, names=names))
    return [sentence for sentence in told if sentence]
