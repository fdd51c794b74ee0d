"""Quiet: when a page was last asked for, so that what is done while nobody waits keeps out of the way of who does."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

_is_asked, _lock = threading.Event(), threading.Lock()
_last, _last_page, _under_way = time.monotonic(), time.monotonic(), 0


def disturb() -> None:
    """Somebody begins to wait: whatever is done while nobody waits has to end."""
    global _last
    _last = time.monotonic()
    _is_asked.set()


def _disturb_by_page() -> None:
    global _last_page
    _last_page = time.monotonic()
    disturb()


@contextlib.contextmanager
def waiting() -> Iterator[None]:
    """Somebody waits for a page until the block ends."""
    global _under_way
    with _lock:
        _under_way += 1
    _disturb_by_page()
    try:
        yield
    finally:
        with _lock:
            _under_way -= 1
        _disturb_by_page()


def is_idle(seconds: float) -> bool:
    """Whether nobody waits for a page, nor did in the last seconds."""
    return not _under_way and time.monotonic() - _last > seconds


def is_settled(seconds: float) -> bool:
    """Whether no page was drawn in the last seconds; whoever only asks for the document, as a monitor does each
    minute, looks at nothing."""
    return not _under_way and time.monotonic() - _last_page > seconds


def is_asked_within(seconds: float) -> bool:
    """Wait for a page to be asked for; True as soon as one is, False when none was in these seconds."""
    found = _is_asked.wait(seconds)
    _is_asked.clear()
    return found
