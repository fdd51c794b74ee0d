"""A live PostgreSQL goes through what every file goes through; what goes wrong is one sentence."""

from __future__ import annotations

import datetime as dt
import sys
import tomllib
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from dashboard import settings
from dashboard.importing.problems import ImportProblem
from dashboard.importing.version import fill_tables
from tests.filled import Filled, fill

SALES = """
create schema if not exists sales;
drop table if exists sales.opportunity;
create table sales.opportunity (
    id bigint primary key, title text, amount numeric, rate numeric(12, 3), is_won boolean, due date, made timestamptz,
    noted timestamp, key uuid, photo bytea, labels jsonb
);
insert into sales.opportunity values
    (42, 'Größe 中文', 1234567890123.45, 1.500, true, '2026-03-31', '2026-01-01 23:30+00', '2026-01-01 23:30', null,
        null, null),
    (7, '', null, null, null, null, null, null, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '\\x00ff', '{"tags": ["a"]}'),
    (8, 'No number', 'NaN', null, null, null, null, null, null, null, null),
    (9, 'Never ends', 5, 2.250, false, 'infinity', '2026-02-01 08:00+02', '2026-02-01 08:00', null, null, null),
    (10, 'Long ago', 5, 2.250, false, '0044-03-15 BC', '2026-02-01 08:00+02', '2026-02-01 08:00', null, null, null);
"""
MAPPED = """
reporting.time_zone = "Asia/Shanghai"
[[database]]
name = "crm"
url = "{url}"
[[database.tables]]
name = "deals"
table = "sales.opportunity"
[[mapping]]
file = "crm/deals"
table = "deals"
columns = {{ deal_id = "id", name = "title", amount = "amount", probability = "rate", created_at = "made", \
expected_close_date = "due", closed_at = "noted", next_step = "key" }}
"""


@pytest.fixture(scope="module")
def sales(postgresql) -> Filled:
    postgresql.run(SALES)
    return fill([Path("crm")], MAPPED.format(url=postgresql.url()))


def asked(server, query: str, **limits: int) -> str:
    """What is said of an import of the rows of one query."""
    more = "".join(f"{key} = {value}\n" for key, value in limits.items())
    toml = f"[[database]]\nname = 'crm'\nurl = '{server.url()}'\n{more}[[database.tables]]\nname = 'deals'\n"
    with pytest.raises(ImportProblem) as problem:
        fill(["crm"], f"{toml}query = '''{query}'''")
    return str(problem.value)


def test_rows_are_accepted_or_refused_and_a_refusal_names_table_id_column_value_and_reason(sales):
    told = sales.file("crm/deals")
    assert (told.rows_read, told.rows_accepted, told.rows_refused) == (5, 3, 2)
    assert [(each.file, each.line, each.column, each.value, each.reason) for each in sales.refused] == [
        ("crm/deals", 9, "due", "infinity", "is not a date"),
        ("crm/deals", 10, "due", "0044-03-15 BC", "is not a date between 1900 and 2199"),
    ]


