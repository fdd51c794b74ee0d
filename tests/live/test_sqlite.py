"""A SQLite file is read like a server's tables, and cannot be written to."""

from __future__ import annotations

import datetime as dt
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.importing.problems import ImportProblem
from tests.filled import fill

TABLES = """
create table deals (
    deal_id integer primary key, name text, amount real, stage text, created_at timestamp, is_deleted boolean,
    photo blob, closed_at json
);
insert into deals values
    (3, 'Größe, "groß"', 1234.5, 'New', '2026-01-31 23:30:00', 0, x'00ff', null),
    (4, '', 7, '{"en_US": "New"}', '2026-02-01', 1, null, null),
    (5, null, null, null, null, null, null, null),
    (6, 'Wrong', 'a lot', null, null, null, null, null);
create table reps (rep_id text, name text);
insert into reps values ('a', 'Ada');
create table "odd name" (id integer);
create view customers as select 1 as account_id, 'Nordbau' as name;
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with sqlite3.connect(tmp_path / "crm.db") as connection:
        connection.executescript(TABLES)
    connection.close()
    return tmp_path / "crm.db"


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def asked(path: Path, query: str, **limits: int) -> str:
    more = "".join(f"{key} = {value}\n" for key, value in limits.items())
    toml = f"[[database]]\nname = 'crm'\nurl = '{url(path)}'\n{more}[[database.tables]]\nname = 'deals'\n"
    with pytest.raises(ImportProblem) as problem:
        fill(["crm"], f"{toml}query = '''{query}'''")
    return str(problem.value)


def test_tables_are_typed_by_their_values_and_every_row_is_accounted_for(path):
    filled = fill([url(path)])
    told = {each.file: (each.rows_read, each.rows_accepted, each.rows_refused) for each in filled.report.files}
    assert told == {"crm/customers": (1, 1, 0), "crm/deals": (4, 3, 1), "crm/reps": (1, 1, 0)}
    rows = "select deal_id, name, amount, stage, created_at, is_deleted from deals order by deal_id"
    assert filled.rows(rows) == [
        ("3", 'Größe, "groß"', Decimal("1234.5"), "New", dt.datetime(2026, 1, 31, 23, 30), False),
        ("4", None, Decimal(7), '{"en_US": "New"}', dt.datetime(2026, 2, 1), True),
        ("5", None, None, None, None, None),
    ]
    assert [(each.line, each.column, each.value, each.reason) for each in filled.refused] == [
        (4, "amount", "a lot", "is not an amount")
    ]


def test_its_timestamps_are_of_the_zone_that_the_settings_name(path):
    toml = f"""reporting.time_zone = "Asia/Shanghai"
        [[database]]
        name = "crm"
        url = "{url(path)}"
        time_zone = "UTC"
        tables = [{{ table = "deals" }}]"""
    filled = fill(["crm"], toml)
    assert filled.column("select created_at from deals where deal_id = '3'") == [dt.datetime(2026, 2, 1, 7, 30)]


def test_a_query_and_a_view_are_read_like_tables(path):
    toml = f"""[[database]]
        name = "crm"
        url = "{url(path)}"
        [[database.tables]]
        name = "deals"
        query = "select deal_id, upper(name) as name, amount from deals where deal_id = 3;"
        [[database.tables]]
        name = "accounts"
        table = "customers"
        """
    filled = fill(["crm"], toml)
    assert filled.rows("select name, amount from deals") == [('GRößE, "GROß"', Decimal("1234.5"))]
    assert filled.rows("select account_id, name from accounts") == [("1", "Nordbau")]


@pytest.mark.parametrize(
    "query",
    [
        "delete from deals",
        "select 1) ; drop table deals; --",
        "insert into reps values ('b', 'Bruno') returning rep_id as deal_id",
        "attach 'other.db' as other",
        "pragma query_only = off",
        "select * from pragma_table_list",
    ],
)
def test_what_is_no_question_is_refused_and_changes_nothing(path, query):
    before = path.read_bytes()
    said = asked(path, query)
    assert said.startswith("crm/deals")
    assert said.count("\n") == 0
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == ["crm.db"]


def test_what_goes_wrong_is_one_sentence(path, tmp_path):
    place = f"sqlite:///{path}"
    assert asked(path, "select * from nowhere") == f"crm/deals: {place} has no such table."
    assert asked(path, "select absent from deals") == f"crm/deals: {place} answers: no such column: absent."
    endless = "with recursive n(deal_id) as (select 1 union all select deal_id + 1 from n) select max(deal_id) from n"
    assert asked(path, endless, timeout_seconds=1) == (
        f"crm/deals: {place} took longer than 1 seconds; timeout_seconds of [[database]] allows more."
    )
    with sqlite3.connect(path) as other:
        other.execute("begin exclusive")
        assert asked(path, "select * from deals", connect_seconds=1) == (
            f"{place} cannot be reached: another program has locked it."
        )
    other.close()
    with pytest.raises(ImportProblem, match=r"^There is no database sqlite:///.*nowhere\.db\.$"):
        fill([url(tmp_path / "nowhere.db")])
    (tmp_path / "text.db").write_text("no database at all, but text that is long enough to be one " * 20)
    with pytest.raises(ImportProblem, match="it is no SQLite database, or may not be opened"):
        fill([url(tmp_path / "text.db")])


def test_two_databases_of_one_name_and_the_same_one_twice_are_told_apart(path, tmp_path):
    (tmp_path / "other").mkdir()
    with sqlite3.connect(tmp_path / "other" / "crm.db") as connection:
        connection.executescript(
            "create table products (product_id text, name text); insert into products values (1, 'P')"
        )
    connection.close()
    filled = fill(
        [url(path), url(tmp_path / "other" / "crm.db"), url(path)], "[[database]]\nname = 'x'\nurl = 'env:X'\n"
    )
    assert [each.file for each in filled.report.files] == [
        "crm/customers",
        "crm/deals",
        "crm/reps",
        "crm-2/products",
    ]
