"""Presence: when a page was last asked for, and what readers look at."""

from __future__ import annotations

import threading
import time

from dashboard.scope import Scope
from dashboard.ui import address
from dashboard.visits import Visit, Visits

# What readers of this server look at; kept in the workspace for the next server and the next version.
VISITS = Visits()
# Parameters that change no answer.
_PASSING = ("lang", "rising", "about")

_is_asked = threading.Event()
_last_run = time.monotonic()


def wake() -> None:
    """Somebody asks for a page: whatever is done while nobody waits has to end."""
    global _last_run
    _last_run = time.monotonic()
    _is_asked.set()


def is_idle(seconds: float) -> bool:
    """Whether no page was asked for in the last seconds."""
    return time.monotonic() - _last_run > seconds


def is_asked_within(seconds: float) -> bool:
    """Wait for a page to be asked for; True as soon as one is, False when none was in these seconds."""
    _is_asked.clear()
    return _is_asked.wait(seconds)


def note(page: str, scope: Scope) -> None:
    """The reader looks at this page. One deal, and the rows behind one number, are nobody else's."""
    _, choices, followed = address.here()
    if followed is None and address.CHOICES["deal"] not in choices:
        lasting = {name: chosen for name, chosen in choices.items() if name not in _PASSING}
        VISITS.note(Visit.at(page, {**scope.to_query(), **lasting}))
