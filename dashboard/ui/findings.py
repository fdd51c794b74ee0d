"""What a check of the data found: the rows of the check that the reader picks."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboard.sentences.lists import checked
from dashboard.ui import session
from dashboard.ui.report import report


def check_findings() -> None:
    """A choice among the checks that found something, and the list of one; nothing where none did."""
    reader = session.reader()
    found = session.read("data_quality").filter(pl.col("rows") > 0)
    # Refused rows have a list of their own on the page.
    counts = {row["check"]: row["rows"] for row in found.iter_rows(named=True) if row["check"] != "row_refused"}
    if not counts:
        return
    offered = list(counts)
    chosen = st.pills(
        reader.t("choice.check"),
        offered,
        default=offered[0],
        format_func=lambda each: f"{reader.name('check', each)} · {counts[each]:,}",
        key=f"on_page.check.{'-'.join(offered)}",
        required=True,
    )
    name = chosen or offered[0]
    report(name, finding=checked, caption="caption.check", limit=500, columns=("key", "detail", "amount"))
