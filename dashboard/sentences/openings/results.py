"""Openings about results: how deals ended, which lines and customers brought most, what campaigns gave back."""

from __future__ import annotations

import polars as pl

from dashboard.sentences.openings.figures import Figures, Read, Row, kpis_of, largest, member, rows_of, told
from dashboard.sentences.openings.finality import finality
from dashboard.sentences.openings.members import none_won, won_by

_ENDINGS = ("competitor_amount", "no_decision_amount", "unspecified_amount")


def endings(figures: Figures, read: Read) -> list[str]:
    """The three endings apart; the group of reasons and the competitor that most money was lost to."""
    t, view, kpis = figures.reader.t, "win_loss_split", kpis_of(read)
    rows = rows_of(read, view)
    if not kpis["won_deals"] and not kpis["lost_deals"]:
        return [none_won(figures, kpis)]
    groups = rows.filter(pl.col("dimension") == "reason_group")
    won = figures.value("kpis", "won_amount", kpis)
    if not kpis["lost_deals"]:
        return [t("opening.none_lost", won=won), *finality(figures, read)]
    parts = [t(f"opening.{name}", amount=figures.whole(view, name, groups)) for name in _ENDINGS if groups[name].sum()]
    words = {"won": won, "lost": figures.value("kpis", "lost_amount", kpis), "parts": t("list.and").join(parts)}
    is_known = groups["competitor_amount"].sum() or groups["no_decision_amount"].sum()
    key = ("opening.endings" if is_known else "opening.endings_unknown") if parts else "opening.lost_without_amount"
    said = [t(key if kpis["won_deals"] else f"{key}_none_won", **words)]
    known = groups.with_columns(lost_amount=pl.col("amount") - pl.col("won_amount"))
    known = known.filter(pl.col("name").is_not_null() & (pl.col("lost_amount") > 0))
    if known.height:
        row = largest(known, "lost_amount")
        name = figures.reader.name("reason_group", row["name"])
        said.append(t("opening.reason", reason=name, amount=figures.value(view, "lost_amount", row)))
    rivals = rows.filter(
        (pl.col("dimension") == "lost_to") & pl.col("name").is_not_null() & (pl.col("competitor_amount") > 0)
    )
    if rivals.height:
        row = largest(rivals, "competitor_amount")
        words = {"n": figures.value(view, "competitor_deals", row), "name": row["name"]}
        amount = figures.value(view, "competitor_amount", row)
        said.append(t.plural("opening.rival", int(row["competitor_deals"]), amount=amount, **words))
    return [*said, *finality(figures, read)]


def product_lines(figures: Figures, read: Read) -> list[str]:
    """Which line brought most, with which the win rate is highest and lowest, and what stands in no line."""
    reader, t, view = figures.reader, figures.reader.t, "product_line_performance"
    rows = rows_of(read, view)
    if rows.is_empty():
        return [none_won(figures, kpis_of(read))]
    lines = rows.filter(pl.col("item_type").fill_null("") != "unallocated")
    whole, words = float(rows["won_amount"].sum() or 0), figures.whole(view, "won_amount", rows)
    won = won_by(figures, view, "product_line", lines, whole, words, lambda row: _line(figures, row))
    said = [won or none_won(figures, kpis_of(read))]
    closed = pl.col("won_deals") + pl.col("lost_deals")
    enough = lines.filter((closed >= reader.thin_sample) & pl.col("win_rate").is_not_null())
    ranked = enough.sort("win_rate", descending=True, maintain_order=True)
    ends = [ranked.row(place, named=True) for place in (0, -1)] if ranked.height > 1 else []
    if ends and figures.words(view, "win_rate", ends[0]["win_rate"]) != figures.words(
        view, "win_rate", ends[1]["win_rate"]
    ):
        names = {name: _line(figures, row) for name, row in zip(("first", "last"), ends, strict=True)}
        rates = [figures.value(view, "win_rate", row) for row in ends]
        said.append(t("opening.win_rates", first_rate=rates[0], last_rate=rates[1], **names))
    rest = rows.filter((pl.col("item_type") == "unallocated") & (pl.col("won_amount") != 0))
    if rest.height:
        said.append(t("opening.unallocated", amount=figures.value(view, "won_amount", rest.row(0, named=True))))
    return said


