"""How fast pages are for those who look at them, side by side with a page of as many empty elements, part by part."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from dashboard.database import Database
from dashboard.periods import presets
from dashboard.scope import Scope
from dashboard.workspace import Workspace
from tests.benchmarks import browsing, readers, serving

READERS = 10
PAGES = ("", "funnel", "dwell_time", "regions", "reps")
# Seconds that a server has had to itself before readers come: a Monday's is never the first minute. What earlier
# servers read ahead is there as well, as it is on a Monday.
WARM = 60
# Elements of the first page where nobody counted them.
ELEMENTS = 130

Line = tuple[str, float | None, float | None, str]


@dataclass(frozen=True)
class Given:
    """What is measured: the workspace, how often, and for how many seconds the server is left alone before readers."""

    workspace: Path
    reruns: int = 1_000
    clicks: int = 8
    warm: float = WARM

    def monday(self) -> list[tuple[str, str]]:
        """Pages and queries of readers who mostly look at everything, else at a region or a named period."""
        with self._database() as database:
            facts, regions = database.facts(), self._regions(database)
        spans = [Scope(period_start=start, period_end=end) for start, end in list(presets(facts).values())[2:6]]
        likely = [Scope()] * 4 + [Scope(regions=(each,)) for each in regions[:4]] + spans
        return [(page, _query(scope)) for scope in likely for page in PAGES]

    def unseen(self) -> Iterator[tuple[str, str]]:
        """Pages and queries that nobody asked for before, no two alike."""
        with self._database() as database:
            facts, reps = database.facts(), database.members("rep").sort("deals", descending=True)["value"].to_list()
        start, end = facts["default_period_start"], facts["default_period_end"]
        named = [each for each in reps if each != "~"]
        for month, rep in itertools.product(range(1, 12), named):
            scope = Scope(reps=(rep,), period_start=start.replace(month=month), period_end=max(end, start))
            yield PAGES[len(rep + str(month)) % len(PAGES)], _query(scope)

    def region(self) -> str:
        """The query of the largest region; "" where there is none."""
        with self._database() as database:
            return next((_query(Scope(regions=(each,))) for each in self._regions(database)), "")

    def deals(self) -> int:
        """Deals of the version in force."""
        with self._database() as database:
            return int(database.members("pipeline")["deals"].sum())

    def answers(self) -> int:
        """Answers that earlier servers have left on disk."""
        return len(list(Workspace(self.workspace).answers_folder.rglob("*.answer")))

    @contextlib.contextmanager
    def without_answers(self) -> Iterator[Given]:
        """The same version in a workspace where nothing was ever read."""
        path = Workspace(self.workspace).current()
        assert path is not None
        with tempfile.TemporaryDirectory(dir=self.workspace.parent, prefix="funnel-unseen-") as folder:
            other = Workspace(Path(folder))
            other.versions_folder.mkdir()
            os.link(path, other.versions_folder / path.name)
            shutil.copy(self.workspace / "current", folder)
            yield replace(self, workspace=other.folder)

    def _regions(self, database: Database) -> list[str]:
        members = database.members("region").sort("deals", descending=True)["value"].to_list()
        return [each for each in members if each != "~"][:6]

    def _database(self) -> Database:
        path = Workspace(self.workspace).current()
        assert path is not None
        return Database(path)


def _query(scope: Scope) -> str:
    return urlencode(scope.to_query(), doseq=True)


def rerun(given: Given) -> Iterator[Line]:
    """Python of a rerun outside its queries, in a process of its own; the empty page's is that of its elements."""
    found = _reruns(given, 60)
    yield "Python outside queries, scope new", found["new"], found["empty"], "100"
    yield "Python outside queries, scope seen before", found["seen"], found["empty"], "100"


