"""Cohorts: how far the deals of a month have come, and nothing about months that are still to come."""

import datetime as dt

import pytest

from dashboard.database import Database
from dashboard.scope import Scope

QUARTER = {"period_start": dt.date(2026, 1, 1), "period_end": dt.date(2026, 3, 31)}


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as opened:
        yield opened


@pytest.mark.parametrize(
    ("rule", "reached"),
    [("reached", [8, 6, 4, 3, 2]), ("touched", [7, 4, 4, 2, 2]), ("strict", [7, 4, 2, 1, 1])],
)
def test_the_cohorts_of_the_quarter_sum_to_the_worked_example(database, rule, reached):
    rows = database.read("cohort_progress", Scope(**QUARTER, counting_rule=rule)).rows(named=True)
    latest = [row for row in rows if row["on_date"] == QUARTER["period_end"]]
    found = {}
    for row in latest:
        key = row["stage"] or row["milestone"]
        found[key] = found.get(key, 0) + row["reached_deals"]
    assert [found[name] for name in ("S1", "S2", "S3", "S4", "won")] == reached
    # D3 and D7; D9 was created in December.
    assert found["lost"] == 2


def test_a_cohort_never_goes_back_and_its_future_is_blank(database):
    scope = Scope(**QUARTER, as_of=dt.date(2026, 2, 20))
    rows = database.read("cohort_progress", scope, where={"stage": "S2"}).rows(named=True)
    shown = {(row["month"].month, row["months_since"]): row for row in rows}
    # D1 and D3 came to S2 in January, D2 passed it; D4 entered on 1 February; D6 on 20 February, D8 came in behind it.
    assert {place: (row["deals"], row["reached_deals"]) for place, row in shown.items()} == {
        (1, 0): (4, 3),
        (1, 1): (4, 4),
        (2, 0): (3, 2),
        (2, 1): (3, None),
    }
    assert shown[2, 1]["reached_rate"] is shown[2, 1]["on_date"] is None
    assert (shown[1, 1]["on_date"], shown[1, 1]["is_running"]) == (dt.date(2026, 2, 20), True)
    assert shown[1, 0]["is_running"] is False


def test_deals_without_a_history_are_in_no_cohort(sample_company):
    with Database(sample_company.current()) as opened:
        listed = opened.read("cohort_deal_list").rows(named=True)
        cohorts = opened.read("cohort_progress", where={"milestone": "lost", "months_since": 0}).rows(named=True)
        created = opened.read("kpis").row(0, named=True)["created_deals"]
    total = sum(row["deals"] for row in cohorts)
    assert total == len({row["deal_id"] for row in listed}) <= created
