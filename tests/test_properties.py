"""Whatever a company's history is like, every view agrees with the second computation, and its parts with the whole.

`HYPOTHESIS_PROFILE=steady`, as .ci/run has it, looks at a few more companies; `thorough` at many more, other ones every
time, and makes a failing one small.
"""

import datetime as dt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.scope import Scope
from tests import identities
from tests.companies import settings_of
from tests.oracle.answers import VIEWS, answer
from tests.oracle.company import Company
from tests.oracle.comparing import differences
from tests.oracle.dwell import SPLITS
from tests.strategies import companies_with_scopes

AMOUNTS = ("won_amount", "open_amount", "weighted_amount", "won_deals", "lost_deals", "open_deals")
GROUPED = {
    "region_performance": AMOUNTS,
    "team_performance": AMOUNTS,
    "rep_efficiency": AMOUNTS,
    "product_line_performance": ("won_amount", "open_amount", "weighted_amount"),
    "customer_performance": ("won_amount", "won_deals", "lost_deals", "open_deals", "open_amount"),
    "account_performance": ("won_amount", "won_deals", "lost_deals", "open_deals", "open_amount"),
}


def fill(built, company):
    built.fill(company.tables, company, settings_of(company))


MEMBERS = {"regions": ("North", "South", "~"), "reps": ("Kim (R1)", "Kim (R2)", "Lee", "R4", "RX", "~")}


def moved(built, choices):
    """The amount of every movement; what comes and goes by transfers less each other."""
    found = {}
    for row in built.read("pipeline_changes", choices):
        name = {"transferred_in": "transferred", "transferred_out": "transferred"}.get(row["movement"], row["movement"])
        sign = -1 if row["movement"] == "transferred_out" else 1
        found[row["basis"], name] = found.get((row["basis"], name), 0) + sign * row["amount"]
    return found


def summed(rows, column):
    return sum(float(row[column] or 0) for row in rows)


@given(companies_with_scopes())
def test_every_view_agrees_with_the_second_computation_and_with_the_others(built, case):
    company, choices = case
    fill(built, company)
    answers = {view: built.frame(view, choices) for view in VIEWS}
    rows = {view: frame.rows(named=True) for view, frame in answers.items()}
    found = [line for view in VIEWS for line in differences(view, answer(view, company, choices), rows[view])]
    assert found == []
    for identity in identities.ALL:
        identity(lambda view, scope: answers[view], Scope(**choices))
    parts_add_up_to_the_whole(rows, choices)
    # Rows keep their line numbers: only those order changes of one instant that carry no id.
    shuffled = {name: Random(1).sample(given, len(given)) for name, given in company.tables.items()}
    built.fill(shuffled, company, settings_of(company))
    for view in ("kpis", "deal_list", "pipeline_changes", "campaign_roi", "rep_efficiency"):
        assert differences(view, rows[view], built.read(view, choices)) == []


def parts_add_up_to_the_whole(rows, choices):
    [whole] = rows["kpis"]
    stays = summed(rows["stage_dwell"], "stays")
    for dimension in SPLITS:
        split = [row for row in rows["funnel_split"] if row["dimension"] == dimension]
        assert (summed(split, "deals"), summed(split, "stays")) == (whole["open_deals"], stays)
    for row in rows["stage_dwell"]:
        assert row["stays"] == row["completed_stays"] + row["open_stays"]
    # A product-line filter keeps whole deals but counts only their lines; splits move money between reps.
    is_by_line = "product_lines" in choices
    is_by_rep = bool({"reps", "teams", "permitted_reps", "permitted_teams"} & choices.keys())
    for view, measures in GROUPED.items():
        if (view == "product_line_performance" and is_by_line) or (view == "rep_efficiency" and is_by_rep):
            continue
        for measure in measures:
            assert summed(rows[view], measure) == pytest.approx(float(whole[measure]), abs=0.02), (view, measure)


