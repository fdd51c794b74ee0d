"""The accounts, activities and payments behind the views of regions, teams, customers and reps."""

from __future__ import annotations

from decimal import Decimal

from tests.oracle.accounts import accounts, active_ids, receipts
from tests.oracle.cohort_lists import account_name
from tests.oracle.company import Company, Row
from tests.oracle.facts import lives
from tests.oracle.funnel import in_scope
from tests.oracle.lines import lines
from tests.oracle.reps import done_activities
from tests.oracle.results import closed, first_win_dates
from tests.oracle.scope import Scope


def account_list(company: Company, scope: Scope) -> list[Row]:
    active = active_ids(company, scope)
    rows = []
    for account in accounts(company, scope):
        row = company.one("accounts", account.account_id)
        created = row["created_at"]
        rows.append(
            {
                "account_id": account.account_id,
                "account": account.name,
                "industry": row["industry"],
                **{name: account.dimensions[name] for name in ("account_size", "region", "team", "rep")},
                "created_date": created.date() if created is not None else None,
                "wins": len(account.wins),
                "is_customer": bool(account.wins),
                "is_repeat_customer": len(account.wins) >= 2,
                "is_active": account.account_id in active,
            }
        )
    return rows


def new_customer_list(company: Company, scope: Scope) -> list[Row]:
    firsts = first_win_dates(company, scope)
    won = [
        deal
        for deal in closed(in_scope(company, scope), "won", scope)
        if deal.account_id is not None and deal.closed_date == firsts.get(deal.account_id)
    ]
    return [
        {
            "account_id": account_id,
            "account": account_name(company, account_id),
            "account_size": company.one("accounts", account_id)["size"],
            "won_date": firsts[account_id],
            "deals": sum(deal.account_id == account_id for deal in won),
            "amount": _known([deal.amount for deal in won if deal.account_id == account_id]),
        }
        for account_id in {deal.account_id for deal in won}
    ]


def _known(amounts: list[Decimal | None]) -> Decimal | None:
    """The sum of what is known; None where nothing is."""
    return sum(known, Decimal(0)) if (known := [each for each in amounts if each is not None]) else None


def activity_list(company: Company, scope: Scope) -> list[Row]:
    known = {life.row["deal_id"]: life.row for life in lives(company)}
    rows = []
    for activity in done_activities(company, scope):
        rep, deal = company.one("reps", activity["rep_id"]), company.one("deals", activity["deal_id"])
        named = known.get(activity["deal_id"])
        rows.append(
            {
                "activity_id": activity["activity_id"],
                "occurred_date": activity["occurred_at"].date(),
                "kind": activity["kind"],
                "rep_id": activity["rep_id"],
                "rep": company.rep_name(activity["rep_id"]),
                "team": rep["team"],
                "region": rep["region"],
                "account": account_name(company, activity["account_id"] or deal["account_id"]),
                "deal_id": activity["deal_id"],
                "deal": named and (named["name"] or named["deal_id"]),
                "is_visit": activity["kind"] == "visit",
            }
        )
    return rows


def payment_list(company: Company, scope: Scope) -> list[Row]:
    return [
        {
            "payment_id": receipt.row["payment_id"],
            "received_date": receipt.row["received_date"],
            "kind": receipt.row["kind"] or "payment",
            "invoice_id": receipt.row["invoice_id"],
            "account": account_name(company, receipt.dimensions["account_id"]),
            **{name: receipt.dimensions[name] for name in ("account_id", "account_size", "region", "team", "rep")},
            "amount": None if receipt.row["amount"] is None else receipt.amount,
        }
        for receipt in receipts(company, scope)
    ]


def won_line_list(company: Company, scope: Scope) -> list[Row]:
    return [
        {
            "deal_id": deal.deal_id,
            "deal": deal.life.row["name"] or deal.deal_id,
            "account": account_name(company, deal.account_id),
            "region": deal.region,
            "team": deal.team,
            "closed_date": deal.closed_date,
            "deal_line_id": line.line_id,
            "product": line.product["name"] or line.product_id,
            "product_line": line.product_line,
            "item_type": line.item_type,
            "quantity": line.quantity,
            "line_amount": line.amount,
            "cost_amount": line.cost,
            "gross_profit_amount": None if line.amount is None or line.cost is None else line.amount - line.cost,
        }
        for deal in closed(in_scope(company, scope), "won", scope)
        for line in lines(company, deal)
    ]
