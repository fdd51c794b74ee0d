"""Workspaces that tests may change, made of one that was imported once: a copy costs a hundredth of an import."""

import shutil
from pathlib import Path

import duckdb

from dashboard.workspace import Workspace


def copy_of(workspace: Workspace, folder: Path) -> Workspace:
    """A workspace of one's own in a new or empty folder, with the same version in force."""
    return Workspace(shutil.copytree(workspace.folder, folder, dirs_exist_ok=True))


def publish_again(workspace: Workspace) -> Path:
    """Put the rows in force in force once more as a newer version, as importing the same files again does."""
    version = workspace.current()
    assert version is not None
    path = workspace.new_version_path()
    shutil.copyfile(version, path)
    return workspace.publish(path)


def empty_database(folder: Path) -> Path:
    """A database without anything: what is answered beside it was not asked of it."""
    path = folder / "empty.duckdb"
    duckdb.connect(str(path)).close()
    return path
