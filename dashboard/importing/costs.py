"""What it costs that an export lacks a table: the views that cannot answer and the pages that show them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dashboard import catalog

_PAGES = Path(__file__).resolve().parent.parent / "app_pages"


@dataclass(frozen=True)
class Cost:
    """A table that was not imported; `views` need it, `pages` (names of app_pages) show one of them."""

    table: str
    views: tuple[str, ...]
    pages: tuple[str, ...]


def of_missing(tables: Iterable[str]) -> list[Cost]:
    """The tables, beside those imported, without which some view cannot answer; those that cost most views first."""
    imported = set(tables)
    needed: dict[str, list[str]] = {}
    for view in catalog.queries("views"):
        for table in view.needs:
            if table not in imported:
                needed.setdefault(table, []).append(view.name)
    costs = [Cost(table, tuple(views), _pages_of(frozenset(views))) for table, views in needed.items()]
    return sorted(costs, key=lambda each: (-len(each.views), each.table))


@functools.cache
def _pages_of(views: frozenset[str]) -> tuple[str, ...]:
    """The pages whose scripts name one of the views."""
    named = ((path.stem, re.findall(r'"(\w+)"', path.read_text(encoding="utf-8"))) for path in _PAGES.glob("*.py"))
    return tuple(sorted(page for page, names in named if views & set(names)))
