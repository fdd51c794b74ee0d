"""Presence: when a page was last asked for, and what readers look at."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

from dashboard.scope import Scope
from dashboard.ui import address
from dashboard.visits import Visit, Visits

# What readers of this server look at; kept in the workspace for the next server and the next version.
VISITS = Visits()
# Parameters that change no answer.
_PASSING = ("lang", "rising", "about")

_is_asked, _lock = threading.Event(), threading.Lock()
_last_run, _under_way = time.monotonic(), 0


@contextlib.contextmanager
def waiting() -> Iterator[None]:
    """Somebody waits for a page: whatever is done while nobody waits has to end."""
    global _last_run, _under_way
    with _lock:
        _under_way += 1
    _is_asked.set()
    try:
        yield
    finally:
        with _lock:
            _under_way -= 1
            _last_run = time.monotonic()


def is_idle(seconds: float) -> bool:
    """Whether nobody waits for a page, nor did in the last seconds."""
    return not _under_way and time.monotonic() - _last_run > seconds


def is_asked_within(seconds: float) -> bool:
    """Wait for a page to be asked for; True as soon as one is, False when none was in these seconds."""
    found = _is_asked.wait(seconds)
    _is_asked.clear()
    return found


def note(page: str, scope: Scope) -> None:
    """The reader looks at this page. One deal, and the rows behind one number, are nobody else's."""
    _, choices, followed = address.here()
    if followed is None and address.CHOICES["deal"] not in choices:
        lasting = {name: chosen for name, chosen in choices.items() if name not in _PASSING}
        VISITS.note(Visit.at(page, {**scope.to_query(), **lasting}))
