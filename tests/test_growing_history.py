"""A company that imports its weekly exports has a history, whatever happens between the imports."""

from __future__ import annotations

import datetime as dt
import functools
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from dashboard import import_words
from dashboard.__main__ import app
from dashboard.database import Database
from dashboard.importing.load import forget, import_paths
from dashboard.importing.placing import Extent
from dashboard.importing.problems import ImportProblem
from dashboard.reader import Look, Reader
from dashboard.workspace import Workspace
from tests.conftest import EXPORTS

WEEKS = (dt.date(2026, 3, 9), dt.date(2026, 3, 16), dt.date(2026, 3, 23))
SETTINGS = EXPORTS / "worked_example" / "funnel.toml"
ON_A_DAY = """
copy (
    select d.deal_id, d.name, d.account_id, v.rep_id, v.amount, d.created_at, v.expected_close_date, v.outcome,
        case v.outcome when 'open' then v.stage else v.outcome end as stage, v.closed_date as closed_at
    from deal_versions as v inner join deals as d on v.deal_id = d.deal_id
    where v.valid_from_date <= date '{day}' and v.valid_to_date > date '{day}'
) to '{path}'
"""
STATES = """
select deal_id, outcome, amount, closed_date, case when outcome = 'open' then stage end as stage,
    case when outcome = 'open' then expected_close_date end as expected_close_date, rep_id
from deal_versions where valid_from_date <= $day and valid_to_date > $day order by deal_id
"""
WIDTH = "select * exclude (average_days_in_stage, stalled_deals, stalled_amount) from funnel_width"


@pytest.fixture(scope="module")
def weekly(worked_example: Workspace, tmp_path_factory: pytest.TempPathFactory) -> dict[dt.date, Path]:
    """The deals of the worked example as they would have been exported on three days."""
    folder = tmp_path_factory.mktemp("weekly")
    paths = {day: folder / f"deals {day}.csv" for day in WEEKS}
    # Readers of this process may have the file open, which has one configuration then.
    own = shutil.copyfile(worked_example.current(), tmp_path_factory.mktemp("copy") / "worked_example.duckdb")
    with duckdb.connect(str(own), read_only=True) as connection:
        for day, path in paths.items():
            connection.execute(ON_A_DAY.format(day=day, path=path))
    return paths


def workspace_in(folder: Path) -> Workspace:
    (folder / "funnel.toml").write_text(SETTINGS.read_text())
    return Workspace(folder)


