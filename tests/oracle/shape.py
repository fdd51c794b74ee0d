"""How deals lie over the funnel, and how many of them a target needs: funnel_shape and required_funnel."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterable
from datetime import date

from tests.oracle.calendar import DAY, add_months, month_end
from tests.oracle.company import Company, Row
from tests.oracle.conversion import cohort
from tests.oracle.facts import Fact
from tests.oracle.funnel import in_scope, place_columns, skeleton, total
from tests.oracle.numbers import median, ratio
from tests.oracle.reasons import PLAYBOOK
from tests.oracle.results import average_amount, closed, effective, remaining_target, still_open
from tests.oracle.scope import Scope
from tests.oracle.targets import target_amount

IDEAL = (0.5, 0.3, 0.2)
GROUPS: dict[str, Callable[[Fact], object]] = {
    "company": lambda deal: None,
    "region": lambda deal: deal.region,
    "team": lambda deal: deal.team,
    "rep": lambda deal: deal.rep_id,
}


def bands(deals: Iterable[Fact]) -> tuple[int, int, int]:
    """How many deals are early (below 40 %), in the middle (below 75 %) and late; unknown chances count nowhere."""
    chances = [deal.probability for deal in deals if deal.probability is not None]
    early = sum(chance < 0.4 for chance in chances)
    late = sum(chance >= 0.75 for chance in chances)
    return early, len(chances) - early - late, late


def shape(early: int, middle: int, late: int) -> str:
    if not early + middle + late:
        return "empty"
    if not middle + late:
        return "early_only"
    if late > early:
        return "top_light"
    if early < middle >= late:
        return "bulging"
    return "ideal" if early >= middle >= late > 0 else "uneven"


def evenness(parts: tuple[int, int, int]) -> float | None:
    if not sum(parts):
        return None
    return 1 - sum(abs(part / sum(parts) - ideal) for part, ideal in zip(parts, IDEAL, strict=True)) / 2


def funnel_shape(company: Company, scope: Scope) -> list[Row]:
    advice = tomllib.loads(PLAYBOOK.read_text(encoding="utf-8"))["shape"]["advice"]
    since = add_months(scope.as_of, -12)
    deals = [
        deal
        for deal in in_scope(company, scope)
        if deal.outcome == "open"
        or (deal.created_date is not None and deal.created_date > since)
        or (deal.outcome == "won" and deal.closed_date > min(since, scope.period_start - DAY))
    ]
    rows = []
    for level, member in GROUPS.items():
        # The company is there even where it has nothing.
        for name in {member(deal) for deal in deals} | ({None} if level == "company" else set()):
            ours = [deal for deal in deals if member(deal) == name]
            standing = effective(company, ours, scope.as_of)
            parts = bands(standing)
            made = [deal for deal in ours if deal.created_date is not None and deal.created_date > since]
            ended = [deal for deal in made if deal.outcome != "open"]
            wins = [deal for deal in ours if deal.outcome == "won" and deal.closed_date > since]
            won_amount = total(deal.amount for deal in closed(ours, "won", scope))
            remaining = remaining_target(target_amount(company, scope, level, name), won_amount)
            found = shape(*parts)
            effective_amount = total(deal.amount for deal in standing)
            rows.append(
                {
                    "level": level,
                    "name": company.rep_name(name) if level == "rep" else name,
                    **dict(zip(("early", "middle", "late"), parts, strict=True)),
                    "shape": found,
                    "advice": advice[found]["en"],
                    "advice_zh": advice[found]["zh"],
                    "effective_open_amount": effective_amount,
                    "remaining_target": remaining,
                    "thickness": ratio(effective_amount, remaining),
                    "slope": ratio(sum(deal.outcome == "won" for deal in ended), len(ended)),
                    "cohort_closings": len(ended),
                    "evenness": evenness(parts),
                    "flow_days": median(deal.cycle_days for deal in wins),
                    "recent_wins": len(wins),
                }
            )
    return rows


def required_funnel(company: Company, scope: Scope) -> list[Row]:
    deals, since = in_scope(company, scope), add_months(scope.as_of, -24)
    target = target_amount(company, scope)
    remaining = remaining_target(target, total(deal.amount for deal in closed(deals, "won", scope)))
    wins = [deal for deal in deals if deal.outcome == "won" and since < deal.closed_date <= scope.as_of]
    experience = scope.at(add_months(scope.as_of, -24) + DAY, scope.as_of, scope.as_of)
    standing = effective(company, still_open(deals), scope.as_of)
    rows = []
    for place in skeleton(company, scope):
        here = place_columns(company, place)
        ours = [deal for deal in wins if deal.state.pipeline == place[0]]
        entered = [fact for fact, _ in cohort(company, experience, deals, place)]
        won = sum(fact.outcome == "won" for fact in entered)
        rate = ratio(won, won + sum(fact.outcome == "lost" for fact in entered))
        share = ratio(total(deal.amount for deal in ours), total(deal.amount for deal in wins)) if ours else None
        part = None if remaining is None or share is None else remaining * share
        average = average_amount(ours)
        needed = math.ceil(round(part / average / rate, 9)) if part is not None and average and rate else None
        order = here["stage_order"]
        there, all_there = (
            None if order is None else sum(_order(company, deal, place[0]) >= order for deal in each)
            for each in (standing, still_open(deals))
        )
        rows.append(
            {
                **here,
                "win_rate_from_stage": rate,
                "closings": won + sum(fact.outcome == "lost" for fact in entered),
                "average_won_amount": average,
                "remaining_target": part,
                "required_deals": needed,
                "standing": there,
                "open_standing": all_there,
                "gap": None if needed is None or there is None else needed - there,
            }
        )
    return rows


def _order(company: Company, deal: Fact, pipeline: str) -> int:
    """Where a deal stands in a pipeline; 0 where it stands in another, or in none of its stages."""
    if deal.state.pipeline != pipeline:
        return 0
    return company.stage(pipeline, deal.state.stage)["stage_order"] or 0


def funnel_shape_trend(company: Company, scope: Scope) -> list[Row]:
    rows = []
    for months in (12, 9, 6, 3, 0):
        days = (_before(day, months) for day in (scope.period_start, scope.period_end, scope.as_of))
        then = scope.at(*days)
        whole = next(row for row in funnel_shape(company, then) if row["level"] == "company")
        names = ("early", "middle", "late", "shape", "effective_open_amount")
        dials = ("thickness", "slope", "cohort_closings", "evenness", "flow_days", "recent_wins")
        rows.append({"on_date": then.as_of, **{name: whole[name] for name in names + dials}})
    return rows


def _before(day: date, months: int) -> date:
    """The same day some months before; the last day of a month gives the last day of the other."""
    other = add_months(day, -months)
    return month_end(other) if day == month_end(day) else other
