"""How fast pages are for those who look at them, side by side with a page of as many empty elements."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from dashboard.database import Database
from dashboard.scope import Scope
from dashboard.workspace import Workspace
from tests.benchmarks import browsing, readers, serving

READERS, CLICKS = 10, 15
PAGES = ("", "funnel", "dwell_time", "regions", "reps")


@dataclass(frozen=True)
class Served:
    """One server: seconds to its first answer, what one reader in Chromium sees, what ten readers wait for."""

    seconds: float
    everything: browsing.Seen | None
    region: browsing.Seen | None
    alone: readers.Answered
    ten: readers.Answered
    memory: int


@dataclass(frozen=True)
class Measured:
    """The dashboard, the empty page, and Python's milliseconds and memory over many reruns of the first page."""

    deals: int
    dashboard: Served
    empty: Served
    new: float
    seen: float
    memory: list[int]


def measure(workspace: Path, reruns: int) -> Measured:
    """Everything about the version in force in a workspace."""
    path = Workspace(workspace).current()
    assert path is not None
    with Database(path) as database:
        members = database.members("region")
        deals = int(members["deals"].sum())
        regions = [region for region in members.sort("deals", descending=True)["value"] if region][:6]
    queries = [urlencode(Scope(regions=(region,)).to_query(), doseq=True) for region in regions] or [""]
    choices = [(page, query) for query in queries for page in PAGES]
    served = {
        "dashboard": _served(serving.DASHBOARD, choices, f"?{queries[0]}", FUNNEL_WORKSPACE=str(workspace)),
    }
    plain = [("", f"period={number}") for number in range(20)]
    elements = str(served["dashboard"].alone.elements)
    served["empty"] = _served(serving.EMPTY, plain, "", FUNNEL_BENCHMARK_ELEMENTS=elements)
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.reruns", str(reruns)],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "FUNNEL_WORKSPACE": str(workspace)},
    )
    found = json.loads(done.stdout.splitlines()[-1])
    return Measured(deals, **served, new=found["new"], seen=found["seen"], memory=found["memory"])


def _served(script: Path, choices: list[tuple[str, str]], region: str, **environment: str) -> Served:
    with serving.serving(script, **environment) as server:
        everything = browsing.look(server.address)
        narrowed = browsing.look(server.address, region) if region else None
        alone = readers.click(server.port, choices[:1] + choices[:5], readers=1, clicks=5)
        ten = readers.click(server.port, choices, readers=READERS, clicks=CLICKS)
        return Served(server.seconds, everything, narrowed, alone, ten, server.memory)
