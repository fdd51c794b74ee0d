"""Warming: while nobody waits, a process of its own reads what readers are likely to ask for next."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import importlib
import logging
import math
import os
import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from streamlit import env_util

from dashboard import catalog, quiet
from dashboard.i18n import LANGUAGES, messages
from dashboard.reader import Look, Reader
from dashboard.scope import Scope
from dashboard.ui import presence, session
from dashboard.workspace import Workspace

log = logging.getLogger("dashboard")

# Seconds without a page after which nobody waits, and after which what was new to look at is taken up.
_IDLE, _SETTLED = 3.0, 60.0
# Seconds between two looks at the version in force and at who waits.
_LOOK_EVERY = 1.0
# What DuckDB takes beside what FUNNEL_MEMORY_LIMIT leaves to the server, at most.
_MEMORY = "512MB"
_THOUSANDS = ("", "k", "m", "g", "t")


class Warmer:
    """The process that reads ahead for one version: begun, held while somebody waits, ended."""

    def __init__(self, workspace: Workspace) -> None:
        self._is_going = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.warming_process", str(workspace.folder.resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).resolve().parent.parent,
            # The threads of a query would each keep what they freed.
            env={"MALLOC_ARENA_MAX": "2", **os.environ, "FUNNEL_MEMORY_LIMIT": memory(os.environ)},
            creationflags=_flags(),
            start_new_session=True,
        )
        _put_last(self._process.pid)

    @property
    def is_done(self) -> bool:
        """Whether it has read everything, or failed."""
        return self._process.poll() is not None

    def may_read(self, allowed: bool) -> None:
        """Let it read, or have it wait from now on."""
        if allowed is self._is_going:
            return
        self._is_going = allowed
        pipe = self._process.stdin
        with contextlib.suppress(OSError):
            if pipe is not None:
                pipe.write(b"go\n" if allowed else b"wait\n")
                pipe.flush()

    def end(self) -> None:
        """End it; what it has read stays."""
        self._process.terminate()
        self._process.wait()


def memory(environment: Mapping[str, str]) -> str:
    """What FUNNEL_MEMORY_LIMIT is to reading ahead: 512MB, or what is given where that is less."""
    given = environment.get("FUNNEL_MEMORY_LIMIT", "")
    return given if given and _bytes(given) < _bytes(_MEMORY) else _MEMORY


def _bytes(size: str) -> float:
    """A size as DuckDB reads it; what is written otherwise is as large as can be."""
    found = re.fullmatch(r"([\d.]+)\s*([kmgt]?)(i?)b?", size.strip().lower())
    try:
        number, unit, binary = found.groups() if found else ("inf", "", "")
        return float(number) * (1024 if binary else 1000) ** _THOUSANDS.index(unit)
    except ValueError:
        return math.inf


def _put_last(process: int) -> None:
    """Give way to everything else from now on: what it imports alone takes longer than many a page."""
    if sys.platform == "win32":
        return
    os.setpriority(os.PRIO_PROCESS, process, 19)
    # Linux may weigh whole sessions against each other; alone in its own it would get as much as a browser.
    with contextlib.suppress(OSError):
        Path(f"/proc/{process}/autogroup").write_text("19", encoding="ascii")


def _flags() -> int:
    if sys.platform == "win32":
        return subprocess.IDLE_PRIORITY_CLASS
    return 0


def keep_warm(stop: threading.Event) -> None:
    """Read ahead for every version that comes into force, and again when readers looked at something new, until `stop`
    is set. What readers look at is remembered in the workspace; one that cannot be written to is left alone."""
    workspace, warmer = Workspace.default(), None
    presence.VISITS.load(workspace.visits_path)
    saved = presence.VISITS.news
    # The version and how much had been looked at when reading ahead last began.
    begun: tuple[str | None, int] = None, 0
    is_used = False
    with contextlib.suppress(Exception):
        _prepare()
    # What is there for as long as the server runs need not be looked through again.
    gc.collect()
    gc.freeze()
    failure = ""
    while not stop.is_set():
        try:
            is_idle = quiet.is_idle(_IDLE)
            if warmer is not None:
                warmer.may_read(is_idle)
            if is_used and is_idle:
                # Streamlit would do it after every run.
                gc.collect()
                is_used = False
            if presence.VISITS.news != saved and is_idle:
                saved = presence.VISITS.news
                presence.VISITS.save(workspace.visits_path)
            now = session.database_path(), presence.VISITS.news
            is_importing = workspace.is_importing()
            if warmer is not None and (warmer.is_done or is_importing or now[0] != begun[0]):
                # An import needs memory and cores more; afterwards another version is in force, or all is begun again.
                begun = (None, 0) if is_importing else begun
                warmer.end()
                warmer = None
            is_settled = is_idle and quiet.is_settled(_IDLE if now[0] != begun[0] else _SETTLED)
            if warmer is None and now != begun and is_settled and not is_importing:
                begun = now
                warmer = _begun(workspace, now[0])
            failure = ""
        except Exception as error:
            if str(error) != failure:
                log.warning("Nothing is read ahead: %s", error)
            failure = str(error)
        if quiet.is_asked_within(_LOOK_EVERY):
            is_used = True
            if warmer is not None:
                warmer.may_read(False)
    if warmer is not None:
        warmer.end()


def _prepare() -> None:
    """What the first page would wait for: the words, the headers of queries, the version in force, what Streamlit loads
    late. A failure is told by the page that shows it."""
    importlib.import_module("streamlit.emojis")
    # For the icon of a page.
    importlib.import_module("PIL.Image").preinit()
    env_util.is_repl()
    for language in LANGUAGES:
        messages(language)
        # The names of months and days.
        Reader(Look(language)).formats.day(dt.date.today())
    catalog.queries()
    path = session.database_path()
    if path is not None:
        session.facts(path)
        session.offered(path, Scope())


def _begun(workspace: Workspace, path: str | None) -> Warmer | None:
    """A process that reads ahead, where there is something to read and a place to keep it, unless FUNNEL_READ_AHEAD is
    off."""
    if path is None or os.environ.get("FUNNEL_READ_AHEAD") == "off":
        return None
    folder = Workspace.answers_of(Path(path))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Warmer(workspace) if os.access(folder, os.W_OK) else None
    except OSError as error:
        log.warning("Nothing is read ahead: %s", error)
        return None
