"""A reader gets the answer to their own scope, and nothing else: not another's, not a file, not a change."""

import datetime as dt
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from dashboard.database import Database, DatabaseError, ReadTimeoutError, UnknownColumnError, UnknownViewError
from dashboard.scope import Scope

REGIONS = ("North", "South", "East", "~")


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as opened:
        yield opened


def _open_deals(database, scope=None):
    return database.read("funnel_width", scope)["deals"].sum()


def test_a_view_without_a_scope_answers_for_everybody(database):
    frame = database.read("funnel_width")
    assert dict(zip(frame["stage"], frame["deals"], strict=True)) == {"S1": 1, "S2": 2, "S3": 0, "S4": 1}


def test_money_stays_exact_and_counts_are_integers(database):
    schema = database.read("funnel_width").schema
    assert isinstance(schema["amount"], pl.Decimal)
    assert schema["deals"] == pl.Int64


def test_filters_and_days_act_and_do_not_linger(database):
    everything = _open_deals(database)
    assert _open_deals(database, Scope(regions=("North",))) < everything
    assert _open_deals(database, Scope(as_of=dt.date(2025, 12, 10))) == 2
    assert _open_deals(database) == everything


def test_rows_are_kept_by_where_and_limit(database):
    kept = database.read("funnel_width", where={"stage": ["S1", "S2"], "pipeline": "default"})
    assert kept["stage"].to_list() == ["S1", "S2"]
    assert database.read("funnel_width", where={"stage": None}).is_empty()
    assert database.read("funnel_width", where={"stage": []}).is_empty()
    assert database.read("funnel_width", limit=1)["stage"].to_list() == ["S1"]


def test_only_the_columns_that_are_named_are_read(database):
    assert database.read("funnel_width", columns=["stage", "deals"]).columns == ["stage", "deals"]
    with pytest.raises(UnknownColumnError, match="did you mean stage"):
        database.read("funnel_width", columns=["stages"])


@pytest.mark.parametrize(
    "text", ["'; drop table deals; --", "North' or '1'='1", "$1", "?", "~~", "北京\x00", "[]", "NULL"]
)
def test_hostile_text_matches_nothing_and_changes_nothing(database, text):
    before = _open_deals(database)
    assert _open_deals(database, Scope(regions=(text,))) == 0
    assert database.read("funnel_width", where={"stage": text}).is_empty()
    assert _open_deals(database) == before


def test_an_unknown_view_or_column_is_refused_with_the_nearest_name(database):
    with pytest.raises(UnknownViewError, match="no view funel_width; did you mean funnel_width"):
        database.read("funel_width")
    with pytest.raises(UnknownViewError):
        database.read("funnel_width; select 1")
    with pytest.raises(UnknownColumnError, match="no column stag; did you mean stage"):
        database.read("funnel_width", where={"stag": "S1"})
    with pytest.raises(UnknownColumnError, match="no dimension regio; did you mean region"):
        database.members("regio")


def test_the_tables_of_people_are_no_views(database):
    with pytest.raises(UnknownViewError):
        database.read("deals")


def test_a_rep_is_found_by_name_or_by_id(database):
    by_name, by_id = Scope(reps=("Ann Lee",)), Scope(reps=("R1", "~"))
    assert database.resolve(by_id).reps == ("Ann Lee", "~")
    assert database.read("funnel_width", by_name).equals(database.read("funnel_width", Scope(reps=("R1",))))
    assert database.resolve(Scope(permitted_reps=("R1",))).permitted_reps == ("Ann Lee",)


def test_members_come_with_counts_whatever_is_filtered(database):
    members = database.members("region", Scope(regions=("North",)))
    assert members["value"].to_list() == ["East", "North", "South", "~"]
    assert members["deals"].sum() == 10
    assert database.members("stage")["value"].to_list() == ["S1", "S2", "S3", "S4"]
    assert dict(database.members("account").select("value", "label").iter_rows())["A1"] == "Acme"


def test_members_show_only_what_a_reader_may_see(database):
    assert database.members("region", Scope(permitted_regions=("South",)))["value"].to_list() == ["South"]
    assert database.members("region", Scope(permitted_regions=())).is_empty()


def test_facts_say_the_day_of_the_export_the_period_and_the_tables(database):
    facts = database.facts()
    assert facts["exported_on"] == dt.date(2026, 3, 31)
    assert facts["default_period_start"] <= facts["exported_on"] <= facts["default_period_end"]
    assert facts["has_times"] is False
    assert {"deals", "deal_history"} <= set(facts["tables"])


def test_nobody_changes_the_days_that_all_readers_are_given(database):
    days = database.days()
    assert days is database.days()
    with pytest.raises(TypeError):
        days["as_of"] = dt.date(1999, 1, 1)


def test_readers_on_many_threads_never_see_each_others_scope(database):
    expected = {region: database.read("funnel_width", Scope(regions=(region,))) for region in REGIONS}
    start = threading.Barrier(8)

    def ask(number):
        if number < 8:
            start.wait()
        region = REGIONS[number % len(REGIONS)]
        return database.read("funnel_width", Scope(regions=(region,))).equals(expected[region])

    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(ask, range(40)))
    assert len({frame["deals"].sum() for frame in expected.values()}) > 1
    assert all(answers)


@pytest.mark.parametrize(
    "sql",
    [
        "create table stolen (a int)",
        "delete from deals",
        "copy deals to 'stolen.csv'",
        "select * from read_csv('/etc/passwd')",
        "attach 'other.duckdb'",
        "install httpfs",
        "load httpfs",
        "set memory_limit = '100GB'",
        "set enable_external_access = true",
    ],
)
def test_a_reader_can_neither_write_nor_leave_the_database(database, sql):
    with pytest.raises(DatabaseError):
        database._connection.query(sql, (), {})


def test_an_answer_that_takes_too_long_is_given_up(worked_example, monkeypatch):
    monkeypatch.setenv("FUNNEL_TIMEOUT_SECONDS", "0.05")
    with Database(worked_example.current()) as slow, pytest.raises(ReadTimeoutError, match=r"within 0\.05 seconds"):
        slow._query("select sum(a.range * b.range) from range(1000000) as a, range(1000000) as b")


def test_memory_and_threads_come_from_the_environment(worked_example, monkeypatch, tmp_path):
    # In one process DuckDB opens a file with one configuration only.
    copied = shutil.copy(worked_example.current(), tmp_path)
    monkeypatch.setenv("FUNNEL_MEMORY_LIMIT", "1GiB")
    monkeypatch.setenv("FUNNEL_THREADS", "1")
    with Database(copied) as small:
        row = small._query("select current_setting('memory_limit'), current_setting('threads')").row(0)
    assert row == ("1.0 GiB", 1)


def test_a_wrong_environment_is_named(worked_example, monkeypatch):
    monkeypatch.setenv("FUNNEL_THREADS", "many")
    with pytest.raises(DatabaseError, match="FUNNEL_THREADS must be a number, not 'many'"):
        Database(worked_example.current())


def test_what_is_no_database_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(DatabaseError, match="There is no database at"):
        Database(tmp_path / "missing.duckdb")
    (tmp_path / "text.duckdb").write_text("not a database" * 1000)
    with pytest.raises(DatabaseError, match=r"text\.duckdb cannot be opened"):
        Database(tmp_path / "text.duckdb")
