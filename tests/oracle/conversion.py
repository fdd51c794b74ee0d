"""stage_conversion under its three counting rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.oracle.company import Company, Row
from tests.oracle.facts import Fact
from tests.oracle.funnel import Place, in_scope, place_columns, skeleton, stands_in
from tests.oracle.numbers import ratio
from tests.oracle.scope import Scope
from tests.oracle.stays import stays


@dataclass(frozen=True)
class Visit:
    """A visit to a configured stage of the pipeline in which the deal stands."""

    stage_order: int
    day: date
    is_start_known: bool


def visits(company: Company, fact: Fact, as_of: date) -> list[Visit]:
    """The deal's visits by a day, in order."""
    result = []
    for stay in stays(fact.life):
        order = company.stage(stay.pipeline, stay.stage)["stage_order"]
        if stay.pipeline == fact.state.pipeline and order is not None and stay.entered_at.date() <= as_of:
            result.append(Visit(order, stay.entered_at.date(), stay.is_start_known))
    return result


def win_dates(fact: Fact, as_of: date) -> list[date]:
    """Days on which the deal was won in the pipeline in which it stands, also where it was reopened later."""
    versions = fact.life.versions
    return [
        after.at.date()
        for before, after in zip([None, *versions], versions, strict=False)
        if after.outcome == "won"
        and (before is None or before.outcome != "won")
        and after.pipeline == fact.state.pipeline
        and after.at.date() <= as_of
    ]


def entered_date(seen: list[Visit], wins: list[date], order: int, rule: str) -> date | None:
    """The first day on which a deal counts as having entered a stage; NULL if it never did.

    Visits of unknown beginning enter no cohort; a win passes every stage.
    """
    known = [visit for visit in seen if visit.is_start_known]
    if rule == "touched":
        return min((visit.day for visit in known if visit.stage_order == order), default=None)
    if rule == "strict":
        wanted = 1
        for visit in known:
            if visit.stage_order == wanted:
                if wanted == order:
                    return visit.day
                wanted += 1
        return None
    return min([visit.day for visit in known if visit.stage_order >= order] + wins, default=None)


def is_advanced(seen: list[Visit], wins: list[date], order: int) -> bool:
    """Reached a later stage, or won, whatever came after."""
    return bool(wins) or any(visit.stage_order > order for visit in seen)


def cohort(company: Company, scope: Scope, deals: list[Fact], place: Place) -> list[tuple[Fact, str]]:
    """The deals that first entered a stage in the period, each advanced, lost or pending."""
    order = company.stage(*place)["stage_order"]
    result: list[tuple[Fact, str]] = []
    if order is None:
        return result
    for fact in deals:
        if fact.state.pipeline != place[0] or not fact.life.has_history:
            continue
        seen, wins = visits(company, fact, scope.as_of), win_dates(fact, scope.as_of)
        if scope.in_window(entered_date(seen, wins, order, scope.counting_rule)):
            fate = "advanced" if is_advanced(seen, wins, order) else "lost" if fact.outcome == "lost" else "pending"
            result.append((fact, fate))
    return result


def tally(entered: list[tuple[Fact, str]]) -> Row:
    count = {fate: sum(found == fate for _, found in entered) for fate in ("advanced", "lost", "pending")}
    return {"entered": len(entered), **count}


def stage_conversion(company: Company, scope: Scope) -> list[Row]:
    deals = in_scope(company, scope)
    rows = []
    for place in skeleton(company, scope):
        entered = cohort(company, scope, deals, place)
        counts = tally(entered)
        won = sum(fact.outcome == "won" for fact, _ in entered)
        lost_ever = sum(fact.outcome == "lost" for fact, _ in entered)
        following = next_stage(company, place)
        here = len(stands_in(deals, place))
        rows.append(
            {
                **place_columns(company, place),
                **counts,
                "conversion_floor": ratio(counts["advanced"], counts["entered"]),
                "conversion_ceiling": ratio(counts["advanced"] + counts["pending"], counts["entered"]),
                "resolved_conversion": ratio(counts["advanced"], counts["advanced"] + counts["lost"]),
                "won": won,
                "win_rate_from_stage": ratio(won, won + lost_ever),
                "snapshot_ratio": ratio(len(stands_in(deals, following)), here) if following else None,
            }
        )
    return rows


def next_stage(company: Company, place: Place) -> Place | None:
    """The configured open stage that follows; NULL for the last and for unconfigured ones."""
    order = company.stage(*place)["stage_order"]
    if order is None:
        return None
    later = [
        row
        for row in company.stages
        if row["pipeline"] == place[0] and row["stage_order"] is not None and row["stage_order"] > order
    ]
    if not later:
        return None
    return place[0], min(later, key=lambda row: row["stage_order"])["stage"]
