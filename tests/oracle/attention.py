"""Which open deals need attention, and why: attention_list and attention."""

from __future__ import annotations

from tests.oracle.cohort_lists import account_name
from tests.oracle.company import Company, Row
from tests.oracle.funnel import in_scope, total
from tests.oracle.lists import push_count
from tests.oracle.results import still_open
from tests.oracle.scope import Scope
from tests.oracle.warned import warnings

FLAGS = {
    "is_stalled": "stalled_deals",
    "is_beyond_cycle": "beyond_cycle_deals",
    "is_close_date_passed": "past_due_deals",
    "has_no_next_step": "no_next_step_deals",
    "is_next_step_overdue": "overdue_step_deals",
    "is_big_and_quiet": "quiet_deals",
    "is_moved_back": "moved_back_deals",
}


def attention_list(company: Company, scope: Scope) -> list[Row]:
    rows = []
    for deal in still_open(in_scope(company, scope)):
        flags = warnings(company, deal, scope.as_of)
        if not any(flags.values()):
            continue
        row = deal.life.row
        rows.append(
            {
                "deal_id": deal.deal_id,
                "deal": row["name"] or deal.deal_id,
                "account": account_name(company, deal.account_id),
                **{name: getattr(deal, name) for name in ("account_size", "region", "team", "rep")},
                "pipeline": deal.state.pipeline,
                "stage": deal.state.stage,
                "amount": deal.amount,
                "expected_close_date": deal.state.expected_close_date,
                "days_in_stage": deal.days_in_stage,
                "age_days": deal.age_days,
                "push_count": push_count(deal, scope.as_of),
                "next_step": row["next_step"],
                "next_step_date": row["next_step_date"],
                **flags,
                "warnings": sum(bool(flag) for flag in flags.values()),
                "url": row["url"],
            }
        )
    return rows


def attention(company: Company, scope: Scope) -> list[Row]:
    listed = attention_list(company, scope)
    return [
        {
            "rep": rep,
            "team": team,
            "deals": len(ours),
            "amount": total(row["amount"] for row in ours),
            **{column: sum(bool(row[flag]) for row in ours) for flag, column in FLAGS.items()},
        }
        for rep, team in {(row["rep"], row["team"]) for row in listed}
        for ours in [[row for row in listed if (row["rep"], row["team"]) == (rep, team)]]
    ]
