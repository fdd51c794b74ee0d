"""stage_flow and the steps behind it: what came into each stage and where it went, week by week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tests.oracle.calendar import DAY
from tests.oracle.cohort_lists import account_name
from tests.oracle.company import Company, Row
from tests.oracle.facts import channel_of, dimensions, lives, product_line_of
from tests.oracle.funnel import Place, in_scope, place_columns
from tests.oracle.history import Life, State, money
from tests.oracle.scope import FILTERS, Scope
from tests.oracle.stays import Stay, stays

LAST = 999
IN = ("entered_created", "entered_from_other_stage", "reopened", "transferred_in")
OUT = ("left_advanced", "left_moved_back", "left_won", "left_lost", "transferred_out", "removed")
SLICES = tuple(name for name in FILTERS.values() if name != "stage")


@dataclass(frozen=True)
class Stand:
    """Where a deal stands at a step, and to whom it belongs: `state` holds its owner, `place` where it stands."""

    state: State
    place: Place
    is_open: bool
    stay: Stay | None = None


@dataclass(frozen=True)
class Step:
    """One move of a deal: `before` is NULL where it begins."""

    life: Life
    after: State
    before: Stand | None
    now: Stand


def steps(life: Life) -> Iterator[Step]:
    """Every move of a deal that was open before or is open then, through the stages it only passed."""
    visits = stays(life)
    before: State | None = None
    for after in life.versions:
        was_open, is_open = before is not None and before.standing == "open", after.standing == "open"
        is_flash = before is None and after.standing in ("won", "lost") and life.created is not None
        if was_open or is_open or is_flash:
            yield from _chain(life, visits, before, after, is_flash)
        before = after


def _chain(life: Life, visits: list[Stay], before: State | None, after: State, is_flash: bool) -> Iterator[Step]:
    keeps_owner = before is not None and before.standing == "open" and after.standing != "open"
    owner = before if keeps_owner and before is not None else after
    passed = [
        Stand(owner, (stay.pipeline, stay.stage), True, stay)
        for stay in visits
        if stay.entered_at == stay.left_at == after.at
    ]
    if is_flash and not passed:
        passed = [Stand(owner, (after.pipeline, after.stage), True)]
    entered = next((stay for stay in visits if stay.entered_at == after.at != stay.left_at), None)
    end = Stand(after, (after.pipeline, after.stage), after.standing == "open", entered)
    begin = None if before is None else Stand(before, (before.pipeline, before.stage), before.standing == "open")
    for one, other in pairwise([begin, *passed, end]):
        assert other is not None
        yield Step(life, after, one, other)


def way(company: Company, step: Step) -> str:
    """What a step is, whatever the scope."""
    before, now = step.before, step.now
    if before is None:
        return "created"
    if not before.is_open:
        return "reopened"
    if not now.is_open:
        return step.after.standing
    if before.place[0] != now.place[0]:
        return "moved_pipeline"
    if before.place == now.place:
        return "transferred"
    if before.place[1] is None or _order(company, now.place) > _order(company, before.place):
        return "advanced"
    return "moved_back"


def _order(company: Company, place: Place) -> int:
    return company.stage(*place)["stage_order"] or LAST


def is_in(company: Company, scope: Scope, life: Life, stand: Stand | None) -> bool:
    """Whether the deal is open and in the reader's scope, whatever its stage."""
    if stand is None or not stand.is_open:
        return False
    return scope.keeps({**dimensions(company, life, stand.state), "pipeline": stand.place[0]}, *SLICES)


def sides(company: Company, scope: Scope, step: Step) -> Iterator[tuple[str, Stand, Stand | None]]:
    """The departure and the entry that a step is for a scope: its name, the stand it is of, and the other one."""
    was, now = is_in(company, scope, step.life, step.before), is_in(company, scope, step.life, step.now)
    name = way(company, step)
    is_moved = name != "transferred"
    if was and (not now or is_moved):
        assert step.before is not None
        if not step.now.is_open:
            gone = "removed" if name == "removed" else f"left_{name}"
        elif not now or name == "moved_pipeline":
            gone = "transferred_out"
        else:
            gone = f"left_{name}"
        yield gone, step.before, step.now if step.now.is_open else None
    if now and (not was or is_moved):
        if name in ("created", "reopened"):
            come = {"created": "entered_created"}.get(name, name)
        elif not was or name == "moved_pipeline":
            come = "transferred_in"
        else:
            come = "entered_from_other_stage"
        other = step.before if step.before is not None and step.before.is_open else None
        yield come, step.now, other


def moves(company: Company, scope: Scope) -> Iterator[tuple[str, Stand, Stand | None, Step]]:
    """Every departure and entry of the period in the stages that the reader looks at."""
    chosen = scope.chosen("stages")
    for life in lives(company):
        for step in steps(life):
            if not scope.in_window(step.after.at.date()):
                continue
            for name, stand, other in sides(company, scope, step):
                if chosen is None or (stand.place[1] or "~") in chosen:
                    yield name, stand, other, step


def weeks(scope: Scope) -> list[tuple[date, date]]:
    """First and last day of every week of the period up to the as-of day, the first one cut where the period begins."""
    start, end = scope.window
    found, first = [], start
    while first <= end:
        last = first + timedelta(days=6 - first.weekday())
        found.append((first, min(last, end)))
        first = last + DAY
    return found


def stage_flow(company: Company, scope: Scope) -> list[Row]:
    start, end = scope.window
    if start > end:
        return []
    found = [(name, stand.place, step.after.at.date()) for name, stand, _, step in moves(company, scope)]
    standing = [
        (fact.state.pipeline, fact.state.stage)
        for fact in in_scope(company, scope, start - DAY)
        if fact.outcome == "open"
    ]
    pipelines = scope.chosen("pipelines")
    places = {
        (row["pipeline"], row["stage"])
        for row in company.stages
        if row["kind"] == "open" and (pipelines is None or row["pipeline"] in pipelines)
    }
    places |= set(standing) | {place for _, place, _ in found}
    rows = []
    for place in places:
        stood = standing.count(place)
        for first, last in weeks(scope):
            here = [name for name, where, day in found if where == place and first <= day <= last]
            counts = {name: here.count(name) for name in (*IN, *OUT)}
            stands = stood + sum(counts[name] for name in IN) - sum(counts[name] for name in OUT)
            rows.append(
                {
                    "week": first,
                    "before_date": first - DAY,
                    "on_date": last,
                    **place_columns(company, place),
                    "standing_before": stood,
                    **counts,
                    "standing_after": stands,
                }
            )
            stood = stands
    return rows


def stage_flow_list(company: Company, scope: Scope) -> list[Row]:
    rows = []
    for name, stand, other, step in moves(company, scope):
        row = step.life.row
        by = dimensions(company, step.life, stand.state)
        rows.append(
            {
                "movement": name,
                "on_date": step.after.at.date(),
                "deal_id": row["deal_id"],
                "deal": row["name"] or row["deal_id"],
                "account": account_name(company, row["account_id"]),
                "account_size": by["account_size"],
                "region": by["region"],
                "team": by["team"],
                "rep": by["rep"],
                "product_line": product_line_of(company, row),
                "channel": channel_of(company, row),
                **place_columns(company, stand.place),
                "other_stage": other.place[1] if other is not None else None,
                "amount": money(step.after.amount, step.after.rate),
            }
        )
    return rows
