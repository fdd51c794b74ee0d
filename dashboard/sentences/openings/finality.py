"""What of the won amount is final, and what came in: said where wins are told."""

from __future__ import annotations

from dashboard.sentences.openings.figures import Figures, Read, rows_of


def finality(figures: Figures, read: Read) -> list[str]:
    """How much of what was won still cools off, and what was collected; nothing where booked_and_collected was not
    asked, where every win is final, or without payments."""
    rows, reader = rows_of(read, VIEW), figures.reader
    if rows.is_empty():
        return []
    row, said = rows.row(0, named=True), []
    if row["cooling_off_deals"]:
        words = {name: figures.value(VIEW, f"cooling_off_{name}", row) for name in ("amount", "deals")}
        days = int(reader.facts.get("cooling_off_days") or 0)
        said.append(reader.t.plural("opening.cooling_off", days, n=days, **words))
    if row["collected_amount"]:
        said.append(reader.t("opening.collected", amount=figures.value(VIEW, "collected_amount", row)))
    return said


VIEW = "booked_and_collected"