def test_types_are_kept_and_null_is_null(sales):
    rows = """select deal_id, name, amount, probability, expected_close_date, created_at, closed_at, next_step
        from deals order by deal_id"""
    assert sales.rows(rows) == [
        (
            "42", "Größe 中文", Decimal("1234567890123.45"), 0.015, dt.date(2026, 3, 31),
            dt.datetime(2026, 1, 2, 7, 30), dt.datetime(2026, 1, 1, 23, 30), None,
        ),
        ("7", None, None, None, None, None, None, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
        ("8", "No number", None, None, None, None, None, None),
    ]  # fmt: skip


def test_what_nobody_mapped_is_kept_without_pictures(sales):
    assert sales.column("select extra::text from deals order by deal_id") == [
        '{"is_won":"true"}',
        '{"labels":"{\\"tags\\": [\\"a\\"]}"}',
        None,
    ]


def test_the_note_says_where_rows_come_from_and_what_they_are_called_by(sales, postgresql):
    assert "Read from postgresql:///odoo. Rows are called by their id, not by lines." in sales.file("crm/deals").note


def test_a_database_says_in_which_zone_its_bare_timestamps_are(postgresql):
    toml = MAPPED.format(url=postgresql.url()).replace('name = "crm"\n', 'name = "crm"\ntime_zone = "UTC"\n', 1)
    postgresql.run(SALES)
    filled = fill(["crm"], toml)
    assert filled.column("select closed_at from deals where deal_id = '42'") == [dt.datetime(2026, 1, 2, 7, 30)]


def test_all_tables_are_read_as_they_were_at_one_instant(postgresql, tmp_path):
    """While the first table is read somebody adds a rep; the second table does not know of it."""
    postgresql.run("drop table if exists reps", "create table reps (rep_id text, name text)")
    postgresql.run("insert into reps values ('1', 'Ada')")
    toml = f"""[[database]]
        name = "crm"
        url = "{postgresql.url()}"
        tables = [{{ name = "deals", query = "select 1 as deal_id, 5 as amount" }}, {{ table = "reps" }}]"""
    seen: list[str] = []

    def progress(step: str) -> None:
        if step == "reading crm/deals":
            postgresql.run("insert into reps values ('2', 'Bruno')")
        seen.append(step)

    filled = Filled(duckdb.connect())
    fill_tables(
        filled.connection, ["crm"], settings.parse(tomllib.loads(toml)), tmp_path, filled.report, None, progress
    )
    assert filled.column("select name from reps") == ["Ada"]
    assert "reading crm/reps" in seen


@pytest.mark.parametrize(
    "query",
    [
        "delete from ledger returning id",
        "drop table ledger",
        "with gone as (delete from ledger returning id) select id as deal_id from gone",
        "set session characteristics as transaction read write",
    ],
)
def test_what_is_no_question_is_refused_and_changes_nothing(postgresql, query):
    postgresql.run("insert into ledger values (1, 5) on conflict do nothing")
    assert asked(postgresql, query) == (
        "crm/deals is no query that only reads; nothing is ever changed in postgresql:///odoo."
    )
    postgresql.run("do $$ begin assert (select count(*) = 1 from ledger); end $$")


def test_what_a_server_does_not_understand_is_said_in_its_words(postgresql):
    assert asked(postgresql, "select nothing from crm_lead") == (
        'crm/deals: postgresql:///odoo answers: column "nothing" does not exist.'
    )
    assert asked(postgresql, "select 1; drop table ledger") == (
        "crm/deals: postgresql:///odoo answers: cannot insert multiple commands into a prepared statement."
    )


def test_a_table_that_is_not_there_is_named(postgresql):
    assert asked(postgresql, "select * from nowhere") == "crm/deals: postgresql:///odoo has no such table."


def test_a_connection_that_breaks_in_the_middle_changes_nothing(postgresql):
    query = "select 1 as deal_id, pg_terminate_backend(pg_backend_pid())"
    assert asked(postgresql, query) == (
        "crm/deals: the connection to postgresql:///odoo broke while it was read; nothing was changed."
    )


def test_a_query_that_takes_too_long_is_given_up(postgresql):
    query = "select count(*) as deal_id from generate_series(1, 1000000000)"
    assert asked(postgresql, query, timeout_seconds=1) == (
        "crm/deals: postgresql:///odoo took longer than 1 seconds; timeout_seconds of [[database]] allows more."
    )


def test_a_user_reads_what_he_may_read(postgresql):
    toml = f"[[database]]\nname = 'crm'\nurl = '{postgresql.url(user='narrow')}'\n"
    with pytest.raises(ImportProblem, match=r"^crm/ledger: the user may not read it in postgresql:///odoo\.$"):
        fill(["crm"], f"{toml}[[database.tables]]\ntable = 'ledger'")
    # Odoo without the tables beside: no names, no history, and still its deals.
    filled = fill(["crm"], toml)
    assert [(each.file, each.rows_accepted) for each in filled.report.files] == [
        ("crm/crm_lead", 6),
        ("crm/crm_stage", 4),
        ("crm/leads", 2),
    ]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("guarded:wrong@/odoo?host={folder}", "{odoo} does not accept the user or the password."),
        ("guarded@/odoo?host={folder}", "{odoo} asks for a password; give it in the environment, as part of the "
            "address or in PGPASSWORD."),
        ("nobody_known@/odoo?host={folder}", "{odoo} does not accept the user or the password."),
        ("crm@/elsewhere?host={folder}", "There is no database postgresql:///elsewhere."),
        ("crm@/odoo?host={folder}/nowhere", "{odoo} cannot be reached: nothing answers there."),
        ("crm@127.0.0.1:1/odoo", "postgresql://127.0.0.1:1/odoo cannot be reached: nothing answers there."),
        ("crm@crm.invalid/odoo", "postgresql://crm.invalid/odoo cannot be reached: nobody knows that host."),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_of_a_connection_is_one_sentence(postgresql, place, said, monkeypatch):
    monkeypatch.delenv("PGPASSWORD", raising=False)
    with pytest.raises(ImportProblem) as problem:
        fill([f"postgresql://{place.format(folder=postgresql.folder)}"])
    assert str(problem.value) == said.format(odoo="postgresql:///odoo")


def test_tables_named_like_ours_need_no_word_in_the_settings(postgresql):
    postgresql.run("drop database if exists own", "create database own", database="postgres")
    postgresql.run(
        "create table deals (deal_id integer, name text, amount numeric(10, 2), stage text, created_at date)",
        "insert into deals values (1, 'A', 10.10, 'New', '2026-01-01'), (2, 'B', 20, 'New', '2026-01-02')",
        "create table notes (id integer, body text)",
        database="own",
    )
    filled = fill([postgresql.url("own")])
    assert [(each.file, each.table, each.rows_accepted) for each in filled.report.files] == [("own/deals", "deals", 2)]
    assert filled.column("select amount from deals order by deal_id") == [Decimal("10.10"), Decimal(20)]


def test_of_an_unknown_schema_the_tables_are_listed_with_a_section_to_begin_with(postgresql, monkeypatch):
    postgresql.run("drop database if exists other", "create database other", database="postgres")
    postgresql.run(
        "create table offers (offer_no integer primary key, customer text, expected_amount numeric, stage text)",
        "create table notes (id integer, body text)",
        "insert into offers values (1, 'A', 10, 'New')",
        database="other",
    )
    with pytest.raises(ImportProblem) as problem:
        fill([postgresql.url("other")])
    said = str(problem.value)
    assert said.startswith("No table of postgresql:///other is recognised as deals; say in funnel.toml which it is")
    assert said.endswith("Its tables are:\n  notes: id, body\n  offers: offer_no, customer, expected_amount, stage")
    proposed = said.split("\n\n", 1)[1].split("\n\nIts tables")[0]
    monkeypatch.setenv("CRM_DATABASE", postgresql.url("other"))
    filled = fill([postgresql.url("other")], proposed)
    assert filled.file("other/offers").rows_accepted == 1


def test_without_the_driver_the_command_that_installs_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ImportProblem) as problem:
        fill(["postgresql://crm@db.example.org/crm"])
    assert str(problem.value) == (
        "PostgreSQL is read with psycopg, which is not installed: uv pip install 'psycopg[binary]', or "
        "uv sync --extra postgresql in a clone."
    )
