"""The life of a deal: what it was like from which instant on, replayed from its history."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from tests.oracle.calendar import midnight, span_days
from tests.oracle.closing import Change, Closing, changes, closing, final_outcome, kind
from tests.oracle.company import Company, Row

CARRIED = ("pipeline", "amount", "expected_close_date", "rep_id", "region")
CENT = Decimal("0.01")


@dataclass(frozen=True)
class State:
    """What a deal is like from an instant on; `stage` of a closed deal is the one it was closed from."""

    at: datetime
    outcome: str
    stage: str | None
    pipeline: str
    amount: Decimal | None
    rate: Decimal | None
    expected_close_date: date | None
    rep_id: str | None
    region: str | None
    is_removed: bool = False
    closed_at: datetime | None = None
    is_final_closing: bool = False
    is_start_known: bool = True

    @property
    def standing(self) -> str:
        """open, won, lost or removed."""
        return "removed" if self.is_removed else self.outcome


@dataclass
class Life:
    """A deal with every state in order; `states` may hold several of one instant."""

    row: Row
    created: datetime | None
    final: Closing | None
    final_outcome: str
    has_history: bool = False
    states: list[State] = field(default_factory=list)
    given: list[Change] = field(default_factory=list)

    @property
    def versions(self) -> list[State]:
        """The last state of each instant."""
        return [
            state
            for state, after in zip(self.states, [*self.states[1:], None], strict=True)
            if after is None or after.at != state.at
        ]

    def as_of(self, day: date) -> State | None:
        """The state at the end of a day; NULL before the deal exists."""
        known = [state for state in self.states if state.at.date() <= day]
        return known[-1] if known else None

    def cycle_days(self, state: State, has_times: bool) -> float | None:
        """Creation to the closing in force; NULL where the closing day was moved or creation is unknown."""
        is_moved = state.is_final_closing and self.final is not None and self.final.is_moved
        if self.created is None or state.closed_at is None or is_moved:
            return None
        has_time = state.closed_at != midnight(state.closed_at.date())
        return span_days(self.created, state.closed_at, has_times and has_time)


def live(company: Company, row: Row) -> Life | None:
    """The life of a deal, or NULL for one that exists in no version (METRICS §2, History)."""
    created = row["created_at"]
    if created is not None and created.date() > company.exported_on:
        return None
    history = changes(company, row, created)
    if created is None and history:
        created = history[0].at
    if row["is_deleted"] and not any(change.row["is_deleted"] for change in history):
        return None
    outcome = final_outcome(company, row, history)
    final = closing(company, row, created, history) if outcome != "open" else None
    if outcome != "open" and final is None:
        return None
    life = Life(row, created, final, outcome)
    life.given = [c for c in history if final is None or c.at <= final.at or c.row["is_deleted"] is not None]
    life.has_history = _first_stage(company, life) is not None
    _replay(company, life)
    return life


def _open_stage(company: Company, deal: Row, change: Change) -> str | None:
    """The stage of kind open that a history row names, if it does."""
    stage = change.row["stage"]
    return stage if stage is not None and kind(company, deal, change.row) == "open" else None


def _exported_stage(company: Company, deal: Row) -> str | None:
    stage = deal["stage"]
    return stage if stage is not None and kind(company, deal, deal) == "open" else None


def _first_stage(company: Company, life: Life) -> str | None:
    """Where the deal stood before its first change of stage: the old value, else its first known open stage."""
    naming = [change for change in life.given if _counts(life, change) and change.row["stage"] is not None]
    if naming and _is_old_stage_open(company, life.row, naming[0]):
        return naming[0].row["old_stage"]
    return next((stage for change in naming if (stage := _open_stage(company, life.row, change))), None)


def _is_old_stage_open(company: Company, deal: Row, change: Change) -> bool:
    old = change.row["old_stage"]
    return old is not None and company.stage(deal["pipeline"] or company.default_pipeline, old)["kind"] == "open"


def _first_state(company: Company, life: Life) -> State:
    row, used = life.row, [change for change in life.given if _counts(life, change)]
    values = {}
    for name in CARRIED:
        known = [change.row[name] for change in used if change.row[name] is not None]
        values[name] = known[0] if known else row[name]
    start = life.created or (life.final.at if life.final else midnight(company.exported_on))
    stage, is_known = _first_stage(company, life), life.created is not None
    if stage is not None:
        naming = next(change for change in life.given if change.row["stage"] is not None)
        is_known = row["created_at"] is not None or not _is_old_stage_open(company, row, naming)
    elif start.date() == company.exported_on and life.final_outcome == "open":
        # only the export says where the deal stands, and only a creation day of its own says since when
        stage, is_known = _exported_stage(company, row), row["created_at"] is not None
    values["pipeline"] = values["pipeline"] or company.default_pipeline
    rate = company.rate(row["currency"], start.date())
    return State(start, "open", stage, rate=rate, is_start_known=is_known, **values)


def _counts(life: Life, change: Change) -> bool:
    """Whether a row's values count: nothing but deletions is read after the final closing."""
    return life.final is None or change.at <= life.final.at