@pytest.fixture(scope="module")
def grown(weekly: dict[dt.date, Path], tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """All three imported, the last one first and the second one twice."""
    workspace = workspace_in(tmp_path_factory.mktemp("grown"))
    for day in (WEEKS[2], WEEKS[0], WEEKS[1], WEEKS[1]):
        import_paths(workspace, [weekly[day]])
    return workspace


@pytest.fixture(scope="module")
def alone(weekly: dict[dt.date, Path], tmp_path_factory: pytest.TempPathFactory) -> Callable[[dt.date], Workspace]:
    """The workspace into which one of them alone was imported."""

    @functools.cache
    def imported(day: dt.date) -> Workspace:
        workspace = workspace_in(tmp_path_factory.mktemp("alone"))
        import_paths(workspace, [weekly[day]])
        return workspace

    return imported


def asked(workspace: Workspace, sql: str, day: dt.date | None = None) -> list[tuple]:
    with duckdb.connect(str(workspace.current()), read_only=True) as connection:
        if day is not None:
            connection.execute(f"set variable as_of = date '{day}'")
        return connection.execute(sql, {"day": day} if "$day" in sql else None).fetchall()


def days_of(workspace: Workspace) -> list[dt.date]:
    return [row[0] for row in asked(workspace, "select exported_on from history_imports order by 1")]


@pytest.mark.parametrize("day", WEEKS)
def test_the_funnel_of_a_past_week_is_what_that_weeks_export_said(grown, alone, day):
    assert asked(grown, STATES, day) == asked(alone(day), STATES, day)
    assert asked(grown, WIDTH, day) == asked(alone(day), WIDTH, day)


def test_the_latest_export_is_in_force_in_whatever_order_they_came(grown):
    assert asked(grown, "select exported_on()") == [(WEEKS[2],)]
    assert days_of(grown) == list(WEEKS)


def test_pages_that_need_a_history_have_one(grown, alone):
    with Database(grown.current()) as database:
        assert "deal_history" in database.facts()["tables"]
        assert database.read("stage_conversion").height
    assert asked(grown, "select basis, deals from history_sources") == [("exports", 5), ("unchanged", 5)]
    assert asked(grown, "select days_before, is_gap from history_imports order by exported_on") == [
        (None, None),
        (7, False),
        (7, False),
    ]
    with Database(alone(WEEKS[0]).current()) as database:
        assert "deal_history" not in database.facts()["tables"]
    assert asked(alone(WEEKS[0]), "select basis from history_sources") == [("dates_only",)]


def test_only_the_exports_that_a_version_rests_on_are_kept(grown):
    kept = {path.name for path in grown.snapshots_folder.iterdir()}
    listed = set()
    for version in grown.versions():
        with duckdb.connect(str(version), read_only=True) as connection:
            listed |= {row[0] for row in connection.execute("select file from history_imports").fetchall()}
    assert kept == listed


def test_a_dry_run_keeps_nothing_and_says_what_the_history_would_gain(grown, weekly):
    before = sorted(grown.snapshots_folder.iterdir())
    report = import_paths(grown, [weekly[WEEKS[1]]], dry_run=True)
    assert sorted(grown.snapshots_folder.iterdir()) == before
    assert any("The history rests on 3 exports" in message for message in report.messages)
    again = "Deals since the export of 2026-03-09, 7 days before: 1 new, 2 changed, 3 no longer there, 4 there again."
    for message in [*report.messages, again]:
        assert "导出" in (import_words.told(message, Reader(Look("zh"))) or ""), message


def test_the_command_lists_the_exports_and_forgets_one(grown):
    run = CliRunner().invoke(app, ["history", "--workspace", str(grown.folder)])
    assert run.exit_code == 0, run.output
    lines = [line.split("\t") for line in run.stdout.splitlines()]
    assert lines[0][:3] == ["exported_on", "days_before", "deals"]
    assert [line[:2] for line in lines[1:]] == [["2026-03-09", ""], ["2026-03-16", "7"], ["2026-03-23", "7"]]
    run = CliRunner().invoke(app, ["history", "--workspace", str(grown.folder), "--forget", "2026-03-16"])
    assert run.exit_code == 0, run.output
    run = CliRunner().invoke(app, ["history", "--workspace", str(grown.folder)])
    assert "2026-03-23\t14 (gap)" in run.stdout
    grown.rollback()
    assert days_of(grown) == list(WEEKS)


def test_the_export_in_force_and_one_that_is_not_there_cannot_be_forgotten(grown):
    with pytest.raises(ImportProblem, match="is the one in force"):
        forget(grown, WEEKS[2])
    with pytest.raises(ImportProblem, match="rests on no export of 2026-01-01, only of 2026-03-09"):
        forget(grown, dt.date(2026, 1, 1))
    assert grown.refusal() is None


def test_going_back_to_the_version_before_goes_back_to_its_history(weekly, tmp_path):
    workspace = workspace_in(tmp_path)
    import_paths(workspace, [weekly[WEEKS[0]]])
    import_paths(workspace, [weekly[WEEKS[2]]])
    assert days_of(workspace) == [WEEKS[0], WEEKS[2]]
    workspace.rollback()
    import_paths(workspace, [weekly[WEEKS[1]]])
    assert days_of(workspace) == [WEEKS[0], WEEKS[1]]


def test_a_part_taken_for_an_export_is_refused_and_changes_nothing(tmp_path):
    workspace, path = Workspace(tmp_path / "workspace"), tmp_path / "deals.csv"
    rows = [f"D{number},5,2026-03-01\n" for number in range(30)]
    path.write_text("deal_id,amount,created_at\n" + "".join(rows))
    import_paths(workspace, [path], exported_on=WEEKS[0])
    version, kept = workspace.current(), sorted(workspace.snapshots_folder.iterdir())
    path.write_text("deal_id,amount,created_at\n" + "".join(rows[:5]))
    with pytest.raises(ImportProblem, match="25 of the 30 deals"):
        import_paths(workspace, [path], exported_on=WEEKS[1])
    assert (workspace.current(), sorted(workspace.snapshots_folder.iterdir())) == (version, kept)
    import_paths(workspace, [path], exported_on=WEEKS[1], extent=Extent.PARTIAL)
    assert asked(workspace, "select open_deals from kpis") == [(30,)]


def kept_on(workspace: Workspace, day: dt.date) -> Path:
    ((file,),) = asked(workspace, f"select file from history_imports where exported_on = date '{day}'")
    return workspace.snapshots_folder / file


def test_kept_exports_that_are_gone_or_torn_are_left_out_and_said(grown, weekly, tmp_path):
    workspace = Workspace(shutil.copytree(grown.folder, tmp_path / "copy"))
    kept_on(workspace, WEEKS[0]).unlink()
    torn = kept_on(workspace, WEEKS[1])
    torn.write_bytes(torn.read_bytes()[:200])
    report = import_paths(workspace, [weekly[WEEKS[2]]])
    said = [message for message in report.messages if "cannot be read" in message]
    assert [str(day) in message for day, message in zip(WEEKS, said, strict=False)] == [True, True]
    assert days_of(workspace) == [WEEKS[2]]
    import_paths(workspace, [weekly[WEEKS[1]]])
    assert days_of(workspace) == [WEEKS[1], WEEKS[2]]
    kept_on(workspace, WEEKS[2]).unlink()
    with pytest.raises(ImportProblem, match=f"Import the export of {WEEKS[2]} again first"):
        import_paths(workspace, [weekly[WEEKS[0]]])
    with pytest.raises(ImportProblem, match=f"Import the export of {WEEKS[2]} again first"):
        forget(workspace, WEEKS[1])
    assert days_of(workspace) == [WEEKS[1], WEEKS[2]]


def test_a_version_that_a_dashboard_has_open_answers_on_and_is_removed_later(grown, weekly, tmp_path):
    workspace = Workspace(shutil.copytree(grown.folder, tmp_path / "copy"))
    told = SETTINGS.read_text().replace("[rules]", "[rules]\nkeep_versions = 1")
    workspace.settings_path.write_text(told)
    version = workspace.current()
    assert version is not None
    with Database(version) as read:
        import_paths(workspace, [weekly[WEEKS[2]]])
        assert version.is_file()
        assert read.read("funnel_width").height
    import_paths(workspace, [weekly[WEEKS[2]]])
    assert workspace.versions() == [workspace.current()]
