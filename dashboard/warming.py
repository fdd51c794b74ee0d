"""Warming: the answers that readers are likely to need are read while nobody waits, so that a first click is served."""

from __future__ import annotations

import datetime as dt
import functools
import logging
import threading
from collections.abc import Iterator

from dashboard.members import GROUPED
from dashboard.periods import presets
from dashboard.scope import FILTERS, Scope
from dashboard.ui import session
from dashboard.ui.ahead import Question, quietly

log = logging.getLogger("dashboard")

# Seconds without a page after which nobody waits, and between two looks at the version in force.
_IDLE, _LOOK_EVERY = 3.0, 2.0
# A database with fewer deals answers at once anyway.
_MANY_DEALS = 50_000
# A filter with more members is a list to search in: no member of it is a likely first click.
_FEW_MEMBERS = 12
_FIRST_VIEWS = ("movers", "results_over_time", "rep_efficiency", "pipeline_changes")
_FIRST_OF_A_PIPELINE = ("stage_conversion", "funnel_width", "stage_dwell")


def keep_warm(stop: threading.Event) -> None:
    """Read the first page of every version that comes into force, then, while nobody waits, what pages have asked so
    far in the scopes one click away. Ends when `stop` is set; a failure waits for the page that shows it."""
    path: str | None = None
    jobs: Iterator[tuple[Scope, Question]] = iter(())
    asked = 0
    while not stop.is_set():
        try:
            if (found := session.database_path()) != path or len(session.questions()) != asked:
                path, asked = found, len(session.questions())
                jobs = _jobs(path) if path else iter(())
            job = next(jobs, None) if session.is_idle(_IDLE) and session.has_room() else None
        except Exception as error:
            log.warning("Nothing was read ahead: %s", error)
            path, job = None, None
        if job is None or path is None:
            stop.wait(_LOOK_EVERY)
            continue
        scope, question = job
        quietly(functools.partial(session.answer, path, scope), question)


def _jobs(path: str) -> Iterator[tuple[Scope, Question]]:
    known = list({repr(each): each for each in (*_first(path), *session.questions())}.values())
    for scope in likely(path):
        session.offered(path, scope)
        session.days(path, scope)
        for question in known:
            if not session.is_kept(path, scope, question):
                yield scope, question


def _first(path: str) -> list[Question]:
    """What the first page asks when nobody has chosen anything."""
    found = session.members(path, "pipeline")["value"].to_list()
    usual = session.facts(path).get("default_pipeline")
    pipeline = usual if usual in found else next(iter(found), None)
    where = {"pipeline": pipeline} if pipeline and pipeline != "~" else {}
    views = [("read", view, None, None, None, None) for view in (*_FIRST_VIEWS, "funnel_width", "import_files")]
    return [
        session.KEY_FIGURES,
        session.SHORT_LISTS,
        *views,
        *(("read", view, where, None, None, None) for view in _FIRST_OF_A_PIPELINE),
    ]


def likely(path: str) -> Iterator[Scope]:
    """The scopes one click away, first the one without a choice: the members of short filters, the named periods."""
    yield Scope()
    offered = session.offered(path, Scope())
    if sum(offered.get("pipeline", {}).values()) < _MANY_DEALS:
        return
    facts = session.facts(path)
    for choice in FILTERS:
        members = offered.get(choice.key, {}) if choice.key in GROUPED else {}
        if 1 < len(members) <= _FEW_MEMBERS:
            for member in sorted(members, key=lambda each: -members[each]):
                yield Scope().replace(**{choice.field: (member,)})
    usual = (facts["default_period_start"], facts["default_period_end"])
    for start, end in presets(facts).values():
        if (start, end) != usual and isinstance(start, dt.date):
            yield Scope(period_start=start, period_end=end)
