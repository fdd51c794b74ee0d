"""Which open deals need attention, and why: attention_list and attention."""

from __future__ import annotations

import itertools
from datetime import date

from tests.oracle.cohort_lists import account_name
from tests.oracle.company import Company, Row
from tests.oracle.facts import Fact, facts
from tests.oracle.funnel import in_scope, total
from tests.oracle.lists import is_planned, push_count
from tests.oracle.norms import is_beyond_cycle, is_stalled
from tests.oracle.numbers import percentile
from tests.oracle.results import still_open
from tests.oracle.scope import Scope
from tests.oracle.stays import stays

QUIET_DAYS = 21
FLAGS = {
    "is_stalled": "stalled_deals",
    "is_beyond_cycle": "beyond_cycle_deals",
    "is_close_date_passed": "past_due_deals",
    "has_no_next_step": "no_next_step_deals",
    "is_big_and_quiet": "quiet_deals",
    "is_moved_back": "moved_back_deals",
}


def warnings(company: Company, deal: Fact, as_of: date) -> Row:
    row = deal.life.row
    due = deal.state.expected_close_date
    return {
        "is_stalled": is_stalled(company, deal, as_of),
        "is_beyond_cycle": is_beyond_cycle(company, deal, as_of),
        "is_close_date_passed": None if due is None else due < as_of,
        "has_no_next_step": _has_no_next_step(company, row, as_of),
        "is_big_and_quiet": _is_big_and_quiet(company, deal, as_of),
        "is_moved_back": _is_moved_back(company, deal),
    }


def _has_no_next_step(company: Company, row: Row, as_of: date) -> bool | None:
    if as_of < company.exported_on or all(each["next_step_date"] is None for each in company.rows("deals")):
        return None
    return row["next_step_date"] is None or row["next_step_date"] < as_of


def _is_big_and_quiet(company: Company, deal: Fact, as_of: date) -> bool | None:
    if not company.has("activities") and all(each["last_activity_at"] is None for each in company.rows("deals")):
        return None
    big = percentile([each.amount for each in still_open(facts(company, as_of))], 0.8)
    if deal.amount is None or big is None or float(deal.amount) < big:
        return False
    days = [
        each["occurred_at"].date()
        for each in company.rows("activities")
        if each["deal_id"] == deal.deal_id and each["occurred_at"] is not None and not is_planned(each)
    ]
    days += [deal.life.row["last_activity_at"].date()] if deal.life.row["last_activity_at"] else []
    days += [deal.created_date] if deal.created_date else []
    known = [day for day in days if day <= as_of]
    return bool(known) and (as_of - max(known)).days > QUIET_DAYS


def _is_moved_back(company: Company, deal: Fact) -> bool:
    """Whether a move back on the day the present visit began led to it."""
    if deal.present is None:
        return False
    visits = [stay for stay in stays(deal.life) if stay.entered_at <= deal.present.entered_at]
    for before, after in itertools.pairwise(visits):
        orders = [company.stage(each.pipeline, each.stage)["stage_order"] for each in (before, after)]
        # A stage nobody configured stands after the known ones.
        is_on = (orders[1] or 999) > (orders[0] or 999)
        is_back = before.pipeline == after.pipeline and not is_on
        if is_back and before.left_at is not None and before.left_at.date() == deal.present.entered_at.date():
            return True
    return False


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
