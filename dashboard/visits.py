"""Visits: the pages that readers looked at last, with their choices, so that they can be read ahead for them."""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

# Longer lists would be read ahead for days.
_MOST_VISITS = 200


class Visit(NamedTuple):
    """A page and the parameters of its address in the order of their names; language and colours change no answer."""

    page: str
    query: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def at(cls, page: str, query: Mapping[str, str | Sequence[str]]) -> Visit:
        """The visit of an address."""
        told = {name: (given,) if isinstance(given, str) else tuple(given) for name, given in query.items()}
        return cls(page, tuple(sorted((name, values) for name, values in told.items() if values)))


class Visits:
    """The last visits and when they were. Safe to share between threads; servers of one workspace share the file."""

    def __init__(self) -> None:
        self._at: dict[Visit, float] = {}
        self._lock = threading.Lock()
        # Grows whenever a visit is new.
        self.news = 0

    def note(self, visit: Visit) -> None:
        """Somebody looks at this now."""
        with self._lock:
            self.news += visit not in self._at
            self._at[visit] = time.time()
            self._forget()

    def all(self) -> list[Visit]:
        """Every visit once, the last one first."""
        with self._lock:
            return sorted(self._at, key=lambda each: -self._at[each])

    def load(self, path: Path) -> None:
        """Add what was kept in a file; a missing or damaged one holds nothing."""
        found: dict[Visit, float] = {}
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            for each in json.loads(path.read_text(encoding="utf-8")):
                query = {str(name): [str(value) for value in values] for name, values in each["query"].items()}
                found[Visit.at(str(each["page"]), query)] = float(each["at"])
        with self._lock:
            self._at = {each: max(found.get(each, 0.0), self._at.get(each, 0.0)) for each in {**found, **self._at}}
            self._forget()

    def save(self, path: Path) -> None:
        """Keep the visits beside those that other servers kept; without them where the folder cannot be written to."""
        self.load(path)
        with self._lock:
            told: list[dict[str, Any]] = [
                {"page": each.page, "query": dict(each.query), "at": at} for each, at in self._at.items()
            ]
        written = path.with_name(f"{path.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            # Scopes name people and customers.
            with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as to:
                json.dump(told, to, ensure_ascii=False)
            written.replace(path)

    def _forget(self) -> None:
        if len(self._at) > _MOST_VISITS:
            kept = sorted(self._at, key=lambda each: -self._at[each])[:_MOST_VISITS]
            self._at = {each: self._at[each] for each in kept}
