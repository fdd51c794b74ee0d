"""Workspaces that tests only read: imported once per run, by the same code as everybody's."""

from pathlib import Path

import pytest

from dashboard.importing.load import import_paths
from dashboard.workspace import Workspace

EXPORTS = Path(__file__).parent / "exports"


@pytest.fixture(scope="session")
def worked_example(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The ten deals of the worked example, with the tables around them."""
    workspace = Workspace(tmp_path_factory.mktemp("worked_example"))
    import_paths(workspace, [EXPORTS / "worked_example"])
    return workspace
