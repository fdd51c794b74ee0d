"""What a reconciliation comes to: how far the CRM's sum is from ours, and why mostly."""

from __future__ import annotations

import polars as pl

from dashboard.reader import Reader


def reconciled(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """Both sums of one measure, their difference and the step that makes most of it; `rows` are the measure's lines."""
    amounts = {row["line_kind"]: row["amount"] for row in rows.iter_rows(named=True) if row["line_kind"] != "step"}
    money = reader.formats.full_money
    start, end = amounts["start"], amounts["end"]
    steps = rows.filter((pl.col("line_kind") == "step") & (pl.col("deals") > 0))
    if steps.is_empty():
        return reader.t("finding.reconciled_same", amount=money(end))
    said = {"crm": money(start), "ours": money(end)}
    largest = steps.sort(pl.col("amount").abs(), descending=True, maintain_order=True)["step"][0]
    said["step"] = reader.name("step", largest)
    if start == end:
        return reader.t.plural("finding.reconciled_even", steps.height, **said)
    more = "finding.reconciled_more" if end > start else "finding.reconciled_less"
    return reader.t(more, difference=money(abs(end - start)), **said)
