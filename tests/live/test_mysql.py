"""MySQL and MariaDB, tried on Debian's MariaDB."""

from __future__ import annotations

import datetime as dt
import sys
import tomllib
from decimal import Decimal

import duckdb
import pytest

from dashboard import settings
from dashboard.importing.problems import ImportProblem
from dashboard.importing.report import Report
from dashboard.importing.version import fill_tables
from tests.filled import Filled, fill

TABLES = (
    """create or replace table deals (
        deal_id bigint unsigned primary key, name varchar(80), amount decimal(14, 2), probability double,
        is_deleted boolean, expected_close_date date, created_at datetime, closed_at timestamp null, flag bit(1),
        photo blob, next_step text character set utf8mb4, stage varchar(20)
    )""",
    "set session sql_mode = ''",
    """insert into deals values
        (18446744073709551615, 'Größe, "groß" 中文 😀', 1234567890.12, 0.5, true, '2026-03-31', '2026-01-31 23:30:00',
            '2026-02-01 12:00:00', b'1', x'00ff', 'a\\nb\\\\c', 'New'),
        (2, '', null, null, null, '0000-00-00', null, null, null, null, null, null),
        (3, 'None', 5, null, false, null, null, null, b'0', null, null, 'New')""",
    "create or replace table ledger (id integer primary key)",
    "insert into ledger values (1)",
)


def asked(server, query: str, **limits: int) -> str:
    more = "".join(f"{key} = {value}\n" for key, value in limits.items())
    toml = f"[[database]]\nname = 'crm'\nurl = 'env:CRM_DATABASE'\n{more}[[database.tables]]\nname = 'deals'\n"
    with pytest.raises(ImportProblem) as problem:
        fill(["crm"], f"{toml}query = '''{query}'''")
    return str(problem.value)


@pytest.fixture(autouse=True)
def address(mariadb, monkeypatch):
    monkeypatch.setenv("CRM_DATABASE", mariadb.url())


@pytest.fixture(scope="module")
def crm(mariadb) -> Filled:
    mariadb.run("set session time_zone = '+02:00'", "use crm", *TABLES)
    toml = """reporting.time_zone = "Asia/Shanghai"
        [[database]]
        name = "crm"
        url = "{url}"
        tables = [{{ table = "deals" }}]"""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("CRM_DATABASE", mariadb.url())
        return fill(["crm"], toml.format(url="env:CRM_DATABASE"))


def test_types_are_kept_and_every_row_is_accounted_for(crm):
    told = crm.file("crm/deals")
    assert (told.rows_read, told.rows_accepted, told.rows_refused) == (3, 2, 1)
    rows = """select deal_id, name, amount, probability, is_deleted, expected_close_date, created_at, closed_at,
        next_step from deals order by deal_id"""
    assert crm.rows(rows) == [
        (
            "18446744073709551615", 'Größe, "groß" 中文 😀', Decimal("1234567890.12"), 0.5, True, dt.date(2026, 3, 31),
            dt.datetime(2026, 1, 31, 23, 30), dt.datetime(2026, 2, 1, 18), "a\nb\\c",
        ),
        ("3", "None", Decimal(5), None, False, None, None, None, None),
    ]  # fmt: skip
    assert [(each.column, each.value) for each in crm.refused] == [("expected_close_date", "0000-00-00")]


def test_what_nobody_mapped_is_kept_without_pictures(crm):
    assert crm.column("select extra::text from deals order by deal_id") == ['{"flag":"1"}', '{"flag":"0"}']


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("delete from ledger", " is no query that only reads; nothing is ever changed in mysql:///crm."),
        ("drop table ledger", " is no query that only reads; nothing is ever changed in mysql:///crm."),
        ("select * from nowhere", ": mysql:///crm has no such table."),
        ("select user as deal_id from mysql.user", ": the user may not read it in mysql:///crm."),
        ("select nothing from ledger", ": mysql:///crm answers: Unknown column 'nothing' in 'SELECT'."),
        ("select 1 as deal_id into outfile '/tmp/x'", " is no query that only reads; nothing is ever changed in mysql:///crm."),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_one_sentence_and_changes_nothing(mariadb, crm, query, said):
    assert asked(mariadb, query).casefold() == f"crm/deals{said}".casefold()


def test_a_query_that_takes_too_long_is_given_up(mariadb, crm):
    slow = "select count(*) as deal_id from information_schema.columns a, information_schema.columns b, " \
        "information_schema.columns c"  # fmt: skip
    assert asked(mariadb, slow, timeout_seconds=1) == (
        "crm/deals: mysql:///crm took longer than 1 seconds; timeout_seconds of [[database]] allows more."
    )


def test_a_connection_that_breaks_in_the_middle_changes_nothing(mariadb, crm, tmp_path):
    toml = """[[database]]
        name = "crm"
        url = "env:CRM_DATABASE"
        tables = [{ table = "deals" }, { table = "ledger" }]"""

    def progress(step: str) -> None:
        if step == "reading crm/ledger":
            mariadb.run("kill user reader")

    given = settings.parse(tomllib.loads(toml))
    with pytest.raises(ImportProblem) as problem:
        fill_tables(duckdb.connect(), ["crm"], given, tmp_path, Report(), None, progress)
    assert str(problem.value) == "The connection to mysql:///crm broke while it was read; nothing was changed."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "wrong"}, "mysql:///crm does not accept the user or the password."),
        ({"database": "elsewhere", "user": "root", "password": ""}, "There is no database mysql:///elsewhere."),
    ],
)
def test_what_stands_in_the_way_of_a_connection_is_one_sentence(mariadb, changes, said):
    with pytest.raises(ImportProblem) as problem:
        fill([mariadb.url(**changes)])
    assert str(problem.value) == said


def test_where_nobody_answers_and_without_the_driver(monkeypatch):
    with pytest.raises(ImportProblem) as problem:
        fill(["mysql://crm@127.0.0.1:1/crm"])
    assert str(problem.value) == "mysql://127.0.0.1:1/crm cannot be reached: nothing answers there."
    monkeypatch.setitem(sys.modules, "pymysql", None)
    with pytest.raises(
        ImportProblem, match="MySQL is read with PyMySQL, which is not installed: uv pip install 'pymysql'"
    ):
        fill(["mysql://crm@db.example.org/crm"])
