"""A process killed at any moment of an import leaves a whole version in force, which still answers."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dashboard.importing.load import import_paths
from dashboard.workspace import Workspace

STEPS = ("read", "mapped", "loaded", "history", "derived", "views", "before_pointer", "after_pointer")
IMPORT = (
    "import sys; from pathlib import Path; from dashboard.importing.load import import_paths; "
    "from dashboard.workspace import Workspace; import_paths(Workspace(Path(sys.argv[1])), [Path(sys.argv[2])])"
)


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    (folder / "deals.csv").write_text("deal_id,amount,created_at\nD1,5,2026-01-05\n")
    return folder


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, exports: Path) -> Workspace:
    found = Workspace(tmp_path_factory.mktemp("workspace"))
    import_paths(found, [exports])
    (exports / "deals.csv").write_text("deal_id,amount,created_at\nD1,5,2026-01-05\nD2,6,2026-01-06\n")
    return found


def open_deals(workspace: Workspace) -> int:
    version = workspace.current()
    assert version is not None
    with duckdb.connect(str(version), read_only=True) as connection:
        found = connection.execute("select open_deals from kpis").fetchone()
    assert found is not None
    return found[0]


@pytest.mark.parametrize("step", STEPS)
def test_a_process_killed_after_a_step_leaves_a_whole_version_in_force(workspace, exports, step):
    before = workspace.current()
    killed = subprocess.run(
        [sys.executable, "-c", IMPORT, str(workspace.folder), str(exports)],
        env=os.environ | {"FUNNEL_CRASH_AFTER": step},
        capture_output=True,
        check=False,
    )
    assert killed.returncode == 9, killed.stderr.decode()
    if step == "after_pointer":
        assert workspace.current() != before
        assert open_deals(workspace) == 2
    else:
        assert workspace.current() == before
        assert open_deals(workspace) == 1


def test_the_import_after_a_crash_clears_what_was_left_and_is_whole(workspace, exports):
    left = workspace.versions_folder / "20200101T000000-1.duckdb.unfinished"
    left.write_text("half a database")
    report = import_paths(workspace, [exports])
    assert workspace.current() == report.version
    assert open_deals(workspace) == 2
    assert not list(workspace.versions_folder.glob("*.unfinished*"))
    assert workspace.rollback() != report.version
    assert open_deals(workspace) in (1, 2)
