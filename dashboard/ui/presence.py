"""Presence: what readers look at."""

from __future__ import annotations

from dashboard.scope import Scope
from dashboard.ui import address
from dashboard.visits import Visit, Visits

# What readers of this server look at; kept in the workspace for the next server and the next version.
VISITS = Visits()
# Parameters that change no answer.
_PASSING = ("lang", "rising", "about")


def note(page: str, scope: Scope) -> None:
    """The reader looks at this page. One deal, and the rows behind one number, are nobody else's."""
    _, choices, followed = address.here()
    if followed is None and address.CHOICES["deal"] not in choices:
        lasting = {name: chosen for name, chosen in choices.items() if name not in _PASSING}
        VISITS.note(Visit.at(page, {**scope.to_query(), **lasting}))
