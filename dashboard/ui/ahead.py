"""Reading ahead: what a page is known to ask is asked before it gets there, for the scope that was just chosen."""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

# Pages with their choices, the questions of each.
_MOST_PAGES, _MOST_QUESTIONS = 200, 40
# Planning a question takes one core, however many there are.
_POOL = ThreadPoolExecutor(max_workers=2, thread_name_prefix="ahead")

Question = tuple[Any, ...]


class Questions:
    """What each page asked of the last scopes, in its order. Safe to share between threads."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, OrderedDict[str, Question]] = OrderedDict()
        self._lock = threading.Lock()

    def note(self, page: Hashable, question: Question) -> None:
        """The page asks this question under the scope of its reader."""
        with self._lock:
            found = self._pages.setdefault(page, OrderedDict())
            found[repr(question)] = question
            self._pages.move_to_end(page)
            if len(found) > _MOST_QUESTIONS:
                found.popitem(last=False)
            if len(self._pages) > _MOST_PAGES:
                self._pages.popitem(last=False)

    def of(self, page: Hashable) -> list[Question]:
        """The questions of a page; none before it was first drawn."""
        with self._lock:
            return list(self._pages.get(page, {}).values())


def ask_ahead(questions: list[Question], ask: Callable[[Question], object]) -> None:
    """Ask in the background; whoever needs an answer that is under way waits for it."""
    for question in questions:
        _POOL.submit(quietly, ask, question)


def quietly(ask: Callable[[Question], object], question: Question) -> None:
    """A failure is told by the page, which asks again."""
    with contextlib.suppress(Exception):
        ask(question)
