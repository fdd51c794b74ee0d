"""The session: the database in force, cached reads, and the reader the present run draws for."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import streamlit as st

from dashboard import catalog
from dashboard.charts.built import keep_in
from dashboard.cut_lists import cut
from dashboard.database import Database
from dashboard.kept_reads import KeptReads
from dashboard.members import narrowing
from dashboard.reader import Reader
from dashboard.scope import NOT_SET, Scope
from dashboard.stored_answers import StoredAnswers
from dashboard.ui import address
from dashboard.ui.ahead import Question, Questions, ask_ahead
from dashboard.workspace import Workspace

# What pages ask beside the rows of views: all key figures, the short lists of deals, and how many deals there are.
KEY_FIGURES: Question = ("figures", "kpi_comparison", None, None, None, None)
SHORT_LISTS: Question = ("short", "deal_list", None, None, None, None)
DEALS_IN_SCOPE: Question = ("in_scope", "deal_list", None, None, None, None)
# In the session's state: the key figures of the present run.
_FIGURES = "session.figures"
_HOUR = 3600
KEPT: KeptReads[pl.DataFrame] = KeptReads(most_bytes=512 << 20)
_ASKED = Questions()
_database: Callable[[Path, StoredAnswers], Database] = Database


def open_with(database: Callable[[Path, StoredAnswers], Database]) -> None:
    """Open versions with another kind of Database from now on."""
    global _database
    _database = database


@st.cache_resource(max_entries=4, show_spinner=False, on_release=lambda database: database.close())
def _opened(path: str) -> Database:
    version = Path(path)
    answers = StoredAnswers(Workspace.answers_of(version), version)
    keep_in(answers)
    return _database(version, answers)


def database_path() -> str | None:
    """The version in force; None before the first import."""
    path = Workspace.default().current()
    return None if path is None else str(path)


@st.cache_resource(max_entries=4, show_spinner=False)
def facts(path: str) -> dict[str, Any]:
    """What holds for the whole version."""
    return _opened(path).facts()


def days(path: str, scope: Scope) -> Mapping[str, dt.date]:
    """The days a scope comes to, and those it is compared with."""
    return _opened(path).days(scope)


def members(
    path: str, dimension: str, scope: Scope | None = None, search: str = "", limit: int | None = None
) -> pl.DataFrame:
    """Value, label and deals of each member of a dimension that the other filters of a scope leave."""
    narrowed = narrowing(scope or Scope(), dimension)
    return KEPT.get(
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


def is_known(dimension: str, value: str) -> bool:
    """Whether any deal that the reader may see has this member on the day of the export."""
    allowed = reader().scope.permissions_only()
    return _label(path_in_use(), dimension, value, repr(allowed), allowed) is not None


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
    return _answer(scope, ("read", view, where, limit, tuple(columns) if columns else None, first))


def read_at(path: str, view: str, scope: Scope) -> pl.DataFrame:
    """All rows of a view of one version; cached."""
    return answer(path, scope, ("read", view, None, None, None, None))


def _answer(scope: Scope | None, question: Question) -> pl.DataFrame:
    if scope is None:
        _ASKED.note(repr(address.here()[:2]), question)
    return answer(path_in_use(), reader().scope if scope is None else scope, question)


def answer(path: str, scope: Scope, question: Question) -> pl.DataFrame:
    """The answer of one version to a question of a page; cached."""
    return KEPT.get(_key(path, scope, question), lambda: _ask(path, scope, question))


def is_kept(path: str, scope: Scope, question: Question) -> bool:
    """Whether the answer would be there at once."""
    return _key(path, scope, question) in KEPT


def _key(path: str, scope: Scope, question: Question) -> tuple[Hashable, ...]:
    # A path is never reused, so it names the data; a scope holds the reader's permissions beside the choices.
    return path, scope.asked_of(question[1]), repr(question)


def _ask(path: str, scope: Scope, question: Question) -> pl.DataFrame:
    kind, view, where, limit, columns, first = question
    whole: Question = ("read", view, None, None, None, None)
    is_beginning = kind == "read" and limit is not None and not (where or columns or first)
    # What a page reads whole anyway is not worked out once more for its first rows.
    if is_beginning and KEPT.is_coming(_key(path, scope, whole)):
        return answer(path, scope, whole).head(limit)
    database, asked = _opened(path), scope.asked_of(view)
    if kind == "totals":
        return pl.DataFrame([database.totals(view, asked, columns, where)], infer_schema_length=None)
    if kind != "read":
        known = {"figures": database.key_figures, "short": database.short_lists, "in_scope": database.deals_in_scope}
        return known[kind](asked)
    return database.read(view, asked, where=where, limit=limit, columns=columns, first=first)


Trend = Mapping[str, Mapping[dt.date, float | None]]


class Figures(NamedTuple):
    """The key figures of a scope: their values by measure, the rows of kpi_comparison by measure, and the months of
    kpi_trend with their values by measure, in order."""

    values: Mapping[str, Any]
    compared: Mapping[str, Mapping[str, Any]]
    trend: Trend


def key_figures() -> Figures:
    """The key figures under the reader's scope; cached."""
    state = st.session_state
    if state.get(_FIGURES) is None:
        state[_FIGURES] = _figures(_answer(None, KEY_FIGURES))
    return state[_FIGURES]


def _figures(found: pl.DataFrame) -> Figures:
    compared: dict[str, Mapping[str, Any]] = {}
    trend: dict[str, dict[dt.date, float | None]] = {}
    for row in found.iter_rows(named=True):
        if row["month"] is None:
            compared[row["measure"]] = row
        else:
            trend.setdefault(row["measure"], {})[row["month"]] = row["value"]
    return Figures({name: _whole(name, row["value"]) for name, row in compared.items()}, compared, trend)


def _whole(measure: str, value: float | None) -> float | None:
    """A count as the whole number that it is."""
    return int(value) if value is not None and catalog.measure(measure).header["unit"] == "count" else value


def short_list(name: str) -> pl.DataFrame:
    """Database.short_lists: the first open deals of all (`largest`) or of those due (`due`); cached."""
    found = _answer(None, SHORT_LISTS).filter(pl.col("list") == name)
    of_all = {"all_deals": "rows", "all_amount": "amount", "all_past": "is_close_date_passed"}
    return cut(found.drop(*of_all), {of_all[each]: found[each][0] for each in of_all}) if found.height else found


def deals_in_scope() -> int:
    """How many deals the list of deals has under the reader's scope; cached."""
    return int(_answer(None, DEALS_IN_SCOPE)["deals"][0])


def totals(
    view: str, where: Mapping[str, object] | None = None, columns: Sequence[str] = (), scope: Scope | None = None
) -> dict[str, Any]:
    """How many rows a view has under the reader's scope or another (`rows`), and the sums of columns; cached."""
    return _answer(scope, ("totals", view, where, None, tuple(columns), None)).row(0, named=True)


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
    """Fix version and reader for the run, and ask what the page is known to ask."""
    st.session_state["session.path"] = path
    st.session_state["session.reader"] = found
    st.session_state[_FIGURES] = None
    asked = [each for each in _ASKED.of(repr(address.here()[:2])) if not is_kept(path, found.scope, each)]
    ask_ahead(asked, lambda each: answer(path, found.scope, each))
