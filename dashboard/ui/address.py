"""The address: the reader's choices in the URL, so that a link, a reload and the back button show the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.i18n import LANGUAGES
from dashboard.periods import preset_of, presets
from dashboard.scope import FILTERS, RULES, Scope

LANGUAGE = "picked.language"
RISING = "picked.rising"
PERIOD = "picked.period"
CUSTOM = "picked.custom"
AS_OF = "picked.as_of"
_KNOWN, _PAGE, _CARRIED, _NARROWED = "address.known", "address.page", "address.carried", "address.narrowed"

Query = dict[str, list[str]]


def key_of(field: str) -> str:
    """The session key of the widget behind a field of the scope."""
    return f"picked.{field}"


def language(default: str) -> str:
    """The language of this run, before any widget: the reader's choice, else the link's, else the workspace's."""
    chosen = st.session_state.get(LANGUAGE)
    if st.session_state.get(_KNOWN) is None or chosen not in LANGUAGES:
        chosen = st.query_params.get("lang", chosen or default)
    return chosen if chosen in LANGUAGES else default


def arrive(page: str, facts: Mapping[str, Any], default_language: str) -> None:
    """Take over what the URL says where it is news: the first run, a link, back and forward."""
    state, asked = st.session_state, _asked()
    changed_page = state.get(_PAGE) not in (None, page)
    state[_PAGE] = page
    if state.get(_KNOWN) is None:
        adopt(asked, facts, default_language)
    elif asked != state[_KNOWN]:
        # The navigation drops the query: without one, a page that was just opened keeps the reader's choices.
        if not asked and (changed_page or state.get(_CARRIED) == page):
            state[_CARRIED] = page if changed_page else state[_CARRIED]
            state["address.is_silent"] = not changed_page
        else:
            adopt(asked, facts, default_language)
    if changed_page and asked:
        state[_CARRIED] = None
    state[_KNOWN] = asked
    _take_narrowed(facts)


def adopt(asked: Mapping[str, list[str]], facts: Mapping[str, Any], default_language: str) -> None:
    """Set every widget to what a query says; what it leaves out goes to its default."""
    state = st.session_state
    scope = Scope.from_query(asked)
    for choice in FILTERS:
        state[key_of(choice.field)] = list(getattr(scope, choice.field) or ())
    for choice in RULES:
        state[key_of(choice.field)] = getattr(scope, choice.field)
    start = scope.period_start or facts["default_period_start"]
    end = scope.period_end or facts["default_period_end"]
    state[PERIOD] = preset_of((start, max(start, end)), facts)
    state[CUSTOM] = (start, max(start, end))
    state[AS_OF] = scope.as_of
    wished = asked.get("lang", [default_language])[-1]
    state[LANGUAGE] = wished if wished in LANGUAGES else default_language
    state[RISING] = "red" if asked.get("rising") == ["red"] else "green"


def scope_chosen(facts: Mapping[str, Any]) -> Scope:
    """The scope the widgets stand for; what equals a default is left at None."""
    state = st.session_state
    span = presets(facts).get(state[PERIOD]) or tuple(state[CUSTOM])
    start, end = (span[0], span[-1]) if len(span) else (None, None)
    if (start, end) == (facts["default_period_start"], facts["default_period_end"]):
        start = end = None
    filters: dict[str, Any] = {choice.field: tuple(state.get(key_of(choice.field)) or ()) for choice in FILTERS}
    rules: dict[str, Any] = {choice.field: state.get(key_of(choice.field)) for choice in RULES}
    return Scope(period_start=start, period_end=end, as_of=state.get(AS_OF), **filters, **rules)


def keep(scope: Scope, default_language: str) -> None:
    """Write the choices into the URL where it does not say them yet."""
    state = st.session_state
    wanted = query(scope, default_language)
    silent = state.pop("address.is_silent", False)
    if wanted == state[_KNOWN] or silent:
        return
    st.query_params.from_dict(wanted)
    state[_KNOWN] = wanted


def narrow(filters: Mapping[str, list[str]], days: tuple[dt.date, dt.date] | None) -> None:
    """Note choices for the next run, before its widgets are drawn: widgets of this run are fixed."""
    st.session_state[_NARROWED] = (dict(filters), days)


def _take_narrowed(facts: Mapping[str, Any]) -> None:
    filters, days = st.session_state.pop(_NARROWED, ({}, None))
    for field, members in filters.items():
        st.session_state[key_of(field)] = members
    if days:
        st.session_state[PERIOD] = preset_of(days, facts)
        st.session_state[CUSTOM] = days


def query(scope: Scope, default_language: str) -> Query:
    """The parameters of a link that shows this scope in the reader's language and colours."""
    state = st.session_state
    found = {key: [value] if isinstance(value, str) else list(value) for key, value in scope.to_query().items()}
    if state[LANGUAGE] != default_language:
        found["lang"] = [state[LANGUAGE]]
    if state[RISING] == "red":
        found["rising"] = ["red"]
    return found


def reset(facts: Mapping[str, Any], default_language: str) -> None:
    """All choices of the scope back to their defaults; language and colours stay."""
    kept = {"lang": [st.session_state[LANGUAGE]], "rising": [st.session_state[RISING]]}
    adopt(kept, facts, default_language)


def _asked() -> Query:
    return {name: st.query_params.get_all(name) for name in st.query_params}
