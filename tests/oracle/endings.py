"""Why deals were won and lost: win_loss_reasons."""

from __future__ import annotations

import re
import tomllib

from tests.oracle.company import Company, Row
from tests.oracle.funnel import in_scope, total
from tests.oracle.numbers import ratio
from tests.oracle.results import closed
from tests.oracle.scope import Scope
from tests.oracle.shape import PLAYBOOK


def reason_group(reason: str | None) -> str | None:
    """The first group of the shipped ones with a word in the reason."""
    groups = tomllib.loads(PLAYBOOK.read_text(encoding="utf-8"))["reason_groups"]
    for group in groups:
        for word in group["words"]:
            edge = r"\b" if word.isascii() else ""
            if reason is not None and re.search(edge + re.escape(word) + edge, reason.lower()):
                return group["name"]
    return None


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
