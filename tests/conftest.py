"""Workspaces that tests only read: imported once per run for all workers, by the same code as everybody's."""

import fcntl
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from dashboard.importing.load import import_paths
from dashboard.workspace import Workspace
from tests.companies import Built
from tests.workspaces import copy_of

QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}
SAME = {"derandomize": True, "phases": [Phase.explicit, Phase.generate], **QUIET}
settings.register_profile("quick", max_examples=4, **SAME)
settings.register_profile("steady", max_examples=12, **SAME)
settings.register_profile("thorough", max_examples=200, **QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

# A hundred processes start below, each of which would compile the dashboard, and every worker all tests, anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Servers of tests have no idle minutes: what they read ahead would take the cores from the tests.
os.environ.setdefault("FUNNEL_READ_AHEAD", "off")
EXPORTS = Path(__file__).parent / "exports"
APP = Path(__file__).resolve().parent.parent / "dashboard" / "app.py"
SAMPLES = Path(__file__).resolve().parent.parent / "sample_data"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """By file, so that what a file's tests share is made once; those in the browser share one and its server."""
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "browser" if "tests/browser/" in file else file

    return ByFile(config, log)


@pytest.fixture(scope="session")
def imported_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Workspace]:
    """The workspace of a folder of exports; the first worker that asks imports it, the others wait."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def workspace_of(exports: Path) -> Workspace:
        workspace = Workspace(shared / f"imported-{exports.name}")
        with (shared / f"{exports.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if workspace.current() is None:
                import_paths(workspace, [exports])
        return workspace

    return workspace_of


@pytest.fixture(scope="session")
def worked_example(imported_once: Callable[[Path], Workspace]) -> Workspace:
    """The ten deals of the worked example, with the tables around them."""
    return imported_once(EXPORTS / "worked_example")


@pytest.fixture(scope="session")
def sample_company(imported_once: Callable[[Path], Workspace]) -> Workspace:
    """The sample company whose exports are Salesforce's."""
    return imported_once(SAMPLES / "salesforce")


@pytest.fixture(scope="session")
def built() -> Built:
    """An empty database with every view, which a test fills with the rows of a small company."""
    return Built()


@pytest.fixture
def own_workspace(worked_example: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The worked example in a workspace that the test may change, named to the product as the one to work in."""
    monkeypatch.setenv("FUNNEL_WORKSPACE", str(tmp_path / "workspace"))
    return copy_of(worked_example, tmp_path / "workspace")


@pytest.fixture
def opened(worked_example: Workspace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Opens a page of the worked example with choices in its address, without a browser; gives the run AppTest."""
    from streamlit.testing.v1 import AppTest

    monkeypatch.setenv("FUNNEL_WORKSPACE", str(worked_example.folder))

    def open_page(name_of_page: str, /, **query: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return app.switch_page(f"app_pages/{name_of_page}.py").run()

    return open_page
