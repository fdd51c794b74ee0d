"""A process that is killed or runs out of disk at any moment leaves a whole version in force, which still answers."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dashboard.importing.load import import_paths
from dashboard.workspace import Workspace

STEPS = ("read", "mapped", "loaded", "kept", "history", "derived", "views", "before_pointer", "after_pointer")
DAYS = ("2026-03-09", "2026-03-16", "2026-03-23")
BEGIN = """
import datetime as dt, sys
from pathlib import Path
from dashboard.importing.load import forget, import_paths
from dashboard.workspace import Workspace
workspace, exports = Workspace(Path(sys.argv[1])), Path(sys.argv[2])
"""
NEWER = "import_paths(workspace, [exports / 'deals 2026-03-23.csv'])"
OLDER = "import_paths(workspace, [exports / 'deals 2026-03-02.csv'])"
FORGET = "forget(workspace, dt.date(2026, 3, 9))"
FULL = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))\n"


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    for number, day in enumerate(("2026-03-02", *DAYS)):
        rows = "".join(f"D{each},{number},2026-01-05\n" for each in range(max(1, number)))
        (folder / f"deals {day}.csv").write_text("deal_id,amount,created_at\n" + rows)
    return folder


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, exports: Path) -> Workspace:
    found = Workspace(tmp_path_factory.mktemp("workspace"))
    for day in DAYS[:2]:
        import_paths(found, [exports / f"deals {day}.csv"])
    return found


def open_deals(workspace: Workspace) -> int:
    version = workspace.current()
    assert version is not None
    with duckdb.connect(str(version), read_only=True) as connection:
        found = connection.execute("select open_deals from kpis").fetchone()
    assert found is not None
    return found[0]


def run(code: str, workspace: Workspace, exports: Path, step: str = "") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", BEGIN + code, str(workspace.folder), str(exports)],
        env=os.environ | {"FUNNEL_CRASH_AFTER": step},
        capture_output=True,
        check=False,
    )


def told(workspace: Workspace) -> list[tuple]:
    """The history of the version in force, and whether all it rests on is kept."""
    with duckdb.connect(str(workspace.current()), read_only=True) as connection:
        files = connection.execute("select file from history_imports").fetchall()
        assert all((workspace.snapshots_folder / file).is_file() for (file,) in files)
        return connection.execute(
            "select deal_id, changed_at, amount, known_after from deal_history order by all"
        ).fetchall()


@pytest.mark.parametrize(
    ("code", "step"),
    [(NEWER, step) for step in STEPS[:-1]]
    + [(code, step) for code in (OLDER, FORGET) for step in ("history", "before_pointer")],
)
def test_a_process_killed_after_a_step_leaves_a_whole_version_in_force(workspace, exports, code, step):
    before, history = workspace.current(), told(workspace)
    killed = run(code, workspace, exports, step)
    assert killed.returncode == 9, killed.stderr.decode()
    assert workspace.current() == before
    assert open_deals(workspace) == 2
    assert told(workspace) == history


def test_a_full_disk_is_said_and_leaves_the_version_before(workspace, exports):
    before, history = workspace.current(), told(workspace)
    failed = run(FULL + NEWER, workspace, exports)
    assert b"The import failed and nothing was changed" in failed.stderr
    assert workspace.current() == before
    assert told(workspace) == history
    assert not list(workspace.versions_folder.glob("*.unfinished*"))


def test_an_import_beside_another_is_refused_and_changes_nothing(workspace, exports):
    with workspace.lock():
        failed = run(NEWER, workspace, exports)
    assert b"Another import into" in failed.stderr
    assert open_deals(workspace) == 2


def test_the_import_after_a_crash_clears_what_was_left_and_is_whole(workspace, exports):
    killed = run(NEWER, workspace, exports, "after_pointer")
    assert killed.returncode == 9, killed.stderr.decode()
    assert open_deals(workspace) == 3
    left = workspace.versions_folder / "20200101T000000-1.duckdb.unfinished"
    left.write_text("half a database")
    orphan = workspace.snapshots_folder / "2020-01-01-x.parquet"
    orphan.write_text("half a file")
    report = import_paths(workspace, [exports / f"deals {DAYS[2]}.csv"])
    assert workspace.current() == report.version
    assert open_deals(workspace) == 3
    assert not left.exists()
    assert not orphan.exists()
    assert workspace.rollback() != report.version
    assert open_deals(workspace) == 3
