"""The script beside a number gives that number's rows in any DuckDB client, whatever text the filters hold."""

import datetime as dt
import shutil

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import catalog
from dashboard.database import Database
from dashboard.scope import NOT_SET, Scope
from dashboard.sql_script import literal, script

HOSTILE = [
    "O'Brien; drop table deals; --",
    'a "quoted" name',
    "two\nlines\r\n.quit\n/* not a comment",
    "?",
    " where limit ",
    "$$ || chr(10) || '",
    "华东 🚀 👩‍💻",
    "\u202eright to left\x1b[2J\t",
    "",
    "\\'",
]
SCOPES = {
    "nothing chosen": Scope(),
    "days": Scope(period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 2, 28), as_of=dt.date(2026, 2, 15)),
    "members": Scope(regions=("North", NOT_SET), reps=("Ann Lee",), counting_rule="strict"),
    "hostile texts": Scope(regions=(*HOSTILE, "North"), teams=(*HOSTILE, "Alpha")),
    "nobody permitted": Scope(permitted_regions=()),
    "permitted": Scope(permitted_regions=("North",), attribution="even"),
}


@pytest.fixture(scope="module")
def copied(worked_example, tmp_path_factory):
    """A copy of the file: one process holds a file with one configuration only."""
    return shutil.copy(worked_example.current(), tmp_path_factory.mktemp("sql") / "copy.duckdb")


@pytest.fixture(scope="module")
def client(copied):
    with duckdb.connect(str(copied), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as found:
        yield found


def run(client, text):
    """The rows of the last statement, and the names of its columns."""
    found = client.execute(text)
    return [column[0] for column in found.description], found.fetchall()


def agree(database, client, view, scope):
    wanted = database.read(view, scope)
    columns, rows = run(client, script(view, database.resolve(scope)))
    return (columns, rows) == (wanted.columns, wanted.rows())


# A script is a scope's variables and a view's name: each view is asked once, the views take turns in the scopes.
@pytest.mark.parametrize("place", range(len(SCOPES)), ids=list(SCOPES))
def test_the_script_gives_exactly_the_rows_that_the_page_reads(database, client, place):
    scope, names = list(SCOPES.values())[place], [each.name for each in catalog.queries("views")]
    assert [view for view in names[place :: len(SCOPES)] if not agree(database, client, view, scope)] == []


def test_what_one_script_chose_does_not_last_into_the_next(database, client):
    for name in ("members", "nothing chosen", "nobody permitted", "permitted", "days", "nothing chosen"):
        assert agree(database, client, "kpis", SCOPES[name]), name


@pytest.mark.parametrize(
    "where",
    [
        {"is_open": True},
        {"stage": ["Proposal", "Qualify", None]},
        {"region": HOSTILE},
        {"region": None},
        {"stage": []},
        {"amount": 100, "deal_id": "D01"},
    ],
    ids=str,
)
def test_conditions_of_the_page_stand_in_the_script(database, client, where):
    assert (
        run(client, script("deal_list", Scope(), where))[1] == database.read("deal_list", Scope(), where=where).rows()
    )


def test_reps_chosen_by_id_are_the_same_reps(database, client):
    scope = Scope(reps=("R1",))
    rows = run(client, script("deal_list", database.resolve(scope)))[1]
    assert rows
    assert rows == database.read("deal_list", scope).rows()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_one_value_in_one_line(client, text):
    written = literal(text)
    assert written.isprintable()
    assert client.execute(f"select {written}").fetchone() == (text,)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(blacklist_categories=("Cs",))))
def test_any_text_comes_back_as_it_was(client, text):
    assert client.execute(f"select {literal(text)}").fetchone() == (text,)


def test_a_list_of_nothing_is_a_list_of_text(client):
    assert client.execute(f"select typeof({literal(())})").fetchone() == ("VARCHAR[]",)


def test_a_note_cannot_end_its_comment(client):
    text = script("kpis", Scope(), notes=["one\ntwo; select 1\r\x1bthree\u2028four"], version="x.duckdb")
    assert text.startswith('-- one\n-- two; select 1\n--  three\n-- four\n-- duckdb -readonly "x.duckdb"\n')
    assert len(run(client, text)[1]) == 1