def memory(given: Given) -> Iterator[Line]:
    """Resident memory over many reruns."""
    found = _reruns(given, given.reruns)["memory"]
    for place, share in ((len(found) // 10, "10 %"), (len(found) // 2, "50 %"), (-1, "100 %")):
        yield f"memory after {share} of {given.reruns:,} reruns, MB", found[place] / 1e6, None, "flat"


def browser(given: Given) -> Iterator[Line]:
    """What one reader in Chromium sees: just started, and after the server was left alone for a while."""
    with _dashboard(given) as server, _empty() as empty:
        none = browsing.look(empty.address, runs=3)
        yield "server started", server.seconds * 1000, empty.seconds * 1000, ""
        yield "answers left by earlier servers", float(given.answers()), None, ""
        cold = browsing.look(server.address, runs=1)
        yield "first page, just started", cold and cold.first, none and none.first, "3,000"
        time.sleep(given.warm)
        everything = browsing.look(server.address, runs=3)
        yield "first page", everything and everything.first, none and none.first, "3,000"
        yield "filter to last draw", everything and everything.choice, none and none.choice, "500"
        yield "page change", everything and everything.page, None, "700"
        narrowed = browsing.look(server.address, f"?{given.region()}", runs=3)
        yield "filter to last draw, in one region", narrowed and narrowed.choice, none and none.choice, "500"
        yield "page change, in one region", narrowed and narrowed.page, None, "700"


def monday(given: Given) -> Iterator[Line]:
    """Ten readers as on a Monday, of a workspace in use: each page was seen once, then the server was left alone."""
    with _dashboard(given) as server, _empty() as empty:
        choices = given.monday()
        yield "answers left by earlier servers", float(given.answers()), None, ""
        readers.click(server.port, choices[: len(PAGES)], readers=1, clicks=len(PAGES))
        time.sleep(given.warm)
        alone = readers.click(server.port, choices[:1] + choices[:5], readers=1, clicks=5)
        yield "elements of the page last seen", alone.elements, ELEMENTS, ""
        yield "one reader, answer complete", alone.median, _clicked(empty, 1, 5).median, ""
        nothing = _clicked(empty, READERS, given.clicks)
        ten = readers.click(server.port, choices, readers=READERS, clicks=given.clicks)
        yield "ten readers on a Monday, median", ten.median, nothing.median, ""
        yield "ten readers on a Monday, p95", ten.p95, nothing.p95, "700"
        yield "server's memory after that, MB", server.memory / 1e6, empty.memory / 1e6, ""


def unseen(given: Given) -> Iterator[Line]:
    """Ten readers, each click a scope that nobody asked for before: the worst there is."""
    with given.without_answers() as fresh, _dashboard(fresh) as server:
        choices = [("", ""), *itertools.islice(given.unseen(), READERS * given.clicks * 4)]
        ten = readers.click(server.port, choices, readers=READERS, clicks=given.clicks)
        yield "ten readers, all scopes unseen, median", ten.median, None, ""
        yield "ten readers, all scopes unseen, p95", ten.p95, None, "700"


PARTS: dict[str, Callable[[Given], Iterator[Line]]] = {
    "rerun": rerun,
    "browser": browser,
    "monday": monday,
    "unseen": unseen,
    "memory": memory,
}


def _clicked(empty: serving.Server, count: int, clicks: int) -> readers.Answered:
    return readers.click(empty.port, [("", f"period={number}") for number in range(20)], readers=count, clicks=clicks)


def _dashboard(given: Given) -> AbstractContextManager[serving.Server]:
    return serving.serving(serving.DASHBOARD, FUNNEL_WORKSPACE=str(given.workspace))


def _empty() -> AbstractContextManager[serving.Server]:
    return serving.serving(serving.EMPTY, FUNNEL_BENCHMARK_ELEMENTS=str(ELEMENTS))


def _reruns(given: Given, reruns: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.reruns", str(reruns)],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={
            **os.environ,
            "FUNNEL_WORKSPACE": str(given.workspace),
            "FUNNEL_BENCHMARK_ELEMENTS": str(ELEMENTS),
            # As the server has it: see running.think_alone.
            "POLARS_MAX_THREADS": "1",
        },
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
