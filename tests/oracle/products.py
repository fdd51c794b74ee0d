"""product_line_performance: what was sold, counted by lines."""

from __future__ import annotations

from tests.oracle.company import Company, Row
from tests.oracle.funnel import in_scope, total
from tests.oracle.lines import Line, chosen_lines
from tests.oracle.numbers import ratio
from tests.oracle.results import closed, still_open
from tests.oracle.scope import Scope


def deals_of(lines: list[Line]) -> int:
    return len({line.fact.deal_id for line in lines})


def product_line_performance(company: Company, scope: Scope) -> list[Row]:
    deals = in_scope(company, scope)
    won, lost, standing = (
        [line for deal in part for line in chosen_lines(company, scope, deal)]
        for part in (closed(deals, "won", scope), closed(deals, "lost", scope), still_open(deals))
    )
    rows = []
    for group in {(line.product_line, line.item_type) for line in won + lost + standing}:
        sold, failed, offered = (
            [line for line in part if (line.product_line, line.item_type) == group] for part in (won, lost, standing)
        )
        listed = [line for line in sold if line.list_amount is not None and line.amount is not None]
        costed = [line for line in sold if line.cost is not None and line.amount is not None]
        before = sum(line.list_amount or 0.0 for line in listed)
        profit = sum(float(line.amount) - float(line.cost) for line in costed) if costed else None
        rows.append(
            {
                "product_line": group[0],
                "item_type": group[1],
                "won_amount": total(line.amount for line in sold),
                "share_of_won": ratio(total(line.amount for line in sold), total(line.amount for line in won)),
                "units": sum(line.quantity or 0.0 for line in sold),
                "won_deals": deals_of(sold),
                "lost_deals": deals_of(failed),
                "win_rate": ratio(deals_of(sold), deals_of(sold) + deals_of(failed)),
                "average_discount": ratio(before - sum(float(line.amount or 0) for line in listed), before),
                "gross_profit_amount": profit,
                "gross_margin_rate": ratio(profit, sum(float(line.amount or 0) for line in costed)),
                "open_amount": total(line.amount for line in offered),
                "weighted_amount": sum(float(line.amount or 0) * (line.fact.probability or 0.0) for line in offered),
            }
        )
    return rows
