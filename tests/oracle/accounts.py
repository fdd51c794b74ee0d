"""Accounts with what they did over all their deals, and the cash and activities that belong to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tests.oracle.company import Company, Row
from tests.oracle.facts import Fact, facts, product_lines_of, rep_dimensions
from tests.oracle.history import Life
from tests.oracle.scope import Scope
from tests.oracle.warned import is_planned

ACCOUNT_DIMENSIONS = ("region", "team", "rep", "account_size", "account_id")


@dataclass(frozen=True)
class Account:
    """An account known by a day with the wins of all its deals that may be seen and how many product lines they had."""

    account_id: str
    name: str
    dimensions: dict[str, object]
    wins: list[Fact]
    product_lines: int


def owner(company: Company, account_id: object) -> dict[str, object]:
    """The dimensions that filters act on for an account: own region, else its rep's."""
    row = company.one("accounts", account_id)
    return {
        "region": row["region"] or company.one("reps", row["rep_id"])["region"],
        **rep_dimensions(company, row["rep_id"]),
        "account_size": row["size"],
        "account_id": account_id,
    }


def accounts(company: Company, scope: Scope) -> list[Account]:
    """The accounts in scope that exist by as_of."""
    deals = [deal for deal in facts(company, scope.as_of) if scope.permits(deal.dimensions)]
    listed = {
        row["account_id"]
        for row in company.rows("accounts")
        if row["created_at"] is None or row["created_at"].date() <= scope.as_of
    }
    named = {row["account_id"] for row in company.rows("deals") if is_begun(row["created_at"], scope.as_of)} - {None}
    unlisted = named - {row["account_id"] for row in company.rows("accounts")}
    result = []
    for account_id in sorted(listed | unlisted):
        dimensions = owner(company, account_id)
        if scope.keeps(dimensions, *ACCOUNT_DIMENSIONS):
            won = [deal for deal in deals if deal.outcome == "won" and deal.account_id == account_id]
            name = company.one("accounts", account_id)["name"] or account_id
            bought = {line for deal in won for line in product_lines_of(company, deal.life.row)} - {None}
            result.append(Account(account_id, name, dimensions, won, len(bought)))
    return result


def is_begun(at: datetime | None, day: date) -> bool:
    """Whether what happened at an instant is known at the end of a day; what has none always was."""
    return at is None or at.date() <= day


def active_ids(company: Company, scope: Scope) -> set[object]:
    """Accounts with a deal open at some moment of the flow window, or an activity in it, that may be seen."""
    seen = [deal for deal in facts(company, scope.as_of) if scope.permits(deal.dimensions)]
    active = {deal.account_id for deal in seen if is_open_in_window(deal.life, scope)}
    for row in company.rows("activities"):
        rep = {"region": company.one("reps", row["rep_id"])["region"], **rep_dimensions(company, row["rep_id"])}
        is_done = not is_planned(row) and row["occurred_at"] is not None
        if is_done and scope.permits(rep) and scope.in_window(row["occurred_at"].date()):
            active.add(row["account_id"] or company.one("deals", row["deal_id"])["account_id"])
    return active - {None}


def is_open_in_window(life: Life, scope: Scope) -> bool:
    """Whether a deal was open on some day of the flow window; the day on which it closes counts."""
    start, end = scope.window
    if end < start:
        return False
    versions, last = life.versions, life.as_of(scope.as_of)
    if last is None or last.is_removed:
        return False
    for version, after in zip(versions, [*versions[1:], None], strict=True):
        until = after.at.date() if after is not None else date.max
        if version.standing == "open" and version.at.date() <= end and until >= start:
            return True
    born = versions[0]
    return life.created is not None and born.outcome != "open" and scope.in_window(born.at.date())


@dataclass(frozen=True)
class Receipt:
    """Money received less refunds, with the account and rep it belongs to."""

    dimensions: dict[str, object]
    rep_id: object
    amount: Decimal
    row: Row


def receipts(company: Company, scope: Scope) -> list[Receipt]:
    """Payments and refunds received in the flow window, in scope through the invoice's account."""
    result = []
    for row in company.rows("payments"):
        sign = {None: 1, "payment": 1, "refund": -1}.get(row["kind"])
        if sign is None or not scope.in_window(row["received_date"]):
            continue
        invoice = company.one("invoices", row["invoice_id"])
        contract = company.one("contracts", invoice["contract_id"])
        deal = company.one("deals", contract["deal_id"])
        account_id = invoice["account_id"] or contract["account_id"] or deal["account_id"]
        rep_id = invoice["rep_id"] or company.one("accounts", account_id)["rep_id"]
        dimensions = {**owner(company, account_id), **rep_dimensions(company, rep_id)}
        if scope.keeps(dimensions, *ACCOUNT_DIMENSIONS):
            result.append(Receipt(dimensions, rep_id, sign * (row["amount"] or Decimal(0)), row))
    return result
