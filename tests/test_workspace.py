"""Versions and the pointer: what is in force is always whole, and going back works."""

import subprocess
import sys

import pytest

from dashboard import locks
from dashboard.workspace import Workspace, WorkspaceError


def publish(workspace: Workspace, content: str):
    path = workspace.new_version_path()
    path.write_text(content)
    return workspace.publish(path)


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    return Workspace(tmp_path / "workspace")


def test_a_new_workspace_has_no_version_and_creates_nothing(workspace):
    assert workspace.current() is None
    assert workspace.versions() == []
    assert not workspace.folder.exists()


def test_the_published_version_is_in_force(workspace):
    first = publish(workspace, "first")
    assert workspace.current() == first
    second = publish(workspace, "second")
    assert workspace.current() == second
    assert workspace.versions() == [first, second]
    assert first.read_text() == "first"


def test_a_path_is_never_used_twice(workspace):
    paths = [publish(workspace, "same second") for _ in range(12)]
    assert len(set(paths)) == 12
    assert workspace.versions() == paths


def test_an_unfinished_version_is_not_a_version(workspace):
    publish(workspace, "whole")
    unfinished = workspace.new_version_path()
    unfinished.write_text("half")
    assert len(workspace.versions()) == 1
    workspace.remove_unfinished()
    assert not unfinished.exists()


def test_rollback_goes_back_one_version_at_a_time(workspace):
    first, second, _ = (publish(workspace, name) for name in ("first", "second", "third"))
    assert workspace.rollback() == second
    assert workspace.rollback() == first
    assert workspace.current() == first
    with pytest.raises(WorkspaceError, match="no earlier version"):
        workspace.rollback()
    assert workspace.current() == first


def test_rollback_without_any_version_says_so(workspace):
    with pytest.raises(WorkspaceError, match="There is no earlier version"):
        workspace.rollback()


def test_old_versions_are_removed_but_never_the_one_in_force(workspace):
    paths = [publish(workspace, str(number)) for number in range(5)]
    workspace.remove_old(keep=2)
    assert workspace.versions() == paths[3:]
    workspace.rollback()
    workspace.remove_old(keep=1)
    assert workspace.versions() == paths[3:]
    assert workspace.current() == paths[3]
    workspace.remove_old(keep=1)
    assert publish(workspace, "next") not in paths


def test_a_version_that_somebody_reads_is_removed_when_nobody_does_any_more(workspace):
    paths = [publish(workspace, str(number)) for number in range(3)]
    first, second = locks.hold(paths[0]), locks.hold(paths[0])
    assert first is not None
    assert second is not None
    first.close()
    assert workspace.remove_old(keep=1) == [paths[1]]
    assert workspace.versions() == [paths[0], paths[2]]
    second.close()
    assert workspace.remove_old(keep=1) == [paths[0]]
    assert {path.name for path in workspace.versions_folder.iterdir()} == {paths[2].name, f"{paths[2].name}.held"}


def test_nobody_goes_back_while_an_import_runs(workspace):
    publish(workspace, "first")
    second = publish(workspace, "second")
    with workspace.lock(), pytest.raises(WorkspaceError, match="Another import"):
        workspace.rollback()
    assert workspace.current() == second


def test_a_pointer_to_a_file_that_is_gone_means_no_version(workspace):
    publish(workspace, "gone").unlink()
    assert workspace.current() is None


def test_two_imports_at_once_are_refused(workspace):
    with workspace.lock():
        code = (
            "import sys; from pathlib import Path; from dashboard.workspace import Workspace, WorkspaceError\n"
            "try:\n    with Workspace(Path(sys.argv[1])).lock(): pass\n"
            "except WorkspaceError as error: print(error)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(workspace.folder)], capture_output=True, text=True, check=True
        )
    assert done.stdout.strip() == f"Another import into {workspace.folder} is running."
    with workspace.lock():
        assert not workspace.is_importing()
        workspace.new_version_path().touch()
        assert workspace.is_importing()
    assert not workspace.is_importing()


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(WorkspaceError, match=f"^{blocked}/inside cannot be written to: Not a directory.$"):
        Workspace(blocked / "inside").new_version_path()


def test_the_default_workspace_is_named_by_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("FUNNEL_WORKSPACE", str(tmp_path))
    assert Workspace.default().folder == tmp_path
    monkeypatch.delenv("FUNNEL_WORKSPACE")
    assert str(Workspace.default().folder) == "workspace"


def test_settings_are_read_from_the_folder(workspace):
    workspace.folder.mkdir()
    workspace.settings_path.write_text('[reporting]\ncurrency = "EUR"\n')
    assert workspace.settings.reporting.currency == "EUR"
