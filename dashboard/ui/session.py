"""The session: the database in force, cached reads, and the reader the present run draws for."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import streamlit as st

from dashboard import catalog
from dashboard.cut_lists import cut
from dashboard.database import Database
from dashboard.kept_reads import KeptReads
from dashboard.members import narrowing
from dashboard.reader import Reader
from dashboard.scope import NOT_SET, Scope
from dashboard.workspace import Workspace

_HOUR = 3600
_KEPT: KeptReads[pl.DataFrame] = KeptReads(most_bytes=512 << 20)


@st.cache_resource(max_entries=4, show_spinner=False, on_release=lambda database: database.close())
def _opened(path: str) -> Database:
    return Database(Path(path))


def database_path() -> str | None:
    """The version in force; None before the first import."""
    path = Workspace.default().current()
    return None if path is None else str(path)


@st.cache_resource(max_entries=4, show_spinner=False)
def facts(path: str) -> dict[str, Any]:
    """What holds for the whole version."""
    return _opened(path).facts()


@functools.lru_cache(maxsize=500)
def _days(path: str, scope: Scope) -> dict[str, dt.date]:
    return _opened(path).days(scope)


def days(path: str, scope: Scope) -> dict[str, dt.date]:
    """The days a scope comes to, and those it is compared with."""
    kept = Scope(
        period_start=scope.period_start, period_end=scope.period_end, as_of=scope.as_of, comparison=scope.comparison
    )
    return _days(path, kept)


def members(
    path: str, dimension: str, scope: Scope | None = None, search: str = "", limit: int | None = None
) -> pl.DataFrame:
    """Value, label and deals of each member of a dimension that the other filters of a scope leave."""
    narrowed = narrowing(scope or Scope(), dimension)
    return _KEPT.get(
        (path, "members", dimension, narrowed, search, limit),
        lambda: _opened(path).members(dimension, narrowed, search, limit),
    )


def offered(path: str, scope: Scope) -> Mapping[str, Mapping[str, int]]:
    """What every filter in the sidebar offers beside the others: by dimension, each value with its deals."""
    return _offered(path, narrowing(scope))


@functools.lru_cache(maxsize=500)
def _offered(path: str, narrowed: Scope) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for dimension, value, deals in _opened(path).offered(narrowed).iter_rows():
        found.setdefault(dimension, {})[value] = deals
    return found


@st.cache_data(ttl=_HOUR, max_entries=500, show_spinner=False)
def _label(path: str, dimension: str, value: str, permissions: str, _scope: Scope) -> str | None:
    found = _opened(path).members(dimension, _scope, among=(value,))["label"].to_list()
    return found[0] if found else None


def named(dimension: str, value: str) -> str:
    """A member of a dimension in words: ids of customers and campaigns by name, enumerations translated."""
    return named_by(path_in_use(), reader(), dimension, value)


def named_by(path: str, found: Reader, dimension: str, value: str) -> str:
    """The same before the run's reader is known."""
    if dimension not in ("account", "campaign") or value == NOT_SET:
        return found.name(dimension, value)
    allowed = found.scope.permissions_only()
    return _label(path, dimension, value, repr(allowed), allowed) or value


def read(
    view: str,
    scope: Scope | None = None,
    where: Mapping[str, object] | None = None,
    limit: int | None = None,
    columns: Sequence[str] | None = None,
    first: str | None = None,
) -> pl.DataFrame:
    """Rows of a view under the reader's scope, or another, as Database.read; cached by all that they depend on."""
    return read_at(path_in_use(), view, scope if scope is not None else reader().scope, where, limit, columns, first)


def read_at(
    path: str,
    view: str,
    scope: Scope,
    where: Mapping[str, object] | None = None,
    limit: int | None = None,
    columns: Sequence[str] | None = None,
    first: str | None = None,
) -> pl.DataFrame:
    """Rows of a view of one version; cached."""
    scope = scope.asked_of(view)
    # A path is never reused, so it names the data; a scope holds the reader's permissions beside the choices.
    listed = tuple(columns) if columns else None
    return _KEPT.get(
        (path, view, scope, repr(where), limit, listed, first),
        lambda: _opened(path).read(view, scope, where=where, limit=limit, columns=listed, first=first),
    )


class Figures(NamedTuple):
    """The key figures of a scope: their values by measure, the rows of kpi_comparison by measure, and kpi_trend."""

    values: Mapping[str, Any]
    compared: Mapping[str, Mapping[str, Any]]
    trend: pl.DataFrame


def key_figures() -> Figures:
    """The key figures under the reader's scope; cached."""
    found = key_figures_at(path_in_use(), reader().scope)
    compared = {row["measure"]: row for row in found.filter(pl.col("month").is_null()).iter_rows(named=True)}
    return Figures(
        {name: _whole(name, row["value"]) for name, row in compared.items()},
        compared,
        found.filter(pl.col("month").is_not_null()),
    )


def key_figures_at(path: str, scope: Scope) -> pl.DataFrame:
    """Database.key_figures of one version; cached."""
    scope = scope.replace(comparison=None)
    return _KEPT.get((path, "key_figures", scope), lambda: _opened(path).key_figures(scope))


def _whole(measure: str, value: float | None) -> float | None:
    """A count as the whole number that it is."""
    return int(value) if value is not None and catalog.measure(measure).header["unit"] == "count" else value


def short_list(name: str) -> pl.DataFrame:
    """Database.short_lists: the first open deals of all (`largest`) or of those due (`due`); cached."""
    found = short_lists_at(path_in_use(), reader().scope).filter(pl.col("list") == name)
    of_all = {"all_deals": "rows", "all_amount": "amount", "all_past": "is_close_date_passed"}
    return cut(found.drop(*of_all), {of_all[each]: found[each][0] for each in of_all}) if found.height else found


def short_lists_at(path: str, scope: Scope) -> pl.DataFrame:
    """Database.short_lists of one version; cached."""
    scope = scope.replace(comparison=None)
    return _KEPT.get((path, "short_lists", scope), lambda: _opened(path).short_lists(scope))


def totals(
    view: str, where: Mapping[str, object] | None = None, columns: Sequence[str] = (), scope: Scope | None = None
) -> dict[str, Any]:
    """How many rows a view has under the reader's scope or another (`rows`), and the sums of columns; cached."""
    path, asked = path_in_use(), (scope if scope is not None else reader().scope).asked_of(view)
    listed = tuple(columns)
    return _KEPT.get(
        (path, view, asked, repr(where), "totals", listed),
        lambda: pl.DataFrame([_opened(path).totals(view, asked, listed, where)], infer_schema_length=None),
    ).row(0, named=True)


def resolved(path: str, scope: Scope) -> Scope:
    """The scope as the views read it: reps by their display names."""
    return _opened(path).resolve(scope)


def path_in_use() -> str:
    """The version this run reads; it stays the same for all reads of a run."""
    return st.session_state["session.path"]


def reader() -> Reader:
    """Whom the present run draws for."""
    return st.session_state["session.reader"]


def begin(path: str, found: Reader) -> None:
    """Fix version and reader for the run."""
    st.session_state["session.path"] = path
    st.session_state["session.reader"] = found
