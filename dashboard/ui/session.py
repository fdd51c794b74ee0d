"""The session: the database in force, cached reads, and the reader the present run draws for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from dashboard.database import Database
from dashboard.reader import Reader
from dashboard.scope import Scope
from dashboard.workspace import Workspace

_HOUR = 3600


@st.cache_resource(max_entries=4, show_spinner=False, on_release=lambda database: database.close())
def _opened(path: str) -> Database:
    return Database(Path(path))


def database_path() -> str | None:
    """The version in force; None before the first import."""
    path = Workspace.default().current()
    return None if path is None else str(path)


@st.cache_data(ttl=_HOUR, max_entries=4, show_spinner=False)
def facts(path: str) -> dict[str, Any]:
    """What holds for the whole version."""
    return _opened(path).facts()


@st.cache_data(ttl=_HOUR, max_entries=100, show_spinner=False)
def members(path: str, dimension: str) -> pl.DataFrame:
    """Value, label and deals of each member of a dimension."""
    return _opened(path).members(dimension)


@st.cache_data(ttl=_HOUR, max_entries=2_000, max_size="512MB", show_spinner=False)
def _read(path: str, view: str, scope: str, where: str, limit: int | None, _scope: Scope, _where: Any) -> pl.DataFrame:
    return _opened(path).read(view, _scope, where=_where, limit=limit)


def read(
    view: str,
    scope: Scope | None = None,
    where: Mapping[str, object] | None = None,
    limit: int | None = None,
) -> pl.DataFrame:
    """Rows of a view under the reader's scope, or another; cached by version, scope and condition."""
    return read_at(path_in_use(), view, scope if scope is not None else reader().scope, where, limit)


def read_at(
    path: str, view: str, scope: Scope, where: Mapping[str, object] | None = None, limit: int | None = None
) -> pl.DataFrame:
    """Rows of a view of one version; cached."""
    # A path is never reused, so it names the data; repr of frozen values is their identity.
    return _read(path, view, repr(scope), repr(where), limit, scope, where)


def read_afresh(path: str, view: str, scope: Scope, where: Mapping[str, object] | None) -> pl.DataFrame:
    """The same rows outside a script run and outside the cache, for a download that is built on its click."""
    with Database(Path(path)) as database:
        return database.read(view, scope, where=where)


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