def _dropped(life: Life) -> set[int]:
    """Rows of a closing that history dates before the final one, without a reopening between."""
    dropped: set[int] = set()
    if life.final is None:
        return dropped
    for number in range(len(life.given) - 1, -1, -1):
        change = life.given[number]
        if change.at > life.final.at:
            continue
        if change.outcome != life.final.outcome:
            break
        if change.at < life.final.at:
            dropped.add(number)
    return dropped


def _replay(company: Company, life: Life) -> None:
    state = _first_state(company, life)
    is_born_closed = life.created is None and life.final is not None
    states = [] if is_born_closed else [state]
    dropped = _dropped(life)
    for number, change in enumerate(life.given):
        if life.final is not None and change.at > life.final.at and not state.is_final_closing:
            state = _closed(company, life, state)
            states.append(state)
        if _counts(life, change):
            outcome = state.outcome if number in dropped else change.outcome
            if life.final is not None and change.at == life.final.at and outcome == life.final.outcome:
                outcome = state.outcome if state.outcome == "open" else outcome
            is_closing, named = state.outcome == "open" and outcome != "open", _open_stage(company, life.row, change)
            if is_closing and named not in (None, state.stage):
                # A change that names a stage and closes the deal enters the stage before it closes it from there.
                state = _changed(company, life, state, change, "open")
                states.append(state)
            state = _changed(company, life, state, change, outcome)
        if change.row["is_deleted"] is not None:
            state = replace(state, at=change.at, is_removed=change.row["is_deleted"])
        states.append(state)
    if life.final is not None and not state.is_final_closing:
        state = _closed(company, life, state)
        states.append(state)
    exported = _as_exported(company, life, state)
    if exported != state:
        states.append(exported)
    life.states = states


def _changed(company: Company, life: Life, state: State, change: Change, outcome: str) -> State:
    row, values = change.row, {}
    for name in CARRIED:
        if row[name] is not None:
            values[name] = row[name]
    if values.get("amount", state.amount) != state.amount:
        values["rate"] = company.rate(life.row["currency"], change.at.date())
    stage = _open_stage(company, life.row, change)
    is_reopened = state.outcome != "open" and outcome == "open"
    # A deal that stays closed as it is stands where it was closed from.
    if stage is not None and (outcome == "open" or outcome != state.outcome):
        values["stage"] = stage
        if stage != state.stage or is_reopened:
            values["is_start_known"] = True
    if is_reopened:
        values |= {"closed_at": None, "is_start_known": True}
    if values.get("pipeline", state.pipeline) != state.pipeline:
        values["is_start_known"] = True
    if outcome != "open" and outcome != state.outcome:
        values["closed_at"] = change.at
    return replace(state, at=change.at, outcome=outcome, **values)


def _closed(company: Company, life: Life, state: State) -> State:
    assert life.final is not None
    stage = state.stage if life.has_history else _exported_stage(company, life.row)
    at = life.final.at
    return replace(state, at=at, outcome=life.final.outcome, stage=stage, closed_at=at, is_final_closing=True)


def _as_exported(company: Company, life: Life, state: State) -> State:
    """What the export says where the history ends otherwise: from the day of the export on."""
    row, values = life.row, {}
    at = max(midnight(company.exported_on), state.at)
    is_known = at == life.created
    # A closed deal keeps the owner and region of its closed day; its amount is what the CRM's own report shows.
    for name in CARRIED if life.final is None else ("amount", "expected_close_date"):
        is_carried = any(change.row[name] is not None for change in life.given if _counts(life, change))
        if is_carried and row[name] is not None and row[name] != getattr(state, name):
            values[name] = row[name]
    if "amount" in values:
        values["rate"] = company.rate(row["currency"], at.date())
    if life.final is None:
        stage = _exported_stage(company, row)
        if stage is not None and stage != state.stage:
            values |= {"stage": stage, "is_start_known": is_known}
        if "pipeline" in values:
            values["is_start_known"] = is_known
        if state.outcome != "open":
            values |= {"outcome": "open", "closed_at": None, "is_start_known": is_known}
    if row["is_deleted"] is False and state.is_removed:
        values |= {"is_removed": False, "is_start_known": False}
    if row["is_deleted"] and not state.is_removed:
        values["is_removed"] = True
    return replace(state, at=at, **values) if values else state


def money(amount: Decimal | None, rate: Decimal | None) -> Decimal | None:
    """An amount in the reporting currency, to the cent; NULL without amount or rate."""
    if amount is None or rate is None:
        return None
    return (amount * rate).quantize(CENT, rounding=ROUND_HALF_UP)
