"""deal_list, deal_line_list and deal_credit_list."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal

from tests.oracle.company import Company, Row
from tests.oracle.credits import NOT_OWNERS, credits
from tests.oracle.facts import Fact, facts, product_line_of, rep_dimensions
from tests.oracle.funnel import in_scope
from tests.oracle.lines import chosen_lines
from tests.oracle.norms import cycle_limit, is_beyond_cycle, is_stalled, stalled_limit
from tests.oracle.numbers import ratio
from tests.oracle.reasons import reason_group
from tests.oracle.results import closed, created, expected, is_cooling_off
from tests.oracle.scope import Scope
from tests.oracle.warned import is_planned, warnings

_WARNINGS = ("has_no_next_step", "is_next_step_overdue", "is_big_and_quiet", "is_moved_back")


def listed(company: Company, scope: Scope) -> list[Fact]:
    """Deals open as of as_of, or created or closed in the period."""
    return shown_of(in_scope(company, scope), scope)


def shown_of(deals: list[Fact], scope: Scope) -> list[Fact]:
    return [
        deal
        for deal in deals
        if deal.outcome == "open" or created([deal], scope) or closed([deal], deal.outcome, scope)
    ]


def flags(deal: Fact, scope: Scope) -> Row:
    return {
        "is_open": deal.outcome == "open",
        "is_created_in_period": bool(created([deal], scope)),
        "is_won_in_period": bool(closed([deal], "won", scope)),
        "is_lost_in_period": bool(closed([deal], "lost", scope)),
    }


def push_count(deal: Fact, as_of: date) -> int:
    """Moves of the expected close to a later month, up to a day."""
    closes = [
        version.expected_close_date
        for version in deal.life.versions
        if version.at.date() <= as_of and version.expected_close_date is not None
    ]
    return sum((after.year, after.month) > (before.year, before.month) for before, after in itertools.pairwise(closes))


def days_since_last_activity(company: Company, deal: Fact, as_of: date) -> int | None:
    days = [
        row["occurred_at"].date()
        for row in company.rows("activities")
        if row["deal_id"] == deal.deal_id and row["occurred_at"] is not None and not is_planned(row)
    ]
    if deal.life.row["last_activity_at"] is not None:
        days.append(deal.life.row["last_activity_at"].date())
    return min(((as_of - day).days for day in days if day <= as_of), default=None)


def line_amount(company: Company, scope: Scope, deal: Fact) -> Decimal | None:
    """Its amount; under a product-line filter the sum of its lines inside, NULL where none has an amount."""
    if scope.chosen("product_lines") is None:
        return deal.amount
    amounts = [line.amount for line in chosen_lines(company, scope, deal) if line.amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def deal_list(company: Company, scope: Scope) -> list[Row]:
    rows = []
    for deal in listed(company, scope):
        warned = warnings(company, deal, scope.as_of)
        row, is_open, close = deal.life.row, deal.outcome == "open", deal.state.expected_close_date
        rows.append(
            {
                "deal_id": deal.deal_id,
                "deal": row["name"] or deal.deal_id,
                "account": company.one("accounts", row["account_id"])["name"] or row["account_id"],
                **{name: deal.dimensions[name] for name in ("account_size", "region", "team", "rep", "pipeline")},
                "product_line": product_line_of(company, row),
                "channel": deal.channel,
                "campaign": company.one("campaigns", deal.campaign_id)["name"] or deal.campaign_id,
                "deal_type": row["deal_type"],
                "stage": deal.state.stage,
                "outcome": deal.outcome,
                "ending": deal.ending,
                "amount": deal.amount,
                "line_amount": line_amount(company, scope, deal),
                "probability": deal.probability,
                "weighted_amount": deal.weighted_amount,
                "landing_amount": _landing(deal, scope),
                "forecast_category": deal.forecast_category,
                "created_date": deal.created_date,
                "expected_close_date": close,
                "closed_date": deal.closed_date,
                "close_reason": deal.close_reason,
                "reason_group": reason_group(deal.close_reason),
                "lost_to": deal.lost_to,
                "days_in_stage": deal.days_in_stage,
                "age_days": deal.age_days,
                "is_stalled": is_stalled(company, deal, scope.as_of),
                "stalled_limit_days": _stalled_limit(company, deal, scope),
                "is_beyond_cycle": is_beyond_cycle(company, deal, scope.as_of),
                "cycle_limit_days": cycle_limit(company, deal, scope.as_of),
                "push_count": push_count(deal, scope.as_of),
                "is_close_date_passed": (close < scope.as_of if close is not None else None) if is_open else None,
                "next_step": row["next_step"],
                "next_step_date": row["next_step_date"],
                **{name: warned[name] if is_open else None for name in _WARNINGS},
                "days_since_last_activity": days_since_last_activity(company, deal, scope.as_of),
                **flags(deal, scope),
                "is_closed_in_period": bool(closed([deal], "won", scope) or closed([deal], "lost", scope)),
                "is_cooling_off": is_cooling_off(company, deal, scope.as_of),
                "is_in_landing": bool(closed([deal], "won", scope) or expected([deal], scope)),
                "is_coverable": bool(expected([deal], scope)),
                "band": _band(company, deal, scope),
                "url": row["url"],
            }
        )
    return rows


def _landing(deal: Fact, scope: Scope) -> Decimal | float | None:
    """What it adds to the expected landing: all of a win, the weighted amount of what counts in coverage."""
    if closed([deal], "won", scope):
        return deal.amount
    return deal.weighted_amount if expected([deal], scope) else None


def _stalled_limit(company: Company, deal: Fact, scope: Scope) -> float | None:
    """After how many days an open deal counts as stalled where it stands."""
    is_open = deal.outcome == "open"
    return stalled_limit(company, deal.state.pipeline, deal.state.stage, scope.as_of) if is_open else None


def _band(company: Company, deal: Fact, scope: Scope) -> str | None:
    """Early, middle or late: an open deal within its cycle, by its chance."""
    if deal.outcome != "open" or is_beyond_cycle(company, deal, scope.as_of) or deal.probability is None:
        return None
    return "early" if deal.probability < 0.4 else "middle" if deal.probability < 0.75 else "late"


def deal_line_list(company: Company, scope: Scope) -> list[Row]:
    rows = []
    for deal in listed(company, scope):
        shown = {name: value for name, value in flags(deal, scope).items() if name != "is_created_in_period"}
        counted: set[tuple[object, object]] = set()
        # Of the lines of one product line and item type the first by id counts the deal.
        for line in sorted(chosen_lines(company, scope, deal), key=lambda each: each.line_id or ""):
            before, group = line.list_amount, (line.product_line, line.item_type)
            is_counted = group not in counted
            counted.add(group)
            rows.append(
                {
                    "deal_id": deal.deal_id,
                    "deal": deal.life.row["name"] or deal.deal_id,
                    "deal_line_id": line.line_id,
                    "product_id": line.product_id,
                    "product": line.product["name"] or line.product_id,
                    "product_line": line.product_line,
                    "item_type": line.item_type,
                    "quantity": line.quantity,
                    "unit_price": line.unit_price,
                    "list_price": line.product["list_price"],
                    "line_amount": line.amount,
                    "cost_amount": line.cost,
                    "gross_profit_amount": None
                    if line.amount is None or line.cost is None
                    else line.amount - line.cost,
                    "weighted_amount": None
                    if deal.outcome != "open" or line.amount is None or deal.probability is None
                    else float(line.amount) * deal.probability,
                    "discount_rate": None
                    if before is None or line.amount is None
                    else ratio(before - float(line.amount), before),
                    "outcome": deal.outcome,
                    "closed_date": deal.closed_date,
                    **shown,
                    "is_closed_in_period": shown["is_won_in_period"] or shown["is_lost_in_period"],
                    "is_counted": is_counted,
                }
            )
    return rows


def deal_credit_list(company: Company, scope: Scope) -> list[Row]:
    rows = []
    deals = [deal for deal in facts(company, scope.as_of) if scope.keeps(deal.dimensions, *NOT_OWNERS)]
    for deal in shown_of(deals, scope):
        shown = {name: value for name, value in flags(deal, scope).items() if name != "is_created_in_period"}
        for credit in credits(company, deal):
            if not scope.keeps(rep_dimensions(company, credit.rep_id), "team", "rep"):
                continue
            rows.append(
                {
                    "deal_id": deal.deal_id,
                    "deal": deal.life.row["name"] or deal.deal_id,
                    "rep_id": credit.rep_id,
                    "rep": company.rep_name(credit.rep_id),
                    "team": company.one("reps", credit.rep_id)["team"],
                    "role": credit.role,
                    "share": credit.share,
                    "amount": deal.amount,
                    "credited_amount": credit.amount,
                    "outcome": deal.outcome,
                    "closed_date": deal.closed_date,
                    **shown,
                    "is_cooling_off": is_cooling_off(company, deal, scope.as_of),
                }
            )
    return rows
