"""Openings about what is open: how much of it is effective, how it changed, who has to look at what."""

from __future__ import annotations

import polars as pl

from dashboard.narrowing import Whole
from dashboard.sentences.openings.figures import Figures, Read, Row, kpis_of, largest, member, rows_of, told

# What comes into the open pipeline and what goes out of it, in the order in which it is told.
_IN = ("created", "reopened", "transferred_in", "increased")
_OUT = ("won", "lost", "decreased", "transferred_out", "removed")
_WARNINGS = ("stalled", "beyond_cycle", "past_due", "no_next_step", "overdue_step", "quiet", "moved_back")
# Names beyond these are found in the table.
_MOST_NAMED = 3


def still_open(figures: Figures, kpis: Row) -> str:
    """What is open and how much of it is effective, from the row of kpis."""
    t = figures.reader.t
    deals, amount = int(kpis["open_deals"] or 0), float(kpis["open_amount"] or 0)
    if not deals:
        return t("summary.nothing_open")
    n = figures.value("kpis", "open_deals", kpis)
    if not amount:
        return t.plural("opening.open_without_amount", deals, n=n)
    effective = float(kpis["effective_open_amount"] or 0)
    key = "opening.open" if 0 < effective < amount else "opening.open_all" if effective else "opening.open_none"
    words = {"effective": figures.value("kpis", "effective_open_amount", kpis)} if key == "opening.open" else {}
    return t.plural(key, deals, n=n, amount=figures.value("kpis", "open_amount", kpis), **words)


def deals(figures: Figures, read: Read) -> list[str]:
    """What is open; what was created and closed in the period."""
    reader, t, kpis = figures.reader, figures.reader.t, kpis_of(read)
    if reader.as_of < reader.period[0]:
        return [t("summary.not_begun", day=reader.formats.day(reader.period[0]))]
    closed = _closed(figures, kpis)
    created = int(kpis["created_deals"] or 0)
    if not created:
        return [still_open(figures, kpis), t("opening.none_created", closed=closed)]
    words = {"n": figures.value("kpis", "created_deals", kpis), "closed": closed}
    if not kpis["created_amount"]:
        return [still_open(figures, kpis), t.plural("opening.created_without_amount", created, **words)]
    words["created_amount"] = figures.value("kpis", "created_amount", kpis)
    return [still_open(figures, kpis), t.plural("opening.created", created, **words)]


def _closed(figures: Figures, kpis: Row) -> str:
    """What was won and what was lost; deals where they have no amount."""
    t, said = figures.reader.t, []
    for ending in ("won", "lost"):
        deals = int(kpis[f"{ending}_deals"] or 0)
        if deals and kpis[f"{ending}_amount"]:
            said.append(t(f"opening.closed_{ending}", amount=figures.value("kpis", f"{ending}_amount", kpis)))
        elif deals:
            n = figures.value("kpis", f"{ending}_deals", kpis)
            said.append(t.plural(f"opening.closed_{ending}_deals", deals, n=n))
        else:
            said.append(t(f"opening.closed_{ending}_none"))
    return t("opening.closed_and").join(said)


def changes(figures: Figures, read: Read) -> list[str]:
    """From what to what the open pipeline changed, and by which movements; what slipped out of the period."""
    reader, t, view = figures.reader, figures.reader.t, "pipeline_changes"
    if reader.as_of < reader.period[0]:
        return [t("summary.not_begun", day=reader.formats.day(reader.period[0]))]
    rows: dict[tuple[str, str], Row] = {
        (row["basis"], row["movement"]): row for row in rows_of(read, view).iter_rows(named=True)
    }
    opening, ending = rows["open", "opening"], rows["open", "ending"]
    change = (ending["amount"] or 0) - (opening["amount"] or 0)
    key = "opening.grew" if change > 0 else "opening.shrank" if change < 0 else "opening.unchanged"
    words = {
        "opening": figures.value(view, "amount", opening),
        "ending": figures.value(view, "amount", ending),
        "since": reader.formats.day(reader.period[0]),
    }
    moved = [_moved(figures, rows, names) for names in (_IN, _OUT)]
    sides = [t(f"opening.{side}", moved=said) for side, said in zip(("in", "out"), moved, strict=True) if said]
    said = t(key, moved=t("opening.sides").join(sides), **words) if sides else t("opening.nothing_moved", **words)
    expected = [_of_period(figures, rows, name) for name in ("pushed_out", "pulled_in")]
    return told([said, *expected])


def _moved(figures: Figures, rows: dict[tuple[str, str], Row], movements: tuple[str, ...]) -> str:
    t = figures.reader.t
    found = [(name, rows["open", name]) for name in movements]
    return t("list.and").join(
        t(f"moved.{name}", amount=figures.value("pipeline_changes", "amount", row))
        for name, row in found
        if row["amount"]
    )


def _of_period(figures: Figures, rows: dict[tuple[str, str], Row], movement: str) -> str:
    row = rows["expected_in_period", movement]
    if not row["deals"]:
        return ""
    words = {"amount": figures.value("pipeline_changes", "amount", row)}
    n = figures.value("pipeline_changes", "deals", row)
    return figures.reader.t.plural(f"opening.{movement}", int(row["deals"]), n=n, **words)


