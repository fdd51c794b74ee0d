"""cohort_progress and the deals behind it: how far the deals of a month of creation have come."""

from __future__ import annotations

from datetime import date

from tests.oracle.calendar import add_months, month_end, month_start, months_between
from tests.oracle.cohort_lists import who
from tests.oracle.company import Company, Row
from tests.oracle.conversion import entered_date, visits, win_dates
from tests.oracle.facts import Fact
from tests.oracle.funnel import in_scope
from tests.oracle.numbers import ratio
from tests.oracle.scope import Scope

Milestone = tuple[str, int | None, str | None]


def created(company: Company, scope: Scope) -> list[Fact]:
    """The deals in scope created in the period whose history names stages."""
    return [fact for fact in in_scope(company, scope) if scope.in_window(fact.created_date) and fact.life.has_history]


def milestones(company: Company, pipeline: str) -> list[Milestone]:
    """What a deal of a pipeline can come to: its configured stages, winning, losing."""
    stages: list[Milestone] = [
        ("stage", row["stage_order"], row["stage"])
        for row in company.stages
        if row["pipeline"] == pipeline and row["kind"] == "open" and row["stage_order"] is not None
    ]
    return [*stages, ("won", None, None), ("lost", None, None)]


def reached_date(company: Company, scope: Scope, fact: Fact, milestone: Milestone) -> date | None:
    """The day on which the deal came to it as known on the as-of day; NULL where it has not."""
    kind, order, _ = milestone
    seen, wins = visits(company, fact, scope.as_of), win_dates(fact, scope.as_of)
    if kind == "stage":
        assert order is not None
        return entered_date(seen, wins, order, scope.counting_rule)
    if fact.outcome != kind:
        return None
    if kind == "won" and scope.counting_rule == "strict":
        last = max(each for _, each, _ in milestones(company, fact.state.pipeline) if each is not None)
        if entered_date(seen, wins, last, "strict") is None:
            return None
    return fact.closed_date


def cohort_progress(company: Company, scope: Scope) -> list[Row]:
    start, end = scope.window
    deals, chosen = created(company, scope), scope.chosen("pipelines")
    months = months_between(start, end)
    later = len(months_between(start, scope.as_of))
    rows = []
    for month in months if start <= end else []:
        for pipeline in sorted({row["pipeline"] for row in company.stages}):
            if chosen is not None and pipeline not in chosen:
                continue
            cohort = [d for d in deals if month_start(d.created_date) == month and d.state.pipeline == pipeline]
            for milestone in milestones(company, pipeline):
                days = [reached_date(company, scope, deal, milestone) for deal in cohort]
                for since in range(later):
                    last = month_end(add_months(month, since))
                    has_begun = month_start(last) <= scope.as_of
                    on_date = min(last, scope.as_of) if has_begun else None
                    reached = sum(day is not None and day <= last for day in days) if has_begun else None
                    rows.append(
                        {
                            "month": month,
                            "months_since": since,
                            "pipeline": pipeline,
                            "milestone": milestone[0],
                            "stage_order": milestone[1],
                            "stage": milestone[2],
                            "on_date": on_date,
                            "is_running": None if on_date is None else on_date < last,
                            "deals": len(cohort),
                            "reached_deals": reached,
                            "reached_rate": ratio(reached, len(cohort)),
                        }
                    )
    return rows


def cohort_deal_list(company: Company, scope: Scope) -> list[Row]:
    return [
        {
            **who(company, deal),
            "pipeline": deal.state.pipeline,
            "created_date": deal.created_date,
            "milestone": milestone[0],
            "stage_order": milestone[1],
            "stage": milestone[2],
            "reached_date": reached_date(company, scope, deal, milestone),
            "outcome": deal.outcome,
            "closed_date": deal.closed_date,
            "amount": deal.amount,
        }
        for deal in created(company, scope)
        for milestone in milestones(company, deal.state.pipeline)
    ]
