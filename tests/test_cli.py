"""The command line: data on stdout, messages on stderr, and an exit code that a script can act on."""

import csv
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from dashboard import catalog, exports, sample_companies
from dashboard.__main__ import app
from dashboard.commands.export import Form
from dashboard.database import Database
from dashboard.scope import Scope
from dashboard.workspace import Workspace
from tests.workspaces import copy_of

WORKED_EXAMPLE = Path(__file__).parent / "exports" / "worked_example"


@pytest.fixture
def run(worked_example, monkeypatch):
    """Run a command on the worked example; (exit code, stdout, stderr)."""
    monkeypatch.setenv("FUNNEL_WORKSPACE", str(worked_example.folder))

    def command(*arguments: object):
        result = CliRunner().invoke(app, [str(each) for each in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    return command


def test_help_lists_every_command_and_the_exit_codes(run):
    code, out, _ = run("--help")
    assert code == 0
    assert all(name in out for name in ("serve", "import", "export", "views", "check", "Exit codes"))


def test_the_version_is_printed(run):
    assert run("--version")[1].startswith("funnel ")


def test_an_export_is_the_view_with_its_own_header_and_nothing_else(run, worked_example):
    code, out, err = run("export", "funnel_width", "--region", "North", "--region", "~")
    with Database(worked_example.current()) as database:
        frame = database.read("funnel_width", Scope(regions=("North", "~")))
    assert (code, err) == (0, "")
    assert out == exports.as_csv(frame, bom=False).decode()
    assert out.splitlines()[0].split(",") == frame.columns


def test_every_option_of_the_scope_reaches_the_view(run, worked_example):
    _, out, _ = run(
        "export", "deal_list", "--from", "2026-01-01", "--to", "2026-02-28", "--as-of", "2026-02-15", "--team", "Alpha",
        "--rep", "R1", "--product-line", "Hardware", "--account-size", "large", "--channel", "web",
        "--pipeline", "default", "--deal-type", "new_business", "--stage", "S1", "--campaign", "C1",
        "--account", "A1", "--attribution", "even", "--rule", "strict", "--compare", "last_year",
    )  # fmt: skip
    scope = Scope(
        "2026-01-01", "2026-02-28", "2026-02-15", teams=("Alpha",), reps=("R1",), product_lines=("Hardware",),
        account_sizes=("large",), channels=("web",), pipelines=("default",), deal_types=("new_business",),
        stages=("S1",), campaigns=("C1",), accounts=("A1",), attribution="even", counting_rule="strict",
        comparison="last_year",
    )  # fmt: skip
    with Database(worked_example.current()) as database:
        assert out == exports.as_csv(database.read("deal_list", scope), bom=False).decode()


def test_what_moved_is_measured_against_the_chosen_comparison(run, worked_example):
    _, out, _ = run("export", "movers", "--compare", "last_year")
    with Database(worked_example.current()) as database:
        assert out == exports.as_csv(database.read("movers", Scope(comparison="last_year")), bom=False).decode()
    assert out != run("export", "movers", "--from", "2026-01-01", "--to", "2026-03-31")[1]


def test_a_rep_is_given_by_name_or_id(run):
    assert run("export", "deal_list", "--rep", "R1")[1] == run("export", "deal_list", "--rep", "Ann Lee")[1]


@pytest.mark.parametrize("form", [*Form])
def test_a_file_is_written_in_every_format(run, tmp_path, form):
    target = tmp_path / f"slice.{form.value}"
    code, out, err = run("export", "funnel_width", "--format", form.value, "--output", target)
    read = {
        "csv": lambda: len(list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"))))),
        "xlsx": lambda: pl.read_excel(target).height,
        "parquet": lambda: pl.read_parquet(target).height,
        "json": lambda: len(json.loads(target.read_text(encoding="utf-8"))),
    }
    assert (code, out) == (0, "")
    assert f"4 rows written to {target}" in " ".join(err.split())
    assert read[form.value]() == 4
    assert [each.name for each in tmp_path.iterdir()] == [target.name]


def test_the_formats_offered_are_the_formats_written():
    assert [each.value for each in Form] == list(exports.WRITERS)


def test_a_name_nobody_has_is_said_and_answers_nothing(run):
    code, out, err = run("export", "deal_list", "--region", "Atlantis")
    assert code == 0
    assert len(out.splitlines()) == 1
    assert "No deal has region 'Atlantis'" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "kpi"), "There is no view kpi; did you mean kpis?"),
        (("export", "kpis", "--from", "01/02/2026"), "from: '01/02/2026' is not a day written as YYYY-MM-DD"),
        (("export", "kpis", "--from", "2026-02-01", "--to", "2026-01-01"), "before it begins"),
        (("export", "kpis", "--rule", "guess"), "rule: 'guess' is none of reached, touched, strict"),
        (("export", "kpis", "--compare", "plan"), "compare: 'plan' is none of previous, last_year, none"),
        (("export", "kpis", "--output", "/nowhere/kpis.csv"), "/nowhere"),
        (("export", "kpis", "--workspace", "/nowhere"), "Nothing was imported into /nowhere yet"),
        (("views", "kpi"), "did you mean kpis?"),
        (("import",), "Which files?"),
        (("import", "/nowhere/deals.csv"), "/nowhere/deals.csv"),
        (("import", WORKED_EXAMPLE, "--exported-on", "today"), "--exported-on: 'today' is not a day"),
        (("import", "--rollback", "--dry-run"), "--rollback takes no paths"),
        (("serve", "--language", "fr"), "neither en nor zh"),
        (("nonsense",), "No such command"),
    ],
)
def test_unusable_input_ends_with_2_and_one_message_on_stderr(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert message in " ".join(err.replace("│", " ").split())
    assert "Traceback" not in err


def test_views_are_listed_with_their_grain(run):
    code, out, _ = run("views")
    assert code == 0
    assert out.splitlines()[0] == "view\ttitle\tone row per\tneeds"
    assert {line.split("\t")[0] for line in out.splitlines()[1:]} == {each.name for each in catalog.queries("views")}


def test_a_view_is_described_column_by_column_in_both_languages(run):
    _, english, _ = run("views", "funnel_width")
    _, chinese, _ = run("views", "funnel_width", "--language", "zh")
    assert "weighted_amount\tmoney\tWeighted pipeline" in english
    assert catalog.query("funnel_width").title("zh") in chinese


def test_a_table_that_an_import_fills_is_described_column_by_column(run):
    code, out, _ = run("views", "deal_history")
    assert code == 0
    assert "changed_at\tChanged\tinstant (or day at 00:00) of the change" in out


@pytest.fixture(scope="module")
def imported_twice(tmp_path_factory):
    """A workspace into which the worked example with a row that cannot be read was imported, the second time strictly;
    the results of both, and the version after the first."""
    exported = shutil.copytree(WORKED_EXAMPLE, tmp_path_factory.mktemp("export"), dirs_exist_ok=True)
    with (exported / "payments.csv").open("a", encoding="utf-8") as file:
        header = (WORKED_EXAMPLE / "payments.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
        file.write(",".join({"amount": "a lot", "payment_id": "P99"}.get(name, "") for name in header) + "\n")
    workspace = Workspace(tmp_path_factory.mktemp("space"))
    arguments = ["import", str(exported), "--workspace", str(workspace.folder)]
    lenient = CliRunner().invoke(app, arguments)
    first = workspace.current()
    return workspace, lenient, first, CliRunner().invoke(app, [*arguments, "--strict"])


def test_the_import_says_what_became_of_every_file(imported_twice):
    workspace, result, first, _ = imported_twice
    assert result.exit_code == 0
    assert re.search(r"deals.csv\tdeals\town table deals\tcertain (\d+)/\1\t10\t10\t0", result.stdout)
    assert "exported on 2026-03-31" in result.stdout
    assert first in workspace.versions()


def test_refused_rows_are_named_and_fail_only_a_strict_import(imported_twice):
    workspace, lenient, _, strict = imported_twice
    assert (lenient.exit_code, strict.exit_code) == (0, 1)
    assert "payments.csv, line 7, amount 'a lot'" in lenient.stderr
    checked = CliRunner().invoke(app, ["check", "--workspace", str(workspace.folder)])
    assert checked.exit_code == 0
    assert "a lot" in checked.stdout
    assert CliRunner().invoke(app, ["check", "--workspace", str(workspace.folder), "--strict"]).exit_code == 1


def test_a_rollback_puts_the_version_before_in_force(imported_twice, tmp_path):
    workspace, _, first, _ = imported_twice
    own = copy_of(workspace, tmp_path)
    assert own.current().name != first.name
    result = CliRunner().invoke(app, ["import", "--rollback", "--workspace", str(tmp_path)])
    assert result.exit_code == 0
    assert own.current().name == first.name
    again = CliRunner().invoke(app, ["import", "--rollback", "--workspace", str(tmp_path)])
    assert again.exit_code == 2


def test_a_reader_that_closes_the_pipe_early_is_no_error(worked_example):
    command = f"{sys.executable} -m dashboard export deal_list --workspace {worked_example.folder} | true"
    result = subprocess.run(
        ["bash", "-c", command + "; echo ${PIPESTATUS[0]}"], capture_output=True, text=True, check=True
    )
    assert result.stderr == ""
    assert result.stdout.strip() == "0"


def test_a_taken_port_is_said_before_anything_is_imported(run, tmp_path):
    with socket.create_server(("localhost", 0)) as taken:
        port = taken.getsockname()[1]
        code, _, err = run("--port", port, "--headless", "--workspace", tmp_path / "new")
    assert code == 2
    assert f"Port {port} on localhost is not free" in err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_there_is_a_sample_company_for_each_language(language):
    assert any(sample_companies.FOLDERS[language].iterdir())


def test_exports_of_ones_own_do_not_inherit_the_settings_of_the_sample_company(tmp_path):
    sample = (sample_companies.FOLDERS["zh"] / "funnel.toml").read_text(encoding="utf-8")
    settings = tmp_path / "funnel.toml"
    settings.write_text(sample, encoding="utf-8")
    arguments = ["import", str(WORKED_EXAMPLE), "--workspace", str(tmp_path)]
    tried = CliRunner().invoke(app, [*arguments, "--dry-run"])
    assert tried.exit_code == 0
    assert "nothing was changed" in tried.stdout
    assert Workspace(tmp_path).current() is None
    assert CliRunner().invoke(app, ["import", "/nowhere", "--workspace", str(tmp_path)]).exit_code == 2
    assert settings.read_text(encoding="utf-8") == sample
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert settings.read_text(encoding="utf-8") == (WORKED_EXAMPLE / "funnel.toml").read_text(encoding="utf-8")
    assert (tmp_path / "funnel.toml.sample").read_text(encoding="utf-8") == sample


def test_funnel_alone_serves_the_dashboard_and_stops_when_asked(worked_example):
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "FUNNEL_WORKSPACE": str(worked_example.folder)}
    command = [sys.executable, "-m", "dashboard", "--port", str(port), "--headless"]
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            announced = server.stderr.readline()
            # The server says on stdout that it listens; nothing else tells without asking again and again.
            for line in server.stdout:
                if str(port) in line:
                    break
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=20) as answer:
                assert answer.read() == b"ok"
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=20)
    assert f"http://localhost:{port}" in announced
    assert server.returncode == 0
