"""kpi_comparison, kpi_trend and movers: the same figures over other days."""

from __future__ import annotations

from tests.oracle.calendar import add_months, compared_as_of, month_end, month_start, period_before
from tests.oracle.company import Company, Row
from tests.oracle.dwell import SPLITS, member
from tests.oracle.facts import Fact
from tests.oracle.funnel import in_scope, total
from tests.oracle.results import closed, created, expected, measures, still_open
from tests.oracle.scope import Scope

MONTHS = 13


def before(company: Company, scope: Scope) -> Scope:
    """The scope of the period before."""
    start, end = period_before(scope.period_start, scope.period_end, company.fiscal_year_start_month)
    return scope.at(start, end, compared_as_of(scope.period_start, scope.period_end, scope.as_of, start, end))


def last_year(scope: Scope) -> Scope:
    """The scope one year back."""
    start, end = add_months(scope.period_start, -12), add_months(scope.period_end, -12)
    return scope.at(start, end, compared_as_of(scope.period_start, scope.period_end, scope.as_of, start, end))


def difference(value: object, other: object) -> float | None:
    return None if value is None or other is None else float(value) - float(other)


def kpi_comparison(company: Company, scope: Scope) -> list[Row]:
    now = measures(company, scope)
    previous, year = measures(company, before(company, scope)), measures(company, last_year(scope))
    return [
        {
            "measure": name,
            "value": value,
            "sample": sample,
            "previous_value": previous[name][0],
            "previous_sample": previous[name][1],
            "last_year_value": year[name][0],
            "last_year_sample": year[name][1],
            "change": difference(value, previous[name][0]),
            "last_year_change": difference(value, year[name][0]),
        }
        for name, (value, sample) in now.items()
    ]


def kpi_trend(company: Company, scope: Scope) -> list[Row]:
    rows = []
    for back in range(MONTHS - 1, -1, -1):
        month = add_months(month_start(scope.as_of), -back)
        of_month = scope.at(month, month_end(month), min(month_end(month), scope.as_of))
        rows += [
            {"month": month, "measure": name, "value": value}
            for name, (value, _) in measures(company, of_month).items()
        ]
    return rows


def coverage_trend(company: Company, scope: Scope) -> list[Row]:
    """The coverage of the period itself, as each month end knew it."""
    rows = []
    for back in range(MONTHS - 1, -1, -1):
        month = add_months(month_start(scope.as_of), -back)
        of_day = scope.at(scope.period_start, scope.period_end, min(month_end(month), scope.as_of))
        known = measures(company, of_day)
        amount = total(deal.amount for deal in expected(in_scope(company, of_day), of_day))
        rows.append({"on_date": of_day.as_of, "coverable_amount": amount})
        rows[-1] |= {name: known[name][0] for name in ("remaining_target", "coverage")}
    return rows


def moving(deals: list[Fact], scope: Scope) -> dict[str, object]:
    """The additive measures that movers explain."""
    return {
        "won_amount": total(deal.amount for deal in closed(deals, "won", scope)),
        "created_amount": total(deal.amount for deal in created(deals, scope)),
        "open_amount": total(deal.amount for deal in still_open(deals)),
    }


def movers(company: Company, scope: Scope) -> list[Row]:
    is_compared = scope.comparison != "none"
    earlier = last_year(scope) if scope.comparison == "last_year" else before(company, scope)
    now, then = in_scope(company, scope), in_scope(company, earlier) if is_compared else []
    rows = []
    for dimension in SPLITS:
        for name in {member(company, deal, dimension) for deal in now + then}:
            value, previous = (
                moving([deal for deal in deals if member(company, deal, dimension) == name], days)
                for deals, days in ((now, scope), (then, earlier))
            )
            rows += [
                {
                    "dimension": dimension,
                    "name": name,
                    "measure": measure,
                    "value": value[measure],
                    "previous_value": previous[measure] if is_compared else None,
                    "change": difference(value[measure], previous[measure]) if is_compared else None,
                }
                for measure in value
                if value[measure] or previous[measure]
            ]
    return rows
