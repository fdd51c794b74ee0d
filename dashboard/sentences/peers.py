"""Findings about members beside their peers, and about the life of one deal."""

from __future__ import annotations

import polars as pl

from dashboard.reader import Reader


def peers(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """How many differences are more than chance, and the clearest of them."""
    if rows.is_empty():
        return reader.t("finding.no_peers")
    row = rows.sort("adjusted_p_value", maintain_order=True).row(0, named=True)
    return reader.t.plural(
        "finding.peers",
        rows.height,
        name=reader.name(row["dimension"], row["name"]),
        measure=reader.name("measure", row["measure"]),
        value=row["value_told"],
        rest=row["rest_told"],
    )


def life(view: str, rows: pl.DataFrame, reader: Reader) -> str:
    """Since when a deal exists, how often its close was put off, and how it ended."""
    if rows.is_empty():
        return reader.t("finding.no_deal")
    first, last = rows.row(0, named=True), rows.row(-1, named=True)
    pushed = int(rows.filter((pl.col("event") == "pushed") & (pl.col("moved_days") > 0)).height)
    outcomes = [
        row["event"] for row in rows.iter_rows(named=True) if row["event"] in ("won", "lost", "removed", "reopened")
    ]
    words = {"deal": last["deal"], "since": reader.formats.day(first["on_date"])}
    if outcomes and outcomes[-1] != "reopened":
        words["outcome"] = reader.name("event", outcomes[-1])
        return _pushed(reader, "finding.life_ended", pushed, words)
    # Activities change no stage.
    stages = rows["stage"].drop_nulls()
    stage = stages[-1] if len(stages) else None
    return _pushed(reader, "finding.life", pushed, words | {"stage": reader.name("stage", stage)})


def _pushed(reader: Reader, key: str, pushed: int, words: dict[str, str]) -> str:
    return reader.t.plural(key, pushed, **words) if pushed else reader.t(f"{key}_never", **words)
