"""Why deals were won and lost: win_loss_reasons."""

from __future__ import annotations

from tests.oracle.company import Company, Row
from tests.oracle.funnel import in_scope, total
from tests.oracle.numbers import ratio
from tests.oracle.reasons import reason_group
from tests.oracle.results import closed
from tests.oracle.scope import Scope


def win_loss_reasons(company: Company, scope: Scope) -> list[Row]:
    deals = in_scope(company, scope)
    ended = closed(deals, "won", scope) + closed(deals, "lost", scope)
    keys = {(deal.ending, deal.close_reason, deal.lost_to, deal.state.stage) for deal in ended}
    rows = []
    for key in keys:
        ours = [deal for deal in ended if (deal.ending, deal.close_reason, deal.lost_to, deal.state.stage) == key]
        ending, reason, lost_to, stage = key
        rows.append(
            {
                "ending": ending,
                "reason_group": reason_group(reason),
                "reason": reason,
                "lost_to": lost_to,
                "stage": stage,
                "deals": len(ours),
                "amount": total(deal.amount for deal in ours),
                "share": ratio(len(ours), sum(deal.ending == ending for deal in ended)),
            }
        )
    return rows


def win_loss_split(company: Company, scope: Scope) -> list[Row]:
    deals = in_scope(company, scope)
    ended = closed(deals, "won", scope) + closed(deals, "lost", scope)
    dimensions = {
        "reason_group": lambda deal: reason_group(deal.close_reason),
        "close_reason": lambda deal: deal.close_reason,
        "lost_to": lambda deal: deal.lost_to,
        "stage": lambda deal: deal.state.stage,
    }
    rows = []
    for dimension, member in dimensions.items():
        for name in {member(deal) for deal in ended}:
            ours = [deal for deal in ended if member(deal) == name]
            row: Row = {
                "dimension": dimension,
                "name": name,
                "deals": len(ours),
                "amount": total(deal.amount for deal in ours),
            }
            for ending, column in ENDINGS.items():
                found = [deal for deal in ours if deal.ending == ending]
                row |= {f"{column}_deals": len(found), f"{column}_amount": total(deal.amount for deal in found)}
            won, competitor = row["won_deals"], row["competitor_deals"]
            rows.append(row | {"competitive_win_rate": ratio(won, won + competitor)})
    return rows


ENDINGS = {
    "won": "won",
    "lost_to_competitor": "competitor",
    "no_decision": "no_decision",
    "lost_unspecified": "unspecified",
}
