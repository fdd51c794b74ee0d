"""How long deals stay: stage_dwell, and width, conversion and dwell side by side in funnel_split."""

from __future__ import annotations

from tests.oracle.company import Company, Row
from tests.oracle.conversion import cohort, tally
from tests.oracle.facts import Fact, product_line_of
from tests.oracle.funnel import Place, in_scope, place_columns, skeleton, stands_in, total, weighted
from tests.oracle.norms import observed_stays
from tests.oracle.numbers import kaplan_meier_median, mean, median, percentile, ratio
from tests.oracle.scope import FILTERS, Scope
from tests.oracle.stays import Stay, left_to

SPLITS = ("region", "team", "rep", "product_line", "account_size", "channel")
DEAL_DIMENSIONS = tuple(name for name in FILTERS.values() if name != "pipeline")


def begun(company: Company, scope: Scope) -> list[tuple[Fact, Stay]]:
    """Stays that began in the period with a known start, of deals in scope; the pipeline is the stay's own."""
    chosen = scope.chosen("pipelines")
    return [
        (fact, stay)
        for fact, stay in observed_stays(company, scope.as_of)
        if scope.in_window(stay.entered_at.date())
        and scope.keeps(fact.dimensions, *DEAL_DIMENSIONS)
        and (chosen is None or stay.pipeline in chosen)
    ]


def observations(company: Company, scope: Scope, found: list[tuple[Fact, Stay]]) -> list[tuple[float, bool]]:
    """Days and whether the stay has ended, as of the scope's day."""
    return [(stay.days(scope.as_of, company.has_times), stay.is_completed(scope.as_of)) for _, stay in found]


def stage_dwell(company: Company, scope: Scope) -> list[Row]:
    everything = begun(company, scope)
    rows = []
    for place in skeleton(company, scope):
        here = [(fact, stay) for fact, stay in everything if (stay.pipeline, stay.stage) == place]
        observed = observations(company, scope, here)
        completed = [days for days, has_ended in observed if has_ended]
        lasting = [days for days, has_ended in observed if not has_ended]
        by_outcome = {
            outcome: [
                days
                for (fact, _), (days, has_ended) in zip(here, observed, strict=True)
                if has_ended and fact.outcome == outcome
            ]
            for outcome in ("won", "lost")
        }
        by_way = {
            way: [
                days
                for (fact, stay), (days, has_ended) in zip(here, observed, strict=True)
                if has_ended and left_to(company, fact.life, stay) == way
            ]
            for way in ("advanced", "moved_back")
        }
        rows.append(
            {
                **place_columns(company, place),
                "stays": len(here),
                "completed_stays": len(completed),
                "open_stays": len(lasting),
                "mean_completed_days": mean(completed),
                "median_completed_days": median(completed),
                "p90_completed_days": percentile(completed, 0.9),
                "median_days": kaplan_meier_median(observed),
                "median_won_days": median(by_outcome["won"]),
                "median_lost_days": median(by_outcome["lost"]),
                "median_advanced_days": median(by_way["advanced"]),
                "median_moved_back_days": median(by_way["moved_back"]),
                "longest_open_days": max(lasting, default=None),
                "expected_days": company.stage(*place)["expected_days"],
            }
        )
    return rows


def member(company: Company, fact: Fact, dimension: str) -> str | None:
    """The deal's one value of a dimension that views group by."""
    if dimension == "product_line":
        return product_line_of(company, fact.life.row)
    return fact.dimensions[dimension]


def funnel_split(company: Company, scope: Scope) -> list[Row]:
    deals, everything = in_scope(company, scope), begun(company, scope)
    places: list[Place] = skeleton(company, scope, deals)
    rows = []
    for dimension in SPLITS:
        names = {member(company, fact, dimension) for fact in deals + [fact for fact, _ in everything]}
        for name in names:
            of_member = [fact for fact in deals if member(company, fact, dimension) == name]
            for place in places:
                here = stands_in(of_member, place)
                counts = tally(cohort(company, scope, of_member, place))
                found = [
                    (fact, stay)
                    for fact, stay in everything
                    if (stay.pipeline, stay.stage) == place and member(company, fact, dimension) == name
                ]
                observed = observations(company, scope, found)
                if not (here or counts["entered"] or found):
                    continue
                rows.append(
                    {
                        "dimension": dimension,
                        "name": name,
                        **place_columns(company, place),
                        "deals": len(here),
                        "amount": total(deal.amount for deal in here),
                        "weighted_amount": weighted(here),
                        **counts,
                        "resolved_conversion": ratio(counts["advanced"], counts["advanced"] + counts["lost"]),
                        "stays": len(observed),
                        "median_days": kaplan_meier_median(observed),
                    }
                )
    return rows
