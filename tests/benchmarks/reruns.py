"""Reruns of a page without server and browser, in a process of its own; prints JSON.

`python -m tests.benchmarks.reruns RERUNS` with FUNNEL_WORKSPACE set: the Python milliseconds of a rerun outside its
queries, with a new scope and with one seen before, those of a page of as many empty elements, and resident bytes on
the way.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard import ui
from dashboard.database import Database
from dashboard.scope import Scope
from dashboard.workspace import Workspace

APP = Path(__file__).resolve().parent.parent.parent / "dashboard" / "app.py"
EMPTY = Path(__file__).with_name("empty_page.py")
spent: list[float] = []
asked: list[float] = []
drawing = threading.local()


@contextlib.contextmanager
def counted() -> Iterator[None]:
    """Note the time of the script's thread in the whole page and inside its queries."""
    query, show = Database._query, ui.show

    def timed_show(*given: Any, **named: Any) -> None:
        drawing.here = True
        started = time.thread_time()
        try:
            show(*given, **named)
        finally:
            drawing.here = False
            spent.append((time.thread_time() - started) * 1000)

    def timed(self: Database, *given: Any, **named: Any) -> Any:
        started = time.thread_time()
        try:
            return query(self, *given, **named)
        finally:
            # What is read ahead is read by other threads.
            if getattr(drawing, "here", False):
                asked.append((time.thread_time() - started) * 1000)

    Database._query = timed  # type: ignore[method-assign]
    ui.show = timed_show
    yield
    Database._query = query  # type: ignore[method-assign]
    ui.show = show


def resident() -> int:
    """Resident bytes of this process; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    found = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmRSS")]
    return int(found[0]) * 1024 if found else 0


def outside_queries(test: AppTest) -> float:
    """One rerun: milliseconds of Python, without those spent in queries."""
    spent.clear()
    asked.clear()
    test.run()
    return sum(spent) - sum(asked)


def empty(runs: int = 12) -> list[float]:
    """Milliseconds of the script of a page of empty elements."""
    test = AppTest.from_file(str(EMPTY), default_timeout=60).run()
    return [test.run().session_state["spent"] for _ in range(runs)]


def main(reruns: int) -> None:
    """Some reruns with a scope of their own each, then the rest over the same scopes again."""
    path = Workspace.default().current()
    assert path is not None
    with Database(path) as database:
        regions = database.members("region")["value"].to_list()
        first, last = (database.facts()[name] for name in ("default_period_start", "default_period_end"))
    scopes = [
        Scope(regions=(region,) if region else None, period_start=first.replace(month=month), period_end=last)
        for month, region in itertools.product((1, 2, 3, 4), regions[:5] or [None])
    ]
    found: dict[str, list[float]] = {"new": [], "seen": [], "empty": empty()}
    test = AppTest.from_file(str(APP), default_timeout=600)
    memory: list[int] = []
    with counted():
        test.run()
        for number in range(reruns):
            test.query_params.clear()
            for name, value in scopes[number % len(scopes)].to_query().items():
                test.query_params[name] = value
            found["new" if number < len(scopes) else "seen"].append(outside_queries(test))
            assert not test.exception, test.exception
            if number % max(1, reruns // 10) == 0 or number == reruns - 1:
                memory.append(resident())
    print(json.dumps({**{name: statistics.median(each or [0]) for name, each in found.items()}, "memory": memory}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