def attention(figures: Figures, read: Read) -> list[str]:
    """How much open money has a warning, of which kinds, and whose the largest part of it is."""
    reader, t, view = figures.reader, figures.reader.t, "attention"
    rows, kpis = rows_of(read, view), kpis_of(read)
    if rows.is_empty():
        return [t("opening.no_attention")]
    at_risk, whole = float(rows["amount"].sum() or 0), float(kpis["open_amount"] or 0)
    words = {"n": figures.whole(view, "deals", rows), "amount": figures.whole(view, "amount", rows)}
    said = [t.plural("opening.attention", int(rows["deals"].sum()), **words)]
    if at_risk and whole:
        rate = figures.linked(reader.formats.rate(at_risk / whole, 0), "kpis", "open_amount", kpis)
        said = [t.plural("opening.attention_of", int(rows["deals"].sum()), rate=rate, **words)]
    kinds = [
        t(f"opening.{kind}", n=figures.whole(view, f"{kind}_deals", rows))
        for kind in _WARNINGS
        if rows[f"{kind}_deals"].sum()
    ]
    said.append(t("opening.warnings", kinds=t("list.and").join(kinds)) if kinds else "")
    row = largest(rows, "amount")
    if rows.height > 1 and row["amount"]:
        words = {"n": figures.value(view, "deals", row), "amount": figures.value(view, "amount", row)}
        said.append(
            t.plural("opening.most_at_risk", int(row["deals"]), name=member(reader, "rep", row["rep"]), **words)
        )
    return told(said)


def health(figures: Figures, read: Read) -> list[str]:
    """What shape the funnel has and what to do about it; whose has nothing behind its early or late part."""
    reader, t, view = figures.reader, figures.reader.t, "funnel_shape"
    rows = rows_of(read, view)
    whole = rows.filter(pl.col("level") == "company").row(0, named=True)
    if whole["shape"] == "empty":
        return [t("opening.no_shape")]
    said = [
        t(
            "opening.shape",
            shape=reader.name("shape", whole["shape"]),
            parts=_lying(figures, whole, rows_of(read, "funnel_width")),
        ),
        figures.verbatim(whole["advice_zh" if reader.formats.is_chinese else "advice"] or ""),
    ]
    reps = rows.filter((pl.col("level") == "rep") & pl.col("name").is_not_null())
    said.append(_required(figures, rows_of(read, "required_funnel"), rows_of(read, "funnel_width")))
    return told([*said, *(_sick(figures, reps, shape) for shape in ("early_only", "top_light"))])


def _lying(figures: Figures, whole: Row, stages: pl.DataFrame) -> str:
    """How many of the open deals are effective, and in which parts of the funnel these lie."""
    t, view = figures.reader.t, "funnel_shape"
    said = [t(f"opening.lies_{name}", n=figures.value(view, name, whole)) for name in ("early", "middle", "late")]
    effective = int(stages["effective_deals"].sum())
    if unknown := effective - sum(int(whole[name] or 0) for name in ("early", "middle", "late")):
        said.append(t("opening.lies_unknown", n=f"{unknown:,}"))
    words = {name: figures.whole("funnel_width", name, stages) for name in ("deals", "effective_deals")}
    return t.plural("opening.lies", int(stages["deals"].sum()), parts=t("list.and").join(said), **words)


def _required(figures: Figures, rows: pl.DataFrame, stages: pl.DataFrame) -> str:
    """The stage in which most deals are missing for what is left of the target, and the deals that count in none;
    nothing where none is missing."""
    reader, view = figures.reader, "required_funnel"
    missing = rows.filter(pl.col("gap") > 0) if rows.height else rows
    if missing.is_empty():
        return ""
    row = largest(missing, "gap")
    words = {"n": figures.value(view, "required_deals", row), "amount": figures.value(view, "remaining_target", row)}
    later = rows.filter((pl.col("pipeline") == row["pipeline"]) & (pl.col("stage_order") >= row["stage_order"]))
    # The deals of a stage and of those after it are told apart by the stages alone.
    of = Whole(pipeline=row["pipeline"], stage=later["stage"].to_list(), effective_deals=row["standing"])
    words["standing"] = figures.value("funnel_width", "effective_deals", of)
    stage = reader.name("stage", row["stage"])
    if row["standing"]:
        said = reader.t.plural("opening.required", int(row["required_deals"]), stage=stage, **words)
    else:
        said = reader.t("opening.required_none", stage=stage, amount=words["amount"])
    return said + _unconfigured(figures, stages.filter(pl.col("pipeline") == row["pipeline"]))


def _unconfigured(figures: Figures, stages: pl.DataFrame) -> str:
    """How many effective deals stand in stages that have no place in the order."""
    reader, view = figures.reader, "funnel_width"
    found = stages.filter(pl.col("stage_order").is_null() & (pl.col("effective_deals") > 0))
    if found.is_empty():
        return ""
    parts = [
        reader.t(
            "opening.in_stage", stage=reader.name("stage", row["stage"]), n=figures.value(view, "effective_deals", row)
        )
        for row in found.iter_rows(named=True)
    ]
    return reader.t("opening.unconfigured", parts=reader.t("list.and").join(parts))


def _sick(figures: Figures, reps: pl.DataFrame, shape: str) -> str:
    """The reps whose funnels have a shape, those with most deals in it first."""
    t, view = figures.reader.t, "funnel_shape"
    part = "early" if shape == "early_only" else "late"
    found = reps.filter(pl.col("shape") == shape).sort(part, descending=True, maintain_order=True)
    if found.is_empty():
        return ""
    names = t("list.and").join(
        t(
            f"opening.{shape}_rep",
            name=row["name"],
            **{name: figures.value(view, name, row) for name in ("early", part)},
        )
        for row in found.head(_MOST_NAMED).iter_rows(named=True)
    )
    more = t("opening.and_others") if found.height > _MOST_NAMED else ""
    return t(f"opening.{shape}", names=names + more)
