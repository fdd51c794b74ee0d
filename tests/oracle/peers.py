"""peer_comparison: each member of a dimension against all others together."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tests.oracle.company import Company, Row
from tests.oracle.conversion import cohort, tally
from tests.oracle.dwell import SPLITS, begun, member, observations
from tests.oracle.funnel import Place, in_scope, skeleton
from tests.oracle.numbers import kaplan_meier_median, ratio
from tests.oracle.scope import Scope

ENOUGH = 10
Observed = list[tuple[float, bool]]


def two_proportion_z(hits: int, cases: int, other_hits: int, other_cases: int) -> float | None:
    """Pooled z of two shares; NULL below ten cases on either side and where nothing varies."""
    if min(cases, other_cases) < ENOUGH:
        return None
    pooled = (hits + other_hits) / (cases + other_cases)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / cases + 1 / other_cases))
    return (hits / cases - other_hits / other_cases) / spread if spread else None


def log_rank(stays: Observed, others: Observed) -> float | None:
    """Root of the log-rank chi-square, above 0 where `stays` end later; NULL below ten on either side."""
    if min(len(stays), len(others)) < ENOUGH:
        return None
    excess = variance = 0.0
    for day in sorted({days for days, has_ended in stays + others if has_ended}):
        ended = sum(days == day and has_ended for days, has_ended in stays + others)
        at_risk = sum(days >= day for days, _ in stays + others)
        own = sum(days >= day for days, _ in stays)
        excess += ended * own / at_risk - sum(days == day and has_ended for days, has_ended in stays)
        if at_risk > 1:
            variance += own * (at_risk - own) * ended * (at_risk - ended) / (at_risk**2 * (at_risk - 1))
    return excess / math.sqrt(variance) if variance > 1e-9 else None


def holm(values: Sequence[float]) -> list[float]:
    """p values adjusted for their number, in their order."""
    order = sorted(range(len(values)), key=values.__getitem__)
    adjusted, highest = [0.0] * len(values), 0.0
    for place, index in enumerate(order):
        highest = max(highest, min(1.0, (len(values) - place) * values[index]))
        adjusted[index] = highest
    return adjusted


def peer_comparison(company: Company, scope: Scope) -> list[Row]:
    rows = []
    for dimension in SPLITS:
        of_dimension = [
            *_win_rates(company, scope, dimension),
            *_conversions(company, scope, dimension),
            *_dwells(company, scope, dimension),
        ]
        for measure in ("win_rate", "resolved_conversion", "median_days"):
            tested = [row for row in of_dimension if row["measure"] == measure and row["statistic"] is not None]
            for row in tested:
                row["p_value"] = math.erfc(abs(row["statistic"]) / math.sqrt(2))
            for row, adjusted in zip(tested, holm([row["p_value"] for row in tested]), strict=True):
                row |= {"adjusted_p_value": adjusted, "is_beyond_chance": adjusted < 0.05}
        rows += of_dimension
    return rows


def _row(company: Company, dimension: str, name: object, measure: str, place: Place | None, **values: object) -> Row:
    value, rest = values["value"], values["rest_value"]
    pipeline, stage = place or (None, None)
    return {
        "dimension": dimension,
        "name": name,
        "measure": measure,
        "pipeline": pipeline,
        "stage_order": company.stage(pipeline, stage)["stage_order"] if place else None,
        "stage": stage,
        "difference": None if value is None or rest is None else value - rest,
        **values,
        "p_value": None,
        "adjusted_p_value": None,
        "is_beyond_chance": None,
    }


def _rate(hits: int, cases: int, all_hits: int, all_cases: int) -> Row:
    rest = all_hits - hits, all_cases - cases
    return {
        "value": ratio(hits, cases),
        "sample": cases,
        "rest_value": ratio(*rest),
        "rest_sample": rest[1],
        "statistic": two_proportion_z(hits, cases, *rest),
    }


def _win_rates(company: Company, scope: Scope, dimension: str) -> list[Row]:
    closed = [
        (member(company, fact, dimension), fact.outcome == "won")
        for fact in in_scope(company, scope)
        if fact.outcome != "open" and scope.in_window(fact.closed_date)
    ]
    won = [name for name, is_won in closed if is_won]
    names = [name for name, _ in closed]
    return [
        _row(
            company,
            dimension,
            name,
            "win_rate",
            None,
            **_rate(won.count(name), names.count(name), len(won), len(names)),
        )
        for name in set(names)
    ]


def _conversions(company: Company, scope: Scope, dimension: str) -> list[Row]:
    deals, rows = in_scope(company, scope), []
    for place in skeleton(company, scope):
        entered = cohort(company, scope, deals, place)
        total = tally(entered)
        for name in {member(company, fact, dimension) for fact, _ in entered}:
            own = tally([each for each in entered if member(company, each[0], dimension) == name])
            if own["advanced"] + own["lost"]:
                counts = (own["advanced"], own["advanced"] + own["lost"])
                everybody = (total["advanced"], total["advanced"] + total["lost"])
                rows.append(_row(company, dimension, name, "resolved_conversion", place, **_rate(*counts, *everybody)))
    return rows


def _dwells(company: Company, scope: Scope, dimension: str) -> list[Row]:
    everything, rows = begun(company, scope), []
    for place in skeleton(company, scope):
        here = [each for each in everything if (each[1].pipeline, each[1].stage) == place]
        for name in {member(company, fact, dimension) for fact, _ in here}:
            own = observations(company, scope, [each for each in here if member(company, each[0], dimension) == name])
            rest = observations(company, scope, [each for each in here if member(company, each[0], dimension) != name])
            read = [(math.ceil(days * 24) / 24, ended) for days, ended in rest] if company.has_times else rest
            rows.append(
                _row(
                    company,
                    dimension,
                    name,
                    "median_days",
                    place,
                    value=kaplan_meier_median(own),
                    sample=len(own),
                    rest_value=kaplan_meier_median(read),
                    rest_sample=len(rest),
                    statistic=log_rank(own, rest),
                )
            )
    return rows
