"""kpis and results_over_time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tests.oracle.calendar import add_months, month_end, months_between
from tests.oracle.company import Company, Row
from tests.oracle.facts import Fact, facts
from tests.oracle.funnel import in_scope, total, weighted
from tests.oracle.norms import is_beyond_cycle, is_stalled
from tests.oracle.numbers import mean, median, ratio
from tests.oracle.scope import Scope
from tests.oracle.targets import amount_between, in_force, target_amount, target_to_date

ENOUGH_CLOSINGS = 10


def closed(deals: Iterable[Fact], outcome: str, scope: Scope) -> list[Fact]:
    """Deals with this outcome whose closed day lies in the flow window."""
    return [deal for deal in deals if deal.outcome == outcome and scope.in_window(deal.closed_date)]


def is_cooling_off(company: Company, deal: Fact, as_of: date) -> bool:
    """Whether a deal is won, but not for its cooling-off days yet."""
    return deal.outcome == "won" and (as_of - deal.closed_date).days < company.cooling_off_days


def created(deals: Iterable[Fact], scope: Scope) -> list[Fact]:
    return [deal for deal in deals if scope.in_window(deal.created_date)]


def still_open(deals: Iterable[Fact]) -> list[Fact]:
    return [deal for deal in deals if deal.outcome == "open"]


def of_last_year(deals: Iterable[Fact], outcome: str, as_of: date) -> list[Fact]:
    """Deals with this outcome closed in the twelve months up to as_of."""
    return [
        deal
        for deal in deals
        if deal.outcome == outcome
        and deal.closed_date is not None
        and add_months(as_of, -12) < deal.closed_date <= as_of
    ]


def average_amount(deals: Iterable[Fact]) -> float | None:
    """Mean amount of the deals that have one."""
    return mean(deal.amount for deal in deals)


def rate_by_amount(won: Iterable[Fact], lost: Iterable[Fact]) -> float | None:
    won_amount = total(deal.amount for deal in won)
    return ratio(won_amount, won_amount + total(deal.amount for deal in lost))


def effective(company: Company, deals: Iterable[Fact], as_of: date) -> list[Fact]:
    """Open deals not beyond their cycle; without a limit they count as within it."""
    return [deal for deal in still_open(deals) if not is_beyond_cycle(company, deal, as_of)]


def expected(deals: Iterable[Fact], scope: Scope) -> list[Fact]:
    """Open deals that count in coverage: expected in the period, or past due while the period runs."""
    if scope.as_of > scope.period_end:
        return []
    is_running = scope.period_start <= scope.as_of
    return [
        deal
        for deal in still_open(deals)
        if deal.state.expected_close_date is not None
        and deal.state.expected_close_date <= scope.period_end
        and (is_running or deal.state.expected_close_date >= scope.period_start)
    ]


def coverage(deals: Iterable[Fact], scope: Scope, remaining: float | None) -> float | None:
    """Expected open amount over the target that remains; NULL when met, unset, or after the period."""
    if not remaining or scope.as_of > scope.period_end:
        return None
    return ratio(total(deal.amount for deal in expected(deals, scope)), remaining)


def remaining_target(target: float | None, won_amount: object) -> float | None:
    return None if target is None else max(target - float(won_amount), 0.0)


def velocity(deals: Iterable[Fact], as_of: date) -> float | None:
    """Open deals × average won × win rate / mean cycle, the last three over twelve months."""
    deals = list(deals)
    won, lost = of_last_year(deals, "won", as_of), of_last_year(deals, "lost", as_of)
    average, rate = average_amount(won), ratio(len(won), len(won) + len(lost))
    cycle = mean(deal.cycle_days for deal in won)
    if average is None or rate is None or not cycle:
        return None
    return len(still_open(deals)) * average * rate / cycle


def first_win_dates(company: Company, scope: Scope) -> dict[object, date]:
    """Day of each account's first win, over all deals that the reader may see."""
    first: dict[object, date] = {}
    for deal in facts(company, scope.as_of):
        if deal.outcome != "won" or not scope.permits(deal.dimensions):
            continue
        if deal.account_id is not None and deal.closed_date is not None:
            first[deal.account_id] = min(deal.closed_date, first.get(deal.account_id, deal.closed_date))
    return first


