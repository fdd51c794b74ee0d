"""What is to be known about the changes of deals where comparing exports tells them."""

from __future__ import annotations

import datetime as dt

import polars as pl

from dashboard.database import DatabaseError
from dashboard.ui import session
from dashboard.ui.marks import note


def known_changes() -> None:
    """Say for how many deals changes stand on the day of an export, and how far from it they may lie; else nothing."""
    reader = session.reader()
    try:
        exports, sources = session.read("history_imports"), session.read("history_sources")
    except DatabaseError:
        # A version that an earlier release wrote has no such lists.
        return
    told = sources.filter(pl.col("basis").is_in(["exports", "crm_and_exports"]))
    deals = int(told["deals"].sum() or 0)
    if exports.height < 2 or not deals:
        return
    longest = exports.sort("days_before", descending=True, nulls_last=True).row(0, named=True)
    before = longest["exported_on"] - dt.timedelta(days=longest["days_before"])
    note(
        reader.t(
            "note.known_changes",
            deals=f"{deals:,}",
            exports=f"{exports.height:,}",
            days=f"{longest['days_before']:,}",
            start=reader.formats.day(before),
            end=reader.formats.day(longest["exported_on"]),
        )
    )
