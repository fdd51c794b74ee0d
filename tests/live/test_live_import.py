"""A whole import of a database by the command line: what it says, what it leaves, and what is in none of it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from typer.testing import CliRunner

from dashboard.__main__ import app
from dashboard.database import Database
from dashboard.scope import Scope
from dashboard.workspace import Workspace
from tests.live.servers import IN_URL, PASSWORD

SECRETS = (PASSWORD, IN_URL, "5ecret", "never-read-this", "guarded")


@pytest.fixture(scope="module")
def imported(postgresql, tmp_path_factory) -> tuple[Workspace, str]:
    """The workspace after an import with a password, several that fail, and everything that was printed."""
    postgresql.run("grant select on all tables in schema public to guarded")
    workspace = tmp_path_factory.mktemp("workspace")
    (workspace / "funnel.toml").write_text("[[database]]\nname = 'crm'\nurl = 'env:CRM_DATABASE'\n")
    place = f"/odoo?host={postgresql.folder}"
    good = postgresql.guarded()
    attempts = [
        (0, good, [good, "--exported-on", "2026-03-12"]),
        (2, postgresql.guarded("5ecret-but-wrong"), ["crm"]),
        (2, f"postgresql://guarded{place}&password={IN_URL}-wrong", ["crm"]),
        (2, f"postgresql://guarded:{PASSWORD}@{place}", ["crm"]),
        (2, f"postgresql://guarded:{IN_URL}@127.0.0.1:1/odoo", ["crm"]),
        (2, f"postgresql://guarded:{IN_URL}@/odoo?host={postgresql.folder}&sslmode=5ecret", ["crm"]),
        (2, "", [f"mysql://guarded:{IN_URL}@127.0.0.1:1/crm"]),
    ]
    said = []
    for code, address, arguments in attempts:
        result = CliRunner().invoke(
            app, ["import", "--workspace", str(workspace), *arguments], env={"CRM_DATABASE": address}
        )
        assert result.exit_code == code, (arguments, result.output)
        said.append(result.output)
    return Workspace(workspace), "\n".join(said)


def test_no_password_is_in_any_message_or_file(imported):
    workspace, said = imported
    assert "postgresql:///odoo does not accept the user or the password." in said
    files = [each for each in workspace.folder.rglob("*") if each.is_file()]
    assert {"import.log", "funnel.toml", "current"} <= {each.name for each in files}
    for secret in SECRETS:
        assert secret not in said
        assert not [each.name for each in files if secret.encode() in each.read_bytes()]


def test_nothing_is_left_of_what_was_read(imported):
    workspace, _ = imported
    assert not list(workspace.folder.rglob("*.csv"))
    assert not list(workspace.folder.rglob("live-*"))


def test_the_log_and_the_imported_files_name_the_database(imported):
    workspace, said = imported
    assert "crm/crm_lead" in said
    notes = Database(workspace.current()).read("import_files", Scope())["note"].drop_nulls().to_list()
    assert "Read from postgresql:///odoo." in notes[0]


def test_a_past_day_is_as_odoo_was_on_that_day(imported):
    """By hand, as of 31 January in UTC: 101 stands in Qualified with 8,000; 102 was created at 23:30 on that day."""
    database = Database(imported[0].current())

    def kpis(day: dt.date) -> dict:
        scope = Scope(period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 3, 31), as_of=day)
        return database.read("kpis", scope).row(0, named=True)

    january, march = kpis(dt.date(2026, 1, 31)), kpis(dt.date(2026, 3, 12))
    assert (january["open_deals"], january["open_amount"]) == (2, Decimal("10500.5"))
    assert (january["won_deals"], january["lost_deals"]) == (0, 0)
    assert (march["won_amount"], march["lost_amount"], march["open_deals"]) == (Decimal(10000), Decimal(4000), 3)
    assert march["open_amount"] == Decimal("2500.5")