def kpis(company: Company, scope: Scope) -> list[Row]:
    return [{name: value for name, (value, _) in measures(company, scope).items()}]


def measures(company: Company, scope: Scope) -> dict[str, tuple[object, int | None]]:
    """Every key figure with its sample where it has one."""
    deals = in_scope(company, scope)
    won, lost, made = closed(deals, "won", scope), closed(deals, "lost", scope), created(deals, scope)
    standing, competitive = still_open(deals), [deal for deal in lost if deal.ending == "lost_to_competitor"]
    won_amount = total(deal.amount for deal in won)
    target, to_date = target_amount(company, scope), target_to_date(company, scope)
    remaining = remaining_target(target, won_amount)
    year_won, year_lost = (of_last_year(deals, outcome, scope.as_of) for outcome in ("won", "lost"))
    has_enough = len(year_won) + len(year_lost) >= ENOUGH_CLOSINGS
    cycles = [deal.cycle_days for deal in won if deal.cycle_days is not None]
    firsts = first_win_dates(company, scope)
    plain: dict[str, object] = {
        "won_amount": won_amount,
        "won_deals": len(won),
        "lost_amount": total(deal.amount for deal in lost),
        "lost_deals": len(lost),
        "win_rate": (ratio(len(won), len(won) + len(lost)), len(won) + len(lost)),
        "competitive_win_rate": (ratio(len(won), len(won) + len(competitive)), len(won) + len(competitive)),
        "win_rate_by_amount": (rate_by_amount(won, lost), sum(deal.amount is not None for deal in won + lost)),
        "average_won_amount": (average_amount(won), sum(deal.amount is not None for deal in won)),
        "mean_cycle_days": (mean(cycles), len(cycles)),
        "median_cycle_days": (median(cycles), len(cycles)),
        "open_deals": len(standing),
        "open_amount": total(deal.amount for deal in standing),
        "effective_open_amount": total(deal.amount for deal in effective(company, deals, scope.as_of)),
        "weighted_amount": weighted(standing),
        "stalled_amount": total(deal.amount for deal in standing if is_stalled(company, deal, scope.as_of)),
        "open_without_close_date": sum(deal.state.expected_close_date is None for deal in standing),
        "created_deals": len(made),
        "created_amount": total(deal.amount for deal in made),
        "target_amount": target,
        "target_to_date_amount": to_date,
        "attainment": ratio(won_amount, target),
        "attainment_to_date": ratio(won_amount, to_date),
        "remaining_target": remaining,
        "coverage": coverage(deals, scope, remaining),
        "effective_coverage": coverage(effective(company, deals, scope.as_of), scope, remaining),
        "required_coverage": (
            ratio(1, rate_by_amount(year_won, year_lost)) if has_enough else None,
            len(year_won) + len(year_lost),
        ),
        "expected_landing": float(won_amount) + weighted(expected(deals, scope)),
        "velocity_per_day": velocity(deals, scope.as_of),
        "new_customers": len({deal.account_id for deal in won if deal.closed_date == firsts.get(deal.account_id)}),
    }
    return {name: value if isinstance(value, tuple) else (value, None) for name, value in plain.items()}


def results_over_time(company: Company, scope: Scope) -> list[Row]:
    deals, targets = in_scope(company, scope), in_force(company, scope)
    rows = []
    for month in months_between(scope.period_start, scope.period_end):
        start, end = max(month, scope.period_start), min(month_end(month), scope.period_end)
        part = scope.at(start, end, scope.as_of)
        won, lost, made = closed(deals, "won", part), closed(deals, "lost", part), created(deals, part)
        has_begun = month <= scope.as_of
        flows = {
            "won_amount": total(deal.amount for deal in won),
            "won_deals": len(won),
            "lost_deals": len(lost),
            "created_deals": len(made),
            "created_amount": total(deal.amount for deal in made),
        }
        is_covered = any(target.start <= end and target.end >= start for target in targets)
        rows.append(
            {
                "month": month,
                **{name: value if has_begun else None for name, value in flows.items()},
                "target_amount": amount_between(targets, start, end) if is_covered else None,
                "win_rate": ratio(len(won), len(won) + len(lost)) if has_begun else None,
            }
        )
    return rows
