"""What stands in the funnel: funnel_width and funnel_over_time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from tests.oracle.calendar import month_end, months_between
from tests.oracle.company import Company, Row
from tests.oracle.facts import Fact, facts
from tests.oracle.norms import is_beyond_cycle, is_stalled
from tests.oracle.numbers import mean, ratio
from tests.oracle.scope import Scope

Place = tuple[str, str | None]


def in_scope(company: Company, scope: Scope, as_of: date | None = None) -> list[Fact]:
    """The deals of a scope as of its day, or another."""
    return [fact for fact in facts(company, as_of or scope.as_of) if scope.keeps(fact.dimensions)]


def total(values: Iterable[Decimal | float | None]) -> Decimal | float:
    """Sum in which what is unknown counts 0."""
    return sum((value for value in values if value is not None), Decimal(0) * 0)


def weighted(deals: Iterable[Fact]) -> float:
    return float(sum(deal.weighted_amount or 0.0 for deal in deals))


def skeleton(company: Company, scope: Scope, standing: Iterable[Fact] = ()) -> list[Place]:
    """Every open stage of the pipelines in scope, and the unknown stage where something stands in it."""
    chosen = scope.chosen("pipelines")
    places: list[Place] = [
        (row["pipeline"], row["stage"])
        for row in company.stages
        if row["kind"] == "open" and (chosen is None or row["pipeline"] in chosen)
    ]
    for fact in standing:
        if fact.outcome == "open" and (fact.state.pipeline, fact.state.stage) not in places:
            places.append((fact.state.pipeline, fact.state.stage))
    return places


def place_columns(company: Company, place: Place) -> Row:
    pipeline, stage = place
    return {"pipeline": pipeline, "stage_order": company.stage(pipeline, stage)["stage_order"], "stage": stage}


def stands_in(deals: Iterable[Fact], place: Place) -> list[Fact]:
    return [deal for deal in deals if deal.outcome == "open" and (deal.state.pipeline, deal.state.stage) == place]


def funnel_width(company: Company, scope: Scope) -> list[Row]:
    deals = in_scope(company, scope)
    rows = []
    for place in skeleton(company, scope, deals):
        here = stands_in(deals, place)
        in_pipeline = [deal for deal in deals if deal.outcome == "open" and deal.state.pipeline == place[0]]
        stalled = [deal for deal in here if is_stalled(company, deal, scope.as_of)]
        within = [deal for deal in here if not is_beyond_cycle(company, deal, scope.as_of)]
        rows.append(
            {
                **place_columns(company, place),
                "deals": len(here),
                "amount": total(deal.amount for deal in here),
                "effective_deals": len(within),
                "effective_open_amount": total(deal.amount for deal in within),
                "weighted_amount": weighted(here),
                "share_of_deals": ratio(len(here), len(in_pipeline)),
                "average_days_in_stage": mean(deal.days_in_stage for deal in here),
                "stalled_deals": len(stalled),
                "stalled_amount": total(deal.amount for deal in stalled),
                "deals_without_amount": sum(deal.amount is None for deal in here),
            }
        )
    return rows


def funnel_over_time(company: Company, scope: Scope) -> list[Row]:
    start, end = scope.window
    eve = start - timedelta(days=1)
    days = {month_end(month) for month in months_between(eve, end) if eve <= month_end(month) <= end}
    rows = []
    for day in sorted(days | {scope.as_of}):
        deals = in_scope(company, scope, day)
        for place in skeleton(company, scope, deals):
            here = stands_in(deals, place)
            rows.append(
                {
                    "on_date": day,
                    **place_columns(company, place),
                    "deals": len(here),
                    "amount": total(deal.amount for deal in here),
                    "weighted_amount": weighted(here),
                }
            )
    return rows
