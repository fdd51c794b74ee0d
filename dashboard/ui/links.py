"""Links from numbers to the rows behind them: the address of the Deals page with the scope narrowed to the number."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus

import streamlit as st

from dashboard import narrowing
from dashboard.scope import Scope, ScopeError
from dashboard.ui import address, session
from dashboard.ui.followed import Followed, Query

PAGE = f"app_pages/{address.DEALS}.py"


class Links:
    """The links of one run: `page` is the one the reader is on, `scope` theirs."""

    def __init__(self, path: str, scope: Scope, page: str) -> None:
        self._path, self._scope, self._page = path, scope, page
        self._choices = address.choices()
        self._before = address.scoped(scope) | self._choices
        self._pipelines = session.members(path, "pipeline")

    @functools.cached_property
    def _days(self) -> Mapping[str, dt.date]:
        # Not read before a link needs them, so that the page's own questions are put first.
        return session.days(self._path, self._scope)

    def query(self, view: str, column: str, row: Mapping[str, Any]) -> Query | None:
        """The parameters of the Deals page for one number of a view; None where no list holds rows behind it."""
        # The rows of a list are where a number leads to.
        if view.endswith("_list"):
            return None
        try:
            found = narrowing.behind(view, column, row)
        except KeyError:
            # A column that the page added, or a row without the columns that say what it is about.
            return None
        if found is None:
            return None
        if len(self._pipelines) < 2:
            # The only one there is narrows nothing.
            members = {field: chosen for field, chosen in found.filters.items() if field != "pipelines"}
            found = dataclasses.replace(found, filters=members)
        measure = str(row["measure"]) if column in ("value", "change") and "measure" in row else column
        try:
            after = address.scoped(found.narrow(self._scope, self._days)) | self._choices
        except ScopeError:
            # Days that no scope can hold: a month beside the period.
            return None
        return after | Followed.behind(f"{view}.{measure}", found, self._page, self._before, after).to_query()

    def __call__(self, view: str, column: str, row: Mapping[str, Any]) -> str | None:
        """The same as an address for a mark of a chart."""
        query = self.query(view, column, row)
        return None if query is None else f"{address.DEALS}?{_encoded(query)}"


# A page has a hundred links that say nearly the same.
_quoted = functools.lru_cache(maxsize=4_096)(quote_plus)


def _encoded(query: Query) -> str:
    """The parameters as urllib.parse.urlencode writes them."""
    return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, values in query.items() for value in values)


def number_link(view: str, column: str, row: Mapping[str, Any], label: str, **options: Any) -> bool:
    """A link with these words to the rows behind a number; draws nothing and is False where there are none."""
    query = links().query(view, column, row)
    if query is None:
        return False
    st.page_link(PAGE, label=label, icon="", query_params=query, **options)
    return True


def links() -> Links:
    """The links of the present run."""
    return st.session_state["links"]


def begin(path: str, scope: Scope, page: str) -> Links:
    """Fix the links of the run."""
    st.session_state["links"] = Links(path, scope, page)
    return st.session_state["links"]
