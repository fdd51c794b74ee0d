"""The timeline of a deal: its story in the order in which it happened."""

import datetime as dt

import pytest

from dashboard.database import Database
from dashboard.scope import Scope


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as opened:
        yield opened


def story(database, deal_id, *columns, **choices):
    rows = database.read("deal_timeline", Scope(**choices), where={"deal_id": deal_id}).rows(named=True)
    return [tuple(row[column] for column in columns) for row in rows]


def test_a_deal_tells_its_stages_amounts_and_pushes_in_order(database):
    columns = ("on_date", "event", "stage", "stay_days", "amount", "moved_days")
    assert story(database, "D4", *columns, period_end=dt.date(2026, 3, 31)) == [
        (dt.date(2026, 1, 12), "created", "S1", 20, 120, None),
        (dt.date(2026, 2, 1), "advanced", "S2", 14, 120, None),
        (dt.date(2026, 2, 14), "activity", None, None, None, None),
        (dt.date(2026, 2, 15), "advanced", "S3", 14, 120, None),
        (dt.date(2026, 3, 1), "moved_back", "S2", 30, 120, None),
        (dt.date(2026, 3, 5), "decreased", "S2", None, 90, None),
        (dt.date(2026, 3, 20), "pushed", "S2", None, 90, 91),
    ]


def test_a_new_owner_is_told_with_the_one_before(database):
    assert ("transferred", "Bo Chen", "Cai Wang") in story(database, "D6", "event", "was_rep", "rep")


def test_nothing_later_than_the_day_shows(database):
    found = story(database, "D1", "event", "stay_days", as_of=dt.date(2026, 2, 1))
    assert found == [("created", 10), ("activity", None), ("advanced", 14), ("advanced", 3)]


def test_a_deal_outside_the_readers_scope_tells_nothing(database):
    assert story(database, "D1", "event", permitted_regions=("South",)) == []


def test_the_pushes_of_a_deal_are_its_push_count_and_its_stays_the_stay_list(sample_company):
    with Database(sample_company.current()) as opened:
        deals = opened.read("deal_list", limit=25).rows(named=True)
        wanted = {"deal_id": [deal["deal_id"] for deal in deals]}
        events = opened.read("deal_timeline", where=wanted).rows(named=True)
        stays = opened.read("stage_stay_list", where=wanted).rows(named=True)
    for deal in deals:
        own = [event for event in events if event["deal_id"] == deal["deal_id"]]
        assert sum(event["event"] == "pushed" for event in own) == deal["push_count"]
    listed = {(stay["deal_id"], stay["stage"], stay["entered_date"], stay["observed_days"]) for stay in stays}
    assert listed <= {(event["deal_id"], event["stage"], event["on_date"], event["stay_days"]) for event in events}
