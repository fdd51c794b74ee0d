"""Order and outcomes of a deal's history, and the instant at which the deal finally closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tests.oracle.calendar import midnight
from tests.oracle.company import Company, Row


@dataclass(frozen=True)
class Change:
    """A history row as read: at its creation at the earliest, with the outcome from then on."""

    at: datetime
    row: Row
    outcome: str


@dataclass(frozen=True)
class Closing:
    """The final closing; `is_moved` where the day was bounded by creation or export (then no cycle)."""

    at: datetime
    outcome: str
    is_moved: bool
    has_time: bool


def ordered(company: Company, deal: Row) -> list[Row]:
    """The deal's history up to the day of the export, in the order in which it happened."""
    rows = [
        row
        for row in company.of_deal("deal_history", deal["deal_id"])
        if row["changed_at"].date() <= company.exported_on
    ]
    ids_are_numbers = all(str(row["history_id"]).isdigit() for row in rows if row["history_id"] is not None)
    result: list[Row] = []
    for instant in sorted({row["changed_at"] for row in rows}):
        group = [row for row in rows if row["changed_at"] == instant]
        group.sort(key=lambda row: row["line_no"])
        if all(row["history_id"] is not None for row in group):
            group.sort(key=lambda row: int(row["history_id"]) if ids_are_numbers else row["history_id"])
        elif not company.has_times:
            group.sort(key=lambda row: _place(company, deal, row))
        result += group
    return result


def _place(company: Company, deal: Row, row: Row) -> tuple[int, int]:
    """Where a row belongs on its day: no stage, configured stages in order, unknown ones, closings."""
    if row["stage"] is None:
        return 0, 0
    stage = company.stage(row["pipeline"] or deal["pipeline"] or company.default_pipeline, row["stage"])
    if stage["kind"] != "open":
        return 3, 0
    return (2, 0) if stage["stage_order"] is None else (1, stage["stage_order"])


def kind(company: Company, deal: Row, row: Row) -> str:
    """open, won or lost by the stage that a row names."""
    return company.stage(row["pipeline"] or deal["pipeline"] or company.default_pipeline, row["stage"])["kind"]


def changes(company: Company, deal: Row, created: datetime | None) -> list[Change]:
    """The history with outcomes: a row's own, else that of the stage it names, else as before."""
    result, outcome = [], "open"
    for row in ordered(company, deal):
        if row["outcome"] is not None:
            outcome = row["outcome"]
        elif row["stage"] is not None:
            outcome = kind(company, deal, row)
        result.append(Change(max(row["changed_at"], created or row["changed_at"]), row, outcome))
    return result


def final_outcome(company: Company, deal: Row, history: list[Change]) -> str:
    if deal["outcome"] is not None:
        return deal["outcome"]
    if deal["stage"] is not None:
        return kind(company, deal, deal)
    return history[-1].outcome if history else "open"


def closing(company: Company, deal: Row, created: datetime | None, history: list[Change]) -> Closing | None:
    """When a deal whose final outcome is won or lost closed; NULL where nothing says so."""
    outcome = final_outcome(company, deal, history)
    into = [
        change
        for before, change in zip([None, *history], history, strict=False)
        if change.outcome == outcome and (before is None or before.outcome != outcome)
    ]
    stated = deal["closed_at"]
    if stated is None:
        if not into:
            return None
        is_early = created is not None and into[-1].row["changed_at"].date() < created.date()
        return Closing(into[-1].at, outcome, is_early, not is_early and _has_time(into[-1].at))
    is_late = stated.date() > company.exported_on
    day: date = company.exported_on if is_late else stated.date()
    if created is not None and day < created.date():
        return Closing(created, outcome, True, False)
    if _has_time(stated) and not is_late:
        return Closing(max(stated, created or stated), outcome, False, True)
    into_that_day = [change.at for change in into if change.at.date() == day]
    that_day = [change.at for change in history if change.at.date() == day]
    if created is not None and created.date() == day:
        that_day.append(created)
    at = into_that_day[-1] if into_that_day else max([midnight(day), *that_day])
    return Closing(at, outcome, is_late, _has_time(at))


def _has_time(instant: datetime) -> bool:
    return instant != midnight(instant.date())
