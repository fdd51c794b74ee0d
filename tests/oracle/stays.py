"""Stays: the visits of a deal to its stages."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from datetime import date, datetime

from tests.oracle.calendar import days_until, span_days
from tests.oracle.company import Company
from tests.oracle.history import Life, State

LAST = 999


@dataclass(frozen=True)
class Stay:
    """One visit; `stage` NULL is an open stretch in no known stage and is no stay in the sense of METRICS."""

    deal_id: str
    pipeline: str
    stage: str | None
    entered_at: datetime
    left_at: datetime | None
    is_start_known: bool

    def lasts(self, day: date) -> bool:
        """Whether the deal stands in it at the end of a day."""
        return self.entered_at.date() <= day and (self.left_at is None or self.left_at.date() > day)

    def is_completed(self, day: date) -> bool:
        return self.left_at is not None and self.left_at.date() <= day

    def days(self, as_of: date, has_times: bool) -> float:
        """Days to its end, or to `as_of` while it lasts."""
        if self.left_at is not None and self.is_completed(as_of):
            return span_days(self.entered_at, self.left_at, has_times)
        return days_until(self.entered_at, as_of, has_times)


def stretches(life: Life) -> list[Stay]:
    """Every unbroken stretch in one pipeline and stage while open, in order.

    A closing that is undone within the same instant breaks nothing.
    """
    result: list[Stay] = []
    current: Stay | None = None
    ends = {id(version) for version in life.versions}
    last_of_instant = {version.at: version for version in life.versions}
    for state in life.states:
        is_open = state.standing == "open"
        is_last = id(state) in ends
        if is_open and (current is None or (current.pipeline, current.stage) != (state.pipeline, state.stage)):
            if current is not None:
                result.append(replace(current, left_at=state.at))
            current = Stay(life.row["deal_id"], state.pipeline, state.stage, state.at, None, state.is_start_known)
        elif not is_open and current is not None and (is_last or last_of_instant[state.at].standing != "open"):
            result.append(replace(current, left_at=state.at))
            current = None
    return [*result, current] if current is not None else result


def stays(life: Life) -> list[Stay]:
    """The visits to known stages."""
    return [stretch for stretch in stretches(life) if stretch.stage is not None]


def left_to(company: Company, life: Life, stay: Stay) -> str:
    """What ended a stay: another stage, another pipeline, a closing, or removal."""
    here = company.stage(stay.pipeline, stay.stage)["stage_order"] or LAST
    after = next(
        (
            later
            for earlier, later in itertools.pairwise(stretches(life))
            if earlier == stay and later.entered_at == stay.left_at
        ),
        None,
    )
    if after is None:
        return [state for state in life.states if state.at == stay.left_at][-1].standing
    if after.pipeline != stay.pipeline:
        return "moved_pipeline"
    return "advanced" if (company.stage(after.pipeline, after.stage)["stage_order"] or LAST) > here else "moved_back"


def chances(company: Company, life: Life, state: State) -> tuple[float | None, str | None]:
    """Probability and forecast category of an open state.

    The last value that the history gives since the present stretch began; else, in a stretch that lasts to the
    end, the exported one; else the stage's probability and no category.
    """
    all_stretches = stretches(life)
    present = [s for s in all_stretches if s.entered_at <= state.at and (s.left_at is None or s.left_at > state.at)]
    if not present:
        return None, None
    stretch = present[-1]
    values: list[object] = []
    for name in ("probability", "forecast_category"):
        given = [
            change.row[name]
            for change in life.given
            if stretch.entered_at <= change.at <= state.at and change.row[name] is not None
        ]
        is_last = stretch.left_at is None and life.final is None
        values.append(given[-1] if given else life.row[name] if is_last else None)
    if values[0] is None:
        values[0] = company.stage(stretch.pipeline, stretch.stage)["probability"]
    return values[0], values[1]
