"""The address: the reader's choices in the URL, so that a link, a reload and the back button show the same.

The URL is read where it is news: on the first run, after back and forward, and from a link to something else. What it
said earlier in the visit of a page is no news: a slow browser sends it late, beside a choice that is newer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.i18n import LANGUAGES
from dashboard.periods import preset_of, presets
from dashboard.scope import FILTERS, RULES, Scope
from dashboard.ui.followed import Followed, Query

LANGUAGE = "picked.language"
RISING = "picked.rising"
PERIOD = "picked.period"
CUSTOM = "picked.custom"
AS_OF = "picked.as_of"
# The query the browser has or was told to have, the page it belongs to, and all queries of this visit of the page.
_KNOWN, _PAGE, _PASSED = "address.known", "address.page", "address.passed"
_DEFAULT_LANGUAGE = "address.default_language"
_CHOSEN, _FOLLOWED, _FROM = "address.chosen", "address.followed", "address.from"
# Choices of single pages: the name of the control and its key in the URL, which is none of a scope or of Followed.
CHOICES = {
    "pipeline": "funnel",
    "dimension": "by",
    "level": "level",
    "basis": "basis",
    "deals": "show",
    "reconciled": "line",
    "definition": "about",
    "movement": "movement",
    "warning": "warning",
    "week": "week",
    "milestone": "until",
    "deal": "deal",
}
# The page that shows the rows behind numbers, and the one that shows one of their deals.
DEALS, DEAL = "deals", "deal"


def key_of(field: str) -> str:
    """The session key of the widget behind a field of the scope."""
    return f"picked.{field}"


def language(default: str) -> str:
    """The language of this run, before any widget: the link's where it is news, else the reader's choice."""
    chosen = st.session_state.get(LANGUAGE)
    if st.session_state.get(_KNOWN) is None or _is_back_or_forward() or chosen not in LANGUAGES:
        chosen = st.query_params.get("lang", default)
    return chosen if chosen in LANGUAGES else default


def arrive(page: str, facts: Mapping[str, Any], default_language: str) -> None:
    """Take over what the URL says where it is news."""
    state, asked = st.session_state, _asked()
    state[_DEFAULT_LANGUAGE] = default_language
    state[_PAGE], before = page, state.get(_PAGE)
    is_news = state.get(_KNOWN) is None or _is_back_or_forward() or asked not in state[_PASSED]
    # A browser that sends no widgets with a page has lost them; what it shows is in its address.
    is_news = is_news or PERIOD not in state
    if is_news:
        adopt(asked, facts, default_language)
    if is_news or before != page:
        state[_PASSED] = [asked]
    if is_news and not _is_back_or_forward():
        # A link may say the same in other words; rewriting it would add an entry to the history.
        state[_KNOWN] = _here(scope_chosen(facts))
    else:
        state[_KNOWN] = asked


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
    state[_CHOSEN] = {name: asked[key][-1] for name, key in CHOICES.items() if asked.get(key)}
    state[_FOLLOWED] = Followed.from_query(asked)
    page = asked.get("page", [""])[-1]
    state[_FROM] = page if page.isidentifier() else ""


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


def keep(scope: Scope) -> None:
    """Write the choices into the URL where it does not say them yet."""
    state = st.session_state
    wanted = _here(scope)
    # A run that ended late may have written its own query over an entry the reader had gone back to.
    if wanted != state[_KNOWN] or _is_back_or_forward():
        st.query_params.from_dict(wanted)
    state[_KNOWN] = wanted
    if wanted not in state[_PASSED]:
        state[_PASSED] = [*state[_PASSED], wanted]


def query(scope: Scope) -> Query:
    """The parameters of a link that shows this scope and the choices of pages in the reader's language and colours."""
    return scoped(scope) | choices()


def scoped(scope: Scope) -> Query:
    """The parameters of the scope alone."""
    return {key: [value] if isinstance(value, str) else list(value) for key, value in scope.to_query().items()}


def choices() -> Query:
    """The parameters of the choices of pages, of the language and the colours: the same for all links of a run."""
    state = st.session_state
    found: Query = {CHOICES[name]: [option] for name, option in state[_CHOSEN].items()}
    if state[LANGUAGE] != state[_DEFAULT_LANGUAGE]:
        found["lang"] = [state[LANGUAGE]]
    if state[RISING] == "red":
        found["rising"] = ["red"]
    return found


def elsewhere(scope: Scope) -> Query:
    """The parameters of a link to another page: what was narrowed on the way to the rows of a number is undone."""
    number, found = followed(), query(scope)
    # One definition or deal that was looked up is no choice for other pages.
    for name in ("definition", "deal"):
        found.pop(CHOICES[name], None)
    return number.way_back(found) if number else found


def deal() -> str | None:
    """The deal that the page of one deal shows; None on other pages and where none was chosen."""
    return chosen("deal") if st.session_state[_PAGE] == DEAL else None


def back(scope: Scope) -> tuple[str, Query]:
    """The page from which the reader came to a deal, "" for the start, and its parameters."""
    number, found = followed(), query(scope)
    found.pop(CHOICES["deal"], None)
    return (DEALS, found | number.to_query()) if number else (st.session_state[_FROM], found)


def _here(scope: Scope) -> Query:
    number, state = followed(), st.session_state
    if number:
        return query(scope) | number.to_query()
    return query(scope) | ({"page": [state[_FROM]]} if state[_PAGE] == DEAL and state[_FROM] else {})


def here() -> tuple[str, Query, Followed | None]:
    """The page, the choices of pages and the number that was followed: with the scope, all that a page depends on."""
    return st.session_state[_PAGE], choices(), followed()


def followed() -> Followed | None:
    """The number whose rows the page shows or the deal is one of; None on other pages and where none was followed."""
    state = st.session_state
    return state[_FOLLOWED] if state[_PAGE] in (DEALS, DEAL) else None


def chosen(name: str) -> str | None:
    """The choice of a page's control, None for its default; a link may hold one that the page does not offer."""
    return st.session_state[_CHOSEN].get(name)


def choose(name: str, option: str | None) -> None:
    """Choose for a page's control; None is its default."""
    kept = {each: value for each, value in st.session_state[_CHOSEN].items() if each != name}
    st.session_state[_CHOSEN] = kept | ({name: option} if option is not None else {})


def hold(keys: Iterable[str] = ()) -> None:
    """Keep the choices of these widgets, or of a whole scope, where a page does not draw them: what no widget claims is
    forgotten otherwise."""
    state = st.session_state
    for key in keys or (PERIOD, AS_OF, RISING, *(key_of(choice.field) for choice in FILTERS)):
        state[key] = state[key]


def reset(facts: Mapping[str, Any], default_language: str) -> None:
    """All choices back to their defaults; language and colours stay."""
    kept = {"lang": [st.session_state[LANGUAGE]], "rising": [st.session_state[RISING]]}
    adopt(kept, facts, default_language)


def _asked() -> Query:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _is_back_or_forward() -> bool:
    return bool(getattr(get_script_run_ctx(), "is_history_navigation", False))