@given(companies_with_scopes(), st.sampled_from(sorted(MEMBERS)))
def test_the_movements_of_all_members_add_up_with_what_was_transferred_between_them(built, case, dimension):
    company, choices = case
    # A permission shows no deal without a member.
    choices = {name: value for name, value in choices.items() if not name.startswith("permitted") and name != dimension}
    fill(built, company)
    whole = moved(built, choices)
    parts = [moved(built, choices | {dimension: [member]}) for member in MEMBERS[dimension]]
    for key in whole:
        assert sum(part[key] for part in parts) == whole[key], key


@given(companies_with_scopes())
def test_the_credits_of_a_deal_sum_to_its_amount(built, case):
    company, choices = case
    choices = {name: value for name, value in choices.items() if name in ("period_start", "period_end", "as_of")}
    fill(built, company)
    amounts = {row["deal_id"]: row["amount"] for row in built.read("deal_list", choices)}
    credits = [row for row in built.read("deal_credit_list", choices) if row["role"] == "revenue"]
    for deal_id, amount in amounts.items():
        shares = [row for row in credits if row["deal_id"] == deal_id]
        assert summed(shares, "share") == pytest.approx(1)
        assert summed(shares, "credited_amount") == pytest.approx(float(amount or 0), abs=0.02)


@pytest.mark.parametrize(("created_at", "days"), [(None, None), (dt.datetime(2026, 3, 31), 2)])
def test_a_stage_that_only_the_export_names_has_no_known_beginning(built, created_at, days):
    exported_on = dt.datetime(2026, 3, 31)
    deal = {"deal_id": "D1", "stage": "S1", "outcome": "open", "amount": 5, "created_at": created_at}
    stage = {"pipeline": "default", "stage": "S1", "stage_order": 1, "kind": "open", "is_configured": True}
    empty_change = {"deal_id": "D1", "changed_at": exported_on}
    company = Company({"deals": [deal], "deal_history": [empty_change]}, exported_on.date(), [stage])
    fill(built, company)
    later = {"period_end": dt.date(2026, 4, 30), "as_of": dt.date(2026, 4, 2)}
    for view in ("deal_list", "deal_timeline"):
        assert differences(view, answer(view, company, later), built.read(view, later)) == []
    assert [row["days_in_stage"] for row in built.read("deal_list", later)] == [days]


def told(outcome, *moves):
    """A deal of January with changes of stage by their day, in a pipeline of one open stage; closed by `outcome`."""
    kinds = {"S1": "open", "Won": "won", "Lost": "lost"}
    deal = {"deal_id": "D1", "outcome": outcome, "amount": 5, "created_at": dt.datetime(2026, 1, 1)}
    history = [
        {"deal_id": "D1", "changed_at": dt.datetime(2026, 1, day), "stage": stage, "outcome": kinds[stage]}
        for day, stage in moves
    ]
    stages = [
        {"pipeline": "default", "stage": stage, "stage_order": order, "kind": kind, "is_configured": True}
        for order, (stage, kind) in enumerate(kinds.items(), 1)
    ]
    return Company({"deals": [deal], "deal_history": history}, dt.date(2026, 3, 31), stages)


WHOLE = {"period_start": dt.date(2026, 1, 1), "period_end": dt.date(2026, 3, 31), "as_of": dt.date(2026, 3, 31)}


def test_a_deal_won_then_lost_then_won_again_is_won_twice_and_lost_once(built):
    fill(built, told("won", (5, "S1"), (10, "Won"), (20, "Lost"), (25, "Won")))
    closings = [(row["event"], row["on_date"].day) for row in built.read("deal_timeline", WHOLE)]
    assert closings == [("created", 1), ("won", 10), ("lost", 20), ("won", 25)]
    [stay] = built.read("stage_stay_list", WHOLE)
    assert (stay["entered_date"].day, stay["left_date"].day) == (1, 10)


def test_a_lost_deal_whose_history_ends_in_an_open_stage_is_lost_on_its_last_change_into_lost(built):
    fill(built, told("lost", (5, "S1"), (10, "Lost"), (15, "S1"), (20, "Lost"), (22, "Lost"), (25, "S1")))
    [deal] = built.read("deal_list", WHOLE)
    assert (deal["outcome"], deal["closed_date"]) == ("lost", dt.date(2026, 1, 20))
