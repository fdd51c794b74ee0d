"""region_performance and team_performance."""

from __future__ import annotations

from tests.oracle.accounts import accounts, active_ids, receipts
from tests.oracle.company import Company, Row
from tests.oracle.facts import Fact
from tests.oracle.funnel import total, weighted
from tests.oracle.lines import lines
from tests.oracle.lists import listed
from tests.oracle.numbers import median, ratio
from tests.oracle.reps import credited
from tests.oracle.results import (
    average_amount,
    closed,
    coverage,
    effective,
    is_cooling_off,
    remaining_target,
    still_open,
)
from tests.oracle.scope import Scope
from tests.oracle.targets import candidates, target_amount


def gross_profit(company: Company, won: list[Fact]) -> float | None:
    """Amount less cost over the all lines of won deals whose cost is known; NULL where none is."""
    known = [
        float(line.amount) - float(line.cost)
        for deal in won
        for line in lines(company, deal)
        if line.cost is not None and line.amount is not None
    ]
    return sum(known) if known else None


def performance(company: Company, scope: Scope, dimension: str) -> list[Row]:
    """One row per region or team of the deals listed, the accounts in scope and the targets of the period."""
    deals, owned, active = listed(company, scope), accounts(company, scope), active_ids(company, scope)
    cash = receipts(company, scope)
    names = {deal.dimensions[dimension] for deal in deals}
    names |= {target.dimensions[dimension] for target in candidates(company, scope, dimension)}
    names |= {account.dimensions[dimension] for account in owned} | {money.dimensions[dimension] for money in cash}
    all_won, all_customers = closed(deals, "won", scope), sum(bool(account.wins) for account in owned)
    targets = {name: target_amount(company, scope, dimension, name) for name in names}
    whole_target = sum(target or 0.0 for target in targets.values())
    rows = []
    for name in names:
        here = [deal for deal in deals if deal.dimensions[dimension] == name]
        of_name = [account for account in owned if account.dimensions[dimension] == name]
        won, lost, standing = closed(here, "won", scope), closed(here, "lost", scope), still_open(here)
        won_amount, target = total(deal.amount for deal in won), targets[name]
        customers = sum(bool(account.wins) for account in of_name)
        actives = sum(account.account_id in active for account in of_name)
        count = len(of_name) if company.has("accounts") else None
        rows.append(
            {
                dimension: name,
                "target_amount": target,
                "won_amount": won_amount,
                "attainment": ratio(won_amount, target),
                "share_of_target": ratio(target, whole_target),
                "share_of_won": ratio(won_amount, total(deal.amount for deal in all_won)),
                "share_of_customers": ratio(customers, all_customers),
                "won_deals": len(won),
                "lost_deals": len(lost),
                "win_rate": ratio(len(won), len(won) + len(lost)),
                "average_won_amount": average_amount(won),
                "median_cycle_days": median(deal.cycle_days for deal in won),
                "open_deals": len(standing),
                "open_amount": total(deal.amount for deal in standing),
                "effective_open_amount": total(deal.amount for deal in effective(company, standing, scope.as_of)),
                "weighted_amount": weighted(standing),
                "coverage": coverage(standing, scope, remaining_target(target, won_amount)),
                "effective_coverage": coverage(
                    effective(company, standing, scope.as_of), scope, remaining_target(target, won_amount)
                ),
                "accounts": count,
                "customers": customers,
                "active_accounts": actives,
                "customer_coverage": ratio(actives, count),
                "collected_amount": total(money.amount for money in cash if money.dimensions[dimension] == name)
                if company.has("payments")
                else None,
                "gross_profit_amount": gross_profit(company, won),
            }
        )
    return rows


def booked_and_collected(company: Company, scope: Scope) -> list[Row]:
    """What was won, how much of it is final, and what was collected: of all, and per region, team and rep; the amounts
    of a rep are those credited."""
    won, cash = closed(listed(company, scope), "won", scope), receipts(company, scope)
    shares = [(company.rep_name(each.rep_id), each) for each in credited(company, scope)]
    rows = []
    for level in ("company", "region", "team", "rep"):
        names = {each.dimensions[level] for each in (*won, *cash)} if level != "company" else {None}
        names |= {name for name, _ in shares} if level == "rep" else set()
        for name in names:
            ours = [deal for deal in won if level == "company" or deal.dimensions[level] == name]
            paid = [money.amount for money in cash if level == "company" or money.dimensions[level] == name]
            booked = [(deal, deal.amount) for deal in ours]
            if level == "rep":
                booked = [(each.fact, each.amount) for rep, each in shares if rep == name]
            cooling = [deal for deal in ours if is_cooling_off(company, deal, scope.as_of)]
            parts = [(is_cooling_off(company, deal, scope.as_of), amount or 0) for deal, amount in booked]
            rows.append(
                {
                    "level": level,
                    "name": name,
                    "won_deals": len(ours),
                    "won_amount": sum(amount for _, amount in parts),
                    "final_amount": sum(amount for is_cooling, amount in parts if not is_cooling),
                    "cooling_off_deals": len(cooling),
                    "cooling_off_amount": sum(amount for is_cooling, amount in parts if is_cooling),
                    "collected_amount": total(paid) if company.has("payments") else None,
                }
            )
    return rows


def region_performance(company: Company, scope: Scope) -> list[Row]:
    return performance(company, scope, "region")


def team_performance(company: Company, scope: Scope) -> list[Row]:
    return performance(company, scope, "team")
