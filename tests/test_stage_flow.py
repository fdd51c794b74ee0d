"""Stage flow: what stood in a stage, plus what came, less what went, is what stands there, in every scope."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given

from dashboard.database import Database
from dashboard.scope import Scope
from tests.companies import settings_of
from tests.oracle.calendar import DAY
from tests.oracle.flow import IN, OUT
from tests.strategies import companies_with_scopes

QUARTER = {"period_start": dt.date(2026, 1, 1), "period_end": dt.date(2026, 3, 31)}
SCOPES = {
    "everything": {},
    "a month as known later": {"period_start": dt.date(2026, 2, 1), "period_end": dt.date(2026, 2, 28)},
    "a day within a week": {"as_of": dt.date(2026, 3, 4)},
    "a region": {"regions": ("East",)},
    "a rep": {"reps": ("~", "Bo Chen")},
    "a stage": {"stages": ("Proposal/Price Quote", "S2")},
    "before the period": {"period_start": dt.date(2026, 6, 1), "period_end": dt.date(2026, 6, 30)},
}
# The same movement in the other view; a move between stages or pipelines is none of the pipeline's.
ALIKE = {
    "created": "entered_created",
    "reopened": "reopened",
    "won": "left_won",
    "lost": "left_lost",
    "removed": "removed",
}


@pytest.fixture(scope="module")
def database(sample_company):
    with Database(sample_company.current()) as opened:
        yield opened


def standing(rows):
    return Counter({(row["pipeline"], row["stage"]): row["deals"] for row in rows if row["deals"]})


def faults(flow, before, after, changes):
    """What does not add up in the rows of a stage flow, beside the width at both ends and the pipeline's changes."""
    found = []
    ends = {}
    for row in flow:
        place = row["pipeline"], row["stage"]
        moved = sum(row[name] for name in IN) - sum(row[name] for name in OUT)
        if row["standing_before"] + moved != row["standing_after"]:
            found.append(f"{row}: in less out is {moved}")
        if place in ends and ends[place] != row["standing_before"]:
            found.append(f"{row}: the week before ended with {ends[place]}")
        ends[place] = row["standing_after"]
    if not flow:
        return found
    first = min(row["week"] for row in flow)
    begins = Counter({(row["pipeline"], row["stage"]): row["standing_before"] for row in flow if row["week"] == first})
    if +begins != standing(before):
        found.append(f"begins with {begins} instead of {standing(before)}")
    if +Counter(ends) != standing(after):
        found.append(f"ends with {ends} instead of {standing(after)}")
    for row in changes:
        if row["basis"] == "open" and row["movement"] in ALIKE:
            total = sum(each[ALIKE[row["movement"]]] for each in flow)
            if total != row["deals"]:
                found.append(f"{total} instead of {row['deals']} {row['movement']}")
    return found


def test_the_weeks_of_the_worked_example_are_those_of_its_histories(worked_example):
    with Database(worked_example.current()) as opened:
        flow = opened.read("stage_flow", Scope(**QUARTER)).rows(named=True)
    shown = {
        (row["week"], row["stage"]): {name: row[name] for name in (*IN, *OUT) if row[name]} | {"to": row["on_date"]}
        for row in flow
    }
    # D1, D2 and D3 are created in the first full week; D10 stands in S3 from December until 20 January.
    assert shown[dt.date(2026, 1, 1), "S1"] == {"to": dt.date(2026, 1, 4)}
    assert shown[dt.date(2026, 1, 5), "S1"] == {"to": dt.date(2026, 1, 11), "entered_created": 3}
    assert shown[dt.date(2026, 1, 19), "S3"] == {"to": dt.date(2026, 1, 25), "left_advanced": 1}
    # D4 comes back from S3 and D8 goes on to S4 on 1 March, D1 is won from S4 on 26 February.
    week = dt.date(2026, 2, 23)
    assert shown[week, "S2"] == {"to": dt.date(2026, 3, 1), "entered_from_other_stage": 1}
    assert shown[week, "S3"] == {"to": dt.date(2026, 3, 1), "left_advanced": 1, "left_moved_back": 1}
    assert shown[week, "S4"] == {"to": dt.date(2026, 3, 1), "entered_from_other_stage": 1, "left_won": 1}
    last = dt.date(2026, 3, 30)
    assert [row["standing_after"] for row in flow if row["week"] == last] == [1, 2, 0, 1]


@pytest.mark.parametrize("name", SCOPES)
def test_in_less_out_is_the_change_of_the_width(database, name):
    scope = Scope(**SCOPES[name])
    days = database.days(scope)
    ends = days["period_start"] - DAY, min(days["period_end"], days["as_of"])
    flow = database.read("stage_flow", scope).rows(named=True)
    before, after = (database.read("funnel_width", scope.replace(as_of=day)).rows(named=True) for day in ends)
    changes = [] if scope.stages else database.read("pipeline_changes", scope).rows(named=True)
    assert faults(flow, before, after, changes) == []
    assert bool(flow) == (ends[0] < days["as_of"])


def test_a_stage_flows_the_same_with_and_without_a_filter_of_it(database):
    everything = database.read("stage_flow").rows(named=True)
    stage = next(row["stage"] for row in everything if row["left_advanced"])
    chosen = database.read("stage_flow", Scope(stages=(stage,))).rows(named=True)
    of_stage = [row for row in chosen if row["stage"] == stage]
    assert of_stage == [row for row in everything if row["stage"] == stage]


@given(companies_with_scopes())
def test_whatever_the_company_in_less_out_is_the_change_of_the_width(built, case):
    company, choices = case
    built.fill(company.tables, company, settings_of(company))
    [days] = built.read("(select period_start() as start, period_end() as end, as_of() as as_of)", choices)
    ends = days["start"] - DAY, min(days["end"], days["as_of"])
    before, after = (built.read("funnel_width", choices | {"as_of": day}) for day in ends)
    changes = [] if choices.get("stages") else built.read("pipeline_changes", choices)
    assert faults(built.read("stage_flow", choices), before, after, changes) == []
