"""What pages ask about the comparison: whether there is one, with what, and the year before as a line beside."""

from __future__ import annotations

from dashboard import periods
from dashboard.periods import compared
from dashboard.reader import Reader
from dashboard.scope import Scope
from dashboard.ui import session
from dashboard.ui.report import Beside


def comparison() -> str:
    """`previous` or `last_year`, as the reader chose; "" where they compare with nothing or nothing lies before."""
    return next(iter(compared(session.reader())), "")


def last_year(view: str) -> Beside | None:
    """The same view a year earlier, for a thin line of context; None where nothing is compared."""
    return Beside(view, year_before) if comparison() else None


def year_before(scope: Scope, reader: Reader) -> Scope:
    """The same period a year earlier, whole and with the same filters."""
    start, end = periods.year_before(reader.period)
    return scope.replace(period_start=start, period_end=end, as_of=min(end, reader.facts["exported_on"]))
