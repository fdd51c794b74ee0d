"""deal_timeline: what happened to each deal, event by event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from tests.oracle.calendar import month_start, span_days
from tests.oracle.company import Company, Row
from tests.oracle.facts import dimensions, removed, rep_dimensions
from tests.oracle.flow import Step, steps, way
from tests.oracle.funnel import in_scope
from tests.oracle.history import Life, State, money
from tests.oracle.scope import Scope, seen_owner

Event = tuple[datetime, int, Row]


def deal_timeline(company: Company, scope: Scope) -> list[Row]:
    rows = []
    deleted = [fact for fact in removed(company, scope.as_of) if scope.keeps(fact.dimensions)]
    for fact in sorted([*in_scope(company, scope), *deleted], key=lambda each: each.deal_id):
        life = fact.life
        events = [*_steps(company, scope, life), *_changes(company, scope, life), *_activities(company, scope, life)]
        for at, _, row in sorted(events, key=lambda event: event[:2]):
            if at.date() > scope.as_of:
                continue
            age = None if life.created is None else span_days(life.created, at, company.has_times)
            named = {"deal_id": fact.deal_id, "deal": life.row["name"] or fact.deal_id, "on_date": at.date()}
            rows.append({**named, **EMPTY, "age_days": age, **row})
    return rows


EMPTY: Row = dict.fromkeys(
    (
        "event",
        "age_days",
        "stage",
        "was_stage",
        "stay_days",
        "amount",
        "was_amount",
        "expected_close_date",
        "was_expected_close_date",
        "moved_days",
        "rep",
        "was_rep",
        "region",
        "was_region",
        "activity",
    )
)


def _after(company: Company, scope: Scope, life: Life, state: State, owner: State | None = None) -> Row:
    by = seen_owner(scope, dimensions(company, life, owner or state))
    return {
        "stage": state.stage,
        "amount": money(state.amount, state.rate),
        "expected_close_date": state.expected_close_date,
        "rep": by["rep"],
        "region": by["region"],
    }


def _steps(company: Company, scope: Scope, life: Life) -> Iterator[Event]:
    for step in steps(life):
        name = way(company, step)
        if name == "transferred":
            continue
        row = _after(company, scope, life, step.after, step.now.state) | {"event": name, "stage": step.now.place[1]}
        if step.before is not None and step.before.is_open and step.before.place[1] != row["stage"]:
            row["was_stage"] = step.before.place[1]
        row["stay_days"] = _stay_days(company, scope.as_of, step)
        yield step.after.at, 5, row


def _stay_days(company: Company, as_of: date, step: Step) -> float | None:
    stay = step.now.stay
    if stay is None or not step.now.is_open or not stay.is_start_known:
        return None
    return stay.days(as_of, company.has_times)


def _changes(company: Company, scope: Scope, life: Life) -> Iterator[Event]:
    """What changed in amount, expected close and owner, and endings of what was not open."""
    versions = life.versions
    for before, after in zip([None, *versions], versions, strict=False):
        row = _after(company, scope, life, after)
        if before is None:
            if after.standing == "removed" or (after.standing != "open" and life.created is None):
                yield after.at, 4, row | {"event": after.standing}
            continue
        was = _after(company, scope, life, before)
        change = (row["amount"] or 0) - (was["amount"] or 0)
        if change:
            yield (
                after.at,
                1,
                row | {"event": "increased" if change > 0 else "decreased", "was_amount": was["amount"]},
            )
        close, other = row["expected_close_date"], was["expected_close_date"]
        if close != other:
            is_pushed = None not in (close, other) and month_start(close) > month_start(other)
            moved = float((close - other).days) if None not in (close, other) else None
            event = {"event": "pushed" if is_pushed else "close_date_moved", "was_expected_close_date": other}
            yield after.at, 2, row | event | {"moved_days": moved}
        regions = [dimensions(company, life, state)["region"] for state in (before, after)]
        is_passed_on = before.rep_id != after.rep_id or regions[0] != regions[1]
        if before.standing == after.standing == "open" and is_passed_on:
            passed_on = {"event": "transferred", "was_rep": was["rep"], "was_region": was["region"]}
            yield after.at, 3, row | passed_on
        if "open" not in (before.standing, after.standing) and before.standing != after.standing:
            yield after.at, 4, row | {"event": after.standing}


def _activities(company: Company, scope: Scope, life: Life) -> Iterator[Event]:
    done = [
        row
        for row in company.rows("activities")
        if row["deal_id"] == life.row["deal_id"]
        and row["occurred_at"] is not None
        and (row["outcome"] or "").lower() != "planned"
    ]
    for row in sorted(done, key=lambda each: each["activity_id"]):
        region = {"region": company.one("reps", row["rep_id"])["region"]}
        by = seen_owner(scope, region | rep_dimensions(company, row["rep_id"]))
        yield row["occurred_at"], 6, {"event": "activity", "rep": by["rep"], "activity": row["kind"]}
