"""What may be wrong with an open deal."""

from __future__ import annotations

import itertools
from datetime import date

from tests.oracle.company import Company, Row
from tests.oracle.facts import Fact, facts, lives
from tests.oracle.norms import is_beyond_cycle, is_stalled
from tests.oracle.numbers import percentile
from tests.oracle.results import still_open
from tests.oracle.stays import stays

QUIET_DAYS = 21


def is_planned(activity: Row) -> bool:
    return activity["outcome"] is not None and str(activity["outcome"]).lower() == "planned"


def warnings(company: Company, deal: Fact, as_of: date) -> Row:
    row = deal.life.row
    due, next_date, known = deal.state.expected_close_date, row["next_step_date"], _knows_next_steps(company, as_of)
    return {
        "is_stalled": is_stalled(company, deal, as_of),
        "is_beyond_cycle": is_beyond_cycle(company, deal, as_of),
        "is_close_date_passed": None if due is None else due < as_of,
        "has_no_next_step": next_date is None if known else None,
        "is_next_step_overdue": next_date is not None and next_date < as_of if known else None,
        "is_big_and_quiet": _is_big_and_quiet(company, deal, as_of),
        "is_moved_back": _is_moved_back(company, deal),
    }


def _knows_next_steps(company: Company, as_of: date) -> bool:
    """Whether the data hold next steps, and none later than the day that is asked about."""
    return as_of >= company.exported_on and any(each["next_step_date"] for each in company.rows("deals"))


def _is_big_and_quiet(company: Company, deal: Fact, as_of: date) -> bool | None:
    if not company.has("activities") and all(life.row["last_activity_at"] is None for life in lives(company)):
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
