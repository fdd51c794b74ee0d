"""Findings about lists: how many deals, rows or faults."""

from __future__ import annotations

import polars as pl

from dashboard.charts.form import numbers
from dashboard.cut_lists import height, total
from dashboard.reader import Reader
from dashboard.selections import WARNINGS
from dashboard.sentences.finding import Finding


def deals_found(message_id: str) -> Finding:
    """How many deals and how much money a list of deals is about."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        if not height(rows):
            return reader.t("finding.none_listed")
        amount = float(total(rows, "amount"))
        return reader.t.plural(message_id, height(rows), amount=reader.formats.money(amount))

    return finding


def deals_warned(warning: str) -> Finding:
    """The same of open deals with one of selections.WARNINGS, by its name."""

    def finding(view: str, rows: pl.DataFrame, reader: Reader) -> str:
        if warning == WARNINGS[0] or not height(rows):
            return deals_found("finding.attention")(view, rows, reader)
        amount = reader.formats.money(float(total(rows, "amount")))
        name = reader.t(f"value.{warning}")
        return reader.t.plural("finding.attention_one", height(rows), amount=amount, warning=name)

    return finding


def largest(view: str, rows: pl.DataFrame, reader: Reader, shown: int = 8) -> str:
    """Which share of the open amount the largest deals hold, and how many of them have a warning (column why)."""
    if rows.is_empty():
        return reader.t("finding.nothing_open")
    amounts = numbers(rows)["amount"].fill_null(0)
    whole = float(total(rows, "amount"))
    top = min(shown, rows.height)
    if not whole or height(rows) <= shown:
        return reader.t.plural("finding.largest_open", height(rows), amount=reader.formats.money(whole))
    warned = rows["why"].head(shown).drop_nulls().len()
    rate = reader.formats.rate(float(amounts.head(top).sum()) / whole, 0)
    return reader.t.plural("finding.largest", warned, top=top, rate=rate)


def due(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """How much is due by the end of the month of the as-of day, and how many of these deals are past it already."""
    if rows.is_empty():
        return reader.t("finding.none_due", month=reader.formats.month(reader.as_of))
    past = int(total(rows, "is_close_date_passed"))
    amount = reader.formats.money(float(total(rows, "amount")))
    words = {"amount": amount, "month": reader.formats.month(reader.as_of, year=False), "past": f"{past:,}"}
    return reader.t.plural("finding.due_by" if past else "finding.due_on_time", height(rows), **words)


def refused_rows(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """How many rows are listed as refused, and the commonest reason."""
    if rows.is_empty():
        return reader.t("finding.none_refused")
    reason = rows["reason"].drop_nulls().mode().sort().to_list()
    return reader.t.plural("finding.refused_rows", rows.height, reason=reason[0] if reason else "")


def refused(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """How many of the rows read were refused."""
    read, refused_rows = int(rows["rows_read"].sum() or 0), int(rows["rows_refused"].sum() or 0)
    if not refused_rows:
        return reader.t.plural("finding.all_accepted", read)
    return reader.t("finding.refused", refused=f"{refused_rows:,}", read=f"{read:,}")


def exports_compared(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """How many exports the history rests on, and the longest time between two of them."""
    if rows.height < 2:
        return reader.t("finding.one_export")
    days = rows["exported_on"].sort().to_list()
    longest = rows["days_before"].drop_nulls().to_list()
    return reader.t(
        "finding.exports",
        exports=f"{rows.height:,}",
        start=reader.formats.day(days[0]),
        end=reader.formats.day(days[-1]),
        days=f"{max(longest):,}",
    )


def known_by(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """By what the past of most deals is known."""
    first = rows.sort("deals", "basis", descending=[True, False]).row(0, named=True)
    every = int(rows["deals"].sum() or 0)
    key = "finding.known_by_all" if first["deals"] == every else "finding.known_by"
    return reader.t(key, basis=reader.name("basis", first["basis"]), deals=f"{first['deals']:,}", all=f"{every:,}")


def checks(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """How many checks found something."""
    found = rows.filter(pl.col("rows") > 0).height
    return reader.t.plural("finding.checks", found) if found else reader.t("finding.checks_clean")


def checked(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """Which check it was and how much it found."""
    return reader.t.plural("finding.check", height(rows), check=reader.name("check", view))
