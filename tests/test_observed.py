"""Exports of one company, compared day by day, tell the history that its CRM does not keep."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import catalog, installing
from dashboard.importing.placing import Extent
from dashboard.importing.problems import ImportProblem
from tests.exported import Exports, deal
from tests.oracle.company import Row

MONDAY = dt.date(2026, 3, 2)
NEXT = dt.date(2026, 3, 9)
LAST = dt.date(2026, 3, 30)


@pytest.fixture
def exports(tmp_path: Path) -> Exports:
    return Exports(tmp_path)


def random_exports(random: Random) -> list[tuple[dt.date, list[Row]]]:
    """What a company of a few deals exports on two to four days: deals begin, change, close, reopen, go and return."""
    count = random.randint(2, 4)
    when = sorted(random.sample(range(40), count))
    found = []
    now: dict[str, Row] = {"D0": deal("D0")}
    gone: dict[str, Row] = {}
    last = -20
    for number in when:
        day = MONDAY + dt.timedelta(days=number)
        for name in list(now):
            if name != "D0":
                _change(random, now, gone, name, MONDAY + dt.timedelta(days=random.randint(last + 1, number)))
        for name in list(gone):
            if random.random() < 0.4:
                now[name] = gone.pop(name)
        for _ in range(random.randint(0, 3)):
            name = f"D{len(now) + len(gone)}"
            began = MONDAY + dt.timedelta(days=random.randint(last + 1, number))
            before = dt.datetime.combine(began, dt.time()) if found else dt.datetime(2025, 12, 1)
            created = random.choice((dt.datetime.combine(began, dt.time()), before, None))
            now[name] = deal(
                name,
                random.choice(("S1", "S2", "Mystery")),
                created_at=created,
                amount=random.choice((None, 5)),
                rep_id=random.choice((None, "R1")),
                expected_close_date=random.choice((None, dt.date(2026, 5, 1))),
                region=random.choice((None, "South")),
            )
        found.append((day, [dict(row) for row in now.values()]))
        last = number
    return found


def _change(random: Random, now: dict[str, Row], gone: dict[str, Row], name: str, day: dt.date) -> None:
    row = now[name]
    what = random.choice(("nothing", "stage", "amount", "rep_id", "close", "region", "won", "lost", "go"))
    if what == "go":
        gone[name] = now.pop(name)
    elif row["outcome"] != "open":
        if what == "stage":
            row |= {"outcome": "open", "stage": "S3", "closed_at": None}
    elif what in ("won", "lost"):
        row |= {"outcome": what, "stage": what.title(), "closed_at": dt.datetime.combine(day, dt.time())}
    elif what == "stage":
        row["stage"] = random.choice(("S1", "S2", "S3"))
    elif what == "amount":
        row["amount"] = random.choice((None, 20, 30))
    elif what == "rep_id":
        row["rep_id"] = random.choice((None, "R2"))
    elif what == "region":
        row["region"] = random.choice((None, "North"))
    elif what == "close":
        row["expected_close_date"] = random.choice((None, dt.date(2026, 7, 31)))


@given(st.randoms(use_true_random=False))
def test_on_the_day_of_each_export_deals_are_what_that_export_says(random):
    told = random_exports(random)
    shuffled = random.sample(told, len(told))
    with tempfile.TemporaryDirectory() as folder:
        alone, together = Exports(Path(folder)), Exports(Path(folder))
        for day, deals in shuffled:
            together.add(day, deals, Extent.FULL)
        for day, deals in told:
            alone.alone(day, deals)
            assert together.states(day) == alone.states(day)
        # All that an import derives can be made of such a history.
        installing.execute(together.connection, catalog.queries("derived"))


@given(st.randoms(use_true_random=False))
def test_the_order_of_imports_and_their_repetition_change_nothing(random):
    told = random_exports(random)
    with tempfile.TemporaryDirectory() as folder:
        straight, mixed = Exports(Path(folder, "a")), Exports(Path(folder, "b"))
        for day, deals in told:
            straight.add(day, deals, Extent.FULL)
        for day, deals in [*random.sample(told, len(told)), random.choice(told)]:
            mixed.add(day, deals, Extent.FULL)
        assert mixed.history() == straight.history()
        assert mixed.states(told[-1][0]) == straight.states(told[-1][0])


def test_one_export_tells_no_history(exports):
    exports.add(MONDAY, [deal("D1")])
    assert exports.history() == []


def test_a_change_lies_between_the_export_without_it_and_the_one_with_it(exports):
    exports.add(MONDAY, [deal("D1", "S1")])
    exports.add(LAST, [deal("D1", "S2")])
    sql = "select changed_at::date, known_after, observed, stage from deal_history order by changed_at"
    assert exports.connection.execute(sql).fetchall() == [(MONDAY, None, "first", "S1"), (LAST, MONDAY, "change", "S2")]


def test_nothing_is_claimed_of_the_days_before_the_first_export(exports):
    exports.add(MONDAY, [deal("D1", "S2")])
    exports.add(NEXT, [deal("D1", "S3")])
    sql = "select stage, is_start_known from deal_versions order by valid_from"
    assert exports.connection.execute(sql).fetchall() == [(None, True), ("S2", False), ("S3", True)]


def test_a_deal_that_began_since_the_last_export_stands_in_its_stage_from_its_creation(exports):
    began = dt.datetime(2026, 3, 5, 15)
    exports.add(MONDAY, [deal("D1")])
    exports.add(NEXT, [deal("D1"), deal("D2", "S2", created_at=began)])
    sql = "select stage, is_start_known, valid_from from deal_versions where deal_id = 'D2'"
    assert exports.connection.execute(sql).fetchall() == [("S2", True, began)]


def test_a_deal_closed_between_exports_closed_on_the_day_the_crm_says(exports):
    exports.add(MONDAY, [deal("D1", "S2")])
    exports.add(LAST, [deal("D1", "Won", outcome="won", closed_at=dt.datetime(2026, 3, 12))])
    assert exports.states(dt.date(2026, 3, 11))["D1"]["outcome"] == "open"
    assert exports.states(dt.date(2026, 3, 12))["D1"] == {"outcome": "won", "closed_date": dt.date(2026, 3, 12)}


def test_a_deal_closed_without_a_day_closed_by_the_export_that_shows_it(exports):
    exports.add(MONDAY, [deal("D1", "S2")])
    exports.add(NEXT, [deal("D1", "Lost", outcome="lost")])
    assert exports.states(NEXT)["D1"] == {"outcome": "lost", "closed_date": NEXT}


def test_a_deal_that_is_gone_is_deleted_from_then_on_and_kept(exports):
    exports.add(MONDAY, [deal("D1"), deal("D2", amount=70)])
    exports.add(NEXT, [deal("D1")])
    assert exports.states(MONDAY)["D2"]["amount"] == 70
    assert "D2" not in exports.states(NEXT)
    assert exports.connection.execute("select is_deleted from deals where deal_id = 'D2'").fetchall() == [(True,)]
    told = "select new_deals, changed_deals, vanished_deals, returned_deals from history_imports order by exported_on"
    assert exports.connection.execute(told).fetchall() == [(None, None, None, None), (0, 0, 1, 0)]


def test_a_deal_that_is_there_again_was_gone_in_between(exports):
    exports.add(MONDAY, [deal("D1"), deal("D2", "S1")])
    exports.add(NEXT, [deal("D1")])
    exports.add(LAST, [deal("D1"), deal("D2", "S3")])
    assert exports.states(MONDAY)["D2"]["stage"] == "S1"
    assert "D2" not in exports.states(NEXT)
    assert exports.states(LAST)["D2"]["stage"] == "S3"


def test_deals_that_a_partial_export_leaves_out_stay_as_they_were(exports):
    exports.add(MONDAY, [deal("D1"), deal("D2", "S2")])
    exports.add(NEXT, [deal("D1", "S3")], Extent.PARTIAL)
    assert exports.states(NEXT)["D2"]["stage"] == "S2"
    assert exports.states(NEXT)["D1"]["stage"] == "S3"


def test_a_deal_whose_row_was_refused_is_not_taken_for_deleted(exports):
    exports.add(MONDAY, [deal("D1"), deal("D2")])
    exports.connection.execute("insert into refused_deals (file, reason, deal_id) values ('x', 'broken', 'D2')")
    exports.add(NEXT, [deal("D1")])
    exports.connection.execute("delete from refused_deals")
    exports.add(LAST, [deal("D1"), deal("D2")])
    assert "D2" in exports.states(NEXT)
    assert [row for row in exports.history() if True in row] == []


def test_an_export_with_a_row_that_names_no_deal_is_not_full(exports):
    exports.add(MONDAY, [deal("D1"), deal("D2")])
    exports.connection.execute("insert into refused_deals (file, reason) values ('x', 'too many cells')")
    exports.add(NEXT, [deal("D1")])
    assert "D2" in exports.states(NEXT)


def test_a_column_that_an_export_lacks_has_no_history(exports):
    exports.add(MONDAY, [deal("D1", region=None)])
    exports.add(NEXT, [deal("D1", "S2", region="South")])
    assert exports.states(MONDAY)["D1"]["region"] == "South"


def test_the_history_of_the_crm_wins_and_exports_add_what_it_does_not_carry(exports):
    own = ({"deal_id": "D1", "changed_at": dt.datetime(2026, 3, 4), "stage": "S2", "old_stage": "S1"},)
    exports.add(MONDAY, [deal("D1", "S1", amount=50), deal("D2", "S1")])
    exports.add(NEXT, [deal("D1", "S2", amount=80), deal("D2", "S2")], history=own)
    sql = """select valid_from_date, stage, amount from deal_versions
        where deal_id = 'D1' and valid_from_date > date '2026-03-02' order by valid_from"""
    assert exports.connection.execute(sql).fetchall() == [(dt.date(2026, 3, 4), "S2", 50), (NEXT, "S2", 80)]
    assert exports.states(MONDAY)["D1"]["stage"] == "S1"
    assert exports.states(MONDAY)["D2"]["stage"] == "S1"


def test_of_two_exports_of_one_day_the_one_imported_last_counts(exports):
    exports.add(MONDAY, [deal("D1", "S1")])
    exports.add(NEXT, [deal("D1", "S2")])
    exports.add(NEXT, [deal("D1", "S3")])
    assert len(exports.kept) == 2
    assert exports.states(NEXT)["D1"]["stage"] == "S3"


def test_an_export_that_lacks_most_deals_is_asked_about(exports):
    exports.add(MONDAY, [deal(f"D{number}") for number in range(30)])
    few = [deal(f"D{number}") for number in range(12)]
    with pytest.raises(ImportProblem, match=r"18 of the 30 deals .* --full .* --partial .* --new-history"):
        exports.add(NEXT, few)
    assert not exports.add(NEXT, few, Extent.NEW).is_older
    assert [each.day for each in exports.kept] == [NEXT]


def test_exports_that_share_no_deal_are_not_compared(exports):
    exports.add(MONDAY, [deal("D1")])
    assert "starts anew" in exports.add(NEXT, [deal("X1")]).message
    assert exports.history() == []