def _line(figures: Figures, row: Row) -> str:
    """A product line and what kind of item it is."""
    reader = figures.reader
    name, kind = member(reader, "product_line", row["product_line"]), row["item_type"]
    return name if kind is None else f"{name} · {reader.name('item_type', kind)}"


def customers(figures: Figures, read: Read) -> list[str]:
    """Which size and which customer brought most, who bought for the first time and who more than once."""
    reader, t, kpis = figures.reader, figures.reader.t, kpis_of(read)
    sizes, view = rows_of(read, "customer_performance"), "account_performance"
    whole = figures.value("kpis", "won_amount", kpis)

    def named(row: Row) -> str:
        size = member(reader, "account_size", row["account_size"])
        return size if row["account_size"] is None else t("opening.size", size=size)

    won = won_by(figures, "customer_performance", "account_size", sizes, kpis["won_amount"], whole, named)
    if not won:
        return [none_won(figures, kpis)]
    said = [won]
    accounts = rows_of(read, view)
    bought = (
        accounts.filter(pl.col("account").is_not_null() & (pl.col("won_amount") > 0)) if accounts.height else accounts
    )
    if bought.height:
        row = largest(bought, "won_amount")
        words = {"amount": figures.value(view, "won_amount", row), "rate": figures.value(view, "share_of_won", row)}
        said.append(t("opening.top_customer", name=row["account"], **words))
    new = int(kpis["new_customers"] or 0)
    of_new = {"n": figures.value("kpis", "new_customers", kpis)}
    said.append(t.plural("opening.new_customers", new, **of_new) if new else t("opening.no_new_customers"))
    known = int(sizes["customers"].sum() or 0)
    if known:
        counts = {
            name: figures.whole("customer_performance", name, sizes) for name in ("repeat_customers", "customers")
        }
        key = "opening.repeat" if sizes["repeat_customers"].sum() else "opening.none_repeat"
        said.append(t.plural(key, known, n=counts["customers"], repeat=counts["repeat_customers"]))
    return said


def marketing(figures: Figures, read: Read) -> list[str]:
    """What campaigns cost and what is credited to them, the highest return, and what was won without any cost."""
    t, view = figures.reader.t, "channel_roi"
    if view not in read:
        return [t("opening.no_campaigns")]
    channels, campaigns = rows_of(read, view), rows_of(read, "campaign_roi")
    if channels.is_empty() or not channels["cost"].sum():
        return [t("opening.no_cost")]
    words = {name: figures.whole(view, name, channels) for name in ("campaigns", "cost", "won_amount")}
    n = int(channels["campaigns"].sum())
    key = "opening.spent" if channels["won_amount"].sum() else "opening.spent_none_won"
    said = [t.plural(key, n, n=words["campaigns"], cost=words["cost"], won=words["won_amount"])]
    known = campaigns.filter(
        pl.col("roi").is_not_null() & pl.col("campaign").is_not_null() & (pl.col("won_amount") > 0)
    )
    if known.height:
        row = largest(known, "roi")
        words = {name: figures.value("campaign_roi", name, row) for name in ("won_amount", "roi")}
        best = "opening.best_return" if row["roi"] >= 0 else "opening.closest_return"
        said.append(
            t(
                "opening.only_return" if n == 1 else best,
                name=row["campaign"],
                won=words["won_amount"],
                roi=words["roi"],
            )
        )
    if channels["uncosted_won_amount"].sum():
        said.append(t("opening.uncosted", amount=figures.whole(view, "uncosted_won_amount", channels)))
    return told(said)
