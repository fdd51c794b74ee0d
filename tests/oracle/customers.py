"""customer_performance by size, and account_performance by account."""

from __future__ import annotations

from tests.oracle.accounts import Account, accounts
from tests.oracle.company import Company, Row
from tests.oracle.facts import Fact
from tests.oracle.funnel import in_scope, total
from tests.oracle.lists import listed
from tests.oracle.numbers import mean, ratio
from tests.oracle.results import average_amount, closed, still_open
from tests.oracle.scope import Scope


def bought(
    company: Company, scope: Scope, deals: list[Fact], all_won: list[Fact], ever: list[Fact], owned: list[Account]
) -> Row:
    """The columns of a group of deals and accounts; `ever` are its won deals whenever they closed."""
    won, lost, standing = closed(deals, "won", scope), closed(deals, "lost", scope), still_open(deals)
    customers = [account for account in owned if account.wins]
    repeat = [account for account in customers if len(account.wins) >= 2]
    won_amount = total(deal.amount for deal in won)
    return {
        "accounts": len(owned) if company.has("accounts") else None,
        "customers": len(customers),
        "won_amount": won_amount,
        "share_of_won": ratio(won_amount, total(deal.amount for deal in all_won)),
        "won_deals": len(won),
        "lost_deals": len(lost),
        "win_rate": ratio(len(won), len(won) + len(lost)),
        "average_won_amount": average_amount(won),
        "repeat_customers": len(repeat),
        "repeat_purchase_rate": ratio(len(repeat), len(customers)),
        "product_lines_per_customer": mean(account.product_lines for account in customers),
        "last_won_date": max((deal.closed_date for deal in ever if deal.closed_date is not None), default=None),
        "open_deals": len(standing),
        "open_amount": total(deal.amount for deal in standing),
    }


def customer_performance(company: Company, scope: Scope) -> list[Row]:
    deals, owned = listed(company, scope), accounts(company, scope)
    ever = [deal for deal in in_scope(company, scope) if deal.outcome == "won"]
    all_won = closed(deals, "won", scope)
    sizes = {deal.account_size for deal in deals} | {account.dimensions["account_size"] for account in owned}
    return [
        {
            "account_size": size,
            **bought(
                company,
                scope,
                [deal for deal in deals if deal.account_size == size],
                all_won,
                [deal for deal in ever if deal.account_size == size],
                [account for account in owned if account.dimensions["account_size"] == size],
            ),
        }
        for size in sizes
    ]


def account_performance(company: Company, scope: Scope) -> list[Row]:
    deals, owned = listed(company, scope), accounts(company, scope)
    ever = [deal for deal in in_scope(company, scope) if deal.outcome == "won"]
    all_won = closed(deals, "won", scope)
    ids = {deal.account_id for deal in deals} | {account.account_id for account in owned}
    return [
        {
            "account_id": account_id,
            "account": company.one("accounts", account_id)["name"] or account_id,
            "account_size": company.one("accounts", account_id)["size"],
            **bought(
                company,
                scope,
                [deal for deal in deals if deal.account_id == account_id],
                all_won,
                [deal for deal in ever if deal.account_id == account_id],
                [account for account in owned if account.account_id == account_id],
            ),
        }
        for account_id in ids
    ]
