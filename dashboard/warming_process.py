"""The process that reads ahead: `python -m dashboard.warming_process WORKSPACE` draws the pages that readers are likely
to ask for, as they would be drawn for them, so that the answers are on disk when they are. Ends when all are there.

It is given the lowest priority there is, reads only between a line `go` and a line `wait` on its input (a read that is
under way is interrupted and asked again later), and ends with whoever started it.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

import polars as pl
from streamlit.testing.v1 import AppTest

from dashboard.connection import ReadInterruptedError
from dashboard.database import Database
from dashboard.likely import likely
from dashboard.scope import Scope
from dashboard.stored_answers import StoredAnswers
from dashboard.ui import frame, prepared, session
from dashboard.visits import Visit, Visits
from dashboard.workspace import Workspace

_APP = Path(__file__).with_name("app.py")
# Nobody waits for a page.
_DAY = 86_400.0
_MOST_BYTES = 8 << 20
# Pages drawn by one AppTest, which keeps what it has seen.
_DRAWN_BY_ONE = 20
# Seconds until a read that waits for its turn is interrupted again: at first, and at most.
_SOON, _LATE = 0.01, 1.0


class Patient(Database):
    """A database that asks only while `may_read` is set."""

    may_read = threading.Event()
    opened: ClassVar[set[Patient]] = set()

    def __init__(self, path: Path, answers: StoredAnswers | None = None) -> None:
        super().__init__(path, answers)
        self.opened.add(self)

    def _query(
        self,
        sql: str,
        values: Sequence[object] = (),
        scope: Scope | None = None,
        beside: Mapping[str, object] | None = None,
    ) -> pl.DataFrame:
        while True:
            self.may_read.wait()
            try:
                return super()._query(sql, values, scope, beside)
            except ReadInterruptedError:
                continue

    @classmethod
    def obey(cls, orders: Iterable[str]) -> None:
        """Read or wait as the lines say, until there are no more."""
        for line in orders:
            if line.strip() == "go":
                cls.may_read.set()
            elif cls.may_read.is_set():
                cls.may_read.clear()
                threading.Thread(target=cls._hold, daemon=True).start()

    @classmethod
    def _hold(cls) -> None:
        """Interrupt what is read until reading is allowed again: what comes between two statements is not noticed, and
        a read that was let through may only be about to begin."""
        pause = 0.0
        while not cls.may_read.wait(pause):
            for each in tuple(cls.opened):
                each.interrupt()
            pause = min(max(_SOON, 2 * pause), _LATE)


def _live(orders: Iterable[str]) -> None:
    """Obey; the end of the orders, or a failure to obey them, is the end of the process."""
    try:
        Patient.obey(orders)
    finally:
        os._exit(0)


def read_ahead(workspace: Workspace) -> None:
    """Draw what is likely of the version in force until all is drawn, another version is in force, or half of the room
    for answers is taken: the rest is for what readers ask."""
    path = session.database_path()
    if path is None:
        return
    answers = StoredAnswers(Workspace.answers_of(Path(path)), Path(path))
    drawn = AppTest.from_file(str(_APP), default_timeout=_DAY).run()
    for number, visit in enumerate(_visits(workspace, path, drawn)):
        if session.database_path() != path or answers.bytes() > answers.most_bytes // 2:
            return
        if number % _DRAWN_BY_ONE == _DRAWN_BY_ONE - 1:
            drawn = AppTest.from_file(str(_APP), default_timeout=_DAY).run()
        drawn.query_params.clear()
        drawn.query_params.update({name: list(values) for name, values in visit.query})
        drawn.switch_page(f"app_pages/{visit.page}.py").run()
        # The server has it left to quiet moments; here memory counts and nobody waits.
        gc.collect()


def _visits(workspace: Workspace, path: str, drawn: AppTest) -> Iterator[Visit]:
    last = Visits()
    last.load(workspace.visits_path)
    pages: Sequence[str] = drawn.session_state[frame.PAGES]
    return likely(pages, last.all(), session.facts(path), session.offered(path, Scope()))


def main() -> None:
    """Read ahead for the workspace named on the command line."""
    logging.disable()
    os.environ["FUNNEL_WORKSPACE"] = sys.argv[1]
    session.open_with(Patient)
    # What is read is kept on disk; here it would only take memory.
    session.KEPT.most_bytes = prepared.PARTS.most_bytes = _MOST_BYTES
    threading.Thread(target=_live, args=(sys.stdin,), daemon=True).start()
    Patient.may_read.wait()
    read_ahead(Workspace.default())


if __name__ == "__main__":
    main()
