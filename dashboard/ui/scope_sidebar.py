"""The sidebar: one scope for all pages, chosen here, kept in the URL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.members import GROUPED
from dashboard.periods import presets
from dashboard.reader import Look, Reader
from dashboard.scope import COMPARISONS, FILTERS, FIRST_DAY, LAST_DAY, NOT_SET, Choice
from dashboard.ui import address, session, states
from dashboard.ui.marks import note, plain

# More than a browser's list holds well: a box to search in stands beside it.
_MOST_OPTIONS = 300
# As many members with their deals as a help text holds.
_MOST_COUNTS = 12
_FROM, _TO, _COMPARISON, _SEARCH = "scope.from", "scope.to", "scope.comparison", "scope.search"
# Set by a click, a link or under "more"; those after the first are found by name among thousands.
_ON_DEMAND = ("stages", "campaigns", "accounts")


def scope_sidebar(path: str, facts: dict[str, Any], look: Look, default_language: str) -> Any:
    """Draw the widgets; address.scope_chosen reads them. Returns the place for what `in_scope` says."""
    scope = address.scope_chosen(facts)
    reader = Reader(look, scope, facts)
    t = reader.t
    with st.sidebar:
        _period(reader)
        _comparison(reader)
        everything = session.offered(path, scope.permissions_only())
        offered = session.offered(path, scope)
        for choice in FILTERS:
            if choice.key in GROUPED:
                # A dimension with one member offers no choice, unless a link chose something else.
                if len(everything.get(choice.key, ())) > 1 or _chosen(choice):
                    _filter(path, choice, reader, offered.get(choice.key, {}), {})
            elif _chosen(choice):
                _listed(path, choice, reader, "")
        _known_as_of_day(reader)
        details = st.expander(t("scope.more"), type="compact", key="scope.more", on_change="rerun")
        if details.open:
            with details:
                _search(path, reader)
                _as_of_day(reader)
                _rising(reader)
        else:
            # What is out of sight need not be drawn at every click.
            address.hold((address.AS_OF, address.RISING))
        counted = st.container(key="scope-count")
        st.button(
            t("scope.reset"),
            key="scope.reset",
            on_click=_reset,
            args=(facts, default_language),
            width="stretch",
        )
        note(t("scope.counts_note"))
    return counted


def in_scope(place: Any) -> None:
    """Say how many deals the choices leave; drawn after the page, which need not wait for it."""
    reader = session.reader()
    with place:
        try:
            note(reader.t.plural("scope.deals_in_scope", session.deals_in_scope()))
        except Exception as error:
            states.failed(reader, error)


def _period(reader: Reader) -> None:
    t, state, spans = reader.t, st.session_state, presets(reader.facts)
    if state[address.PERIOD] not in spans:
        state[address.PERIOD] = "custom"
    else:
        # Whoever goes on to days of their own begins with those on the screen.
        state[address.CUSTOM] = spans[state[address.PERIOD]]
    st.selectbox(
        t("scope.period"), [*spans, "custom"], key=address.PERIOD, format_func=lambda name: t(f"period.{name}")
    )
    if state[address.PERIOD] != "custom":
        return
    state[_FROM], state[_TO] = state[address.CUSTOM][0], state[address.CUSTOM][-1]
    for key, label in ((_FROM, "scope.from"), (_TO, "scope.to")):
        st.date_input(
            t(label),
            key=key,
            format="YYYY-MM-DD",
            min_value=FIRST_DAY,
            max_value=LAST_DAY,
            on_change=_take_days,
            args=(key,),
        )


def _take_days(changed: str) -> None:
    """Keep the two days in order: the one just chosen holds, the other follows; an emptied one changes nothing."""
    state = st.session_state
    day: dt.date | None = state[changed]
    start, end = state[address.CUSTOM][0], state[address.CUSTOM][-1]
    if day is not None:
        state[address.CUSTOM] = (day, max(day, end)) if changed == _FROM else (min(day, start), day)


def _comparison(reader: Reader) -> None:
    # The scope holds None for the default, the box shows it by name.
    st.session_state[_COMPARISON] = reader.scope.comparison or COMPARISONS[0]
    st.selectbox(
        reader.t("scope.comparison"),
        COMPARISONS,
        key=_COMPARISON,
        format_func=lambda name: reader.t(f"compare.{name}"),
        help=reader.t("scope.comparison_help"),
        on_change=_take_comparison,
    )


def _take_comparison() -> None:
    chosen = st.session_state[_COMPARISON]
    st.session_state[address.key_of("comparison")] = None if chosen == COMPARISONS[0] else chosen


def _known_as_of_day(reader: Reader) -> None:
    """A link may ask for a day that this version does not know yet."""
    state = st.session_state
    if state.get(address.AS_OF) and state[address.AS_OF] > reader.facts["exported_on"]:
        state[address.AS_OF] = None


def _as_of_day(reader: Reader) -> None:
    st.date_input(
        reader.t("scope.as_of"),
        key=address.AS_OF,
        value=None,
        format="YYYY-MM-DD",
        min_value=FIRST_DAY,
        max_value=reader.facts["exported_on"],
        help=reader.t("scope.as_of_help"),
    )


def _rising(reader: Reader) -> None:
    st.segmented_control(
        reader.t("scope.rising"),
        ["green", "red"],
        key=address.RISING,
        format_func=lambda name: reader.t(f"rising.{name}"),
        help=reader.t("scope.rising_help"),
        required=True,
    )


def _search(path: str, reader: Reader) -> None:
    """Customers, campaigns and stages, which are too many or too special for a filter that is always in sight."""
    search = ""
    for choice in (each for each in FILTERS if each.field in _ON_DEMAND):
        if choice.field == _ON_DEMAND[1]:
            search = st.text_input(
                reader.t("scope.search"), key=_SEARCH, placeholder=reader.t("scope.search_how"), persist_state="session"
            )
        if not _chosen(choice):
            _listed(path, choice, reader, search or "")


def _listed(path: str, choice: Choice, reader: Reader, search: str) -> None:
    found = session.members(path, choice.key, reader.scope, search, _MOST_OPTIONS)
    if found.is_empty() and not _chosen(choice):
        if search:
            note(reader.t("scope.none_found", filter=choice.words(reader.language), search=plain(search)))
        return
    labels = {value: label or value for value, label in found.select("value", "label").rows()}
    _filter(path, choice, reader, dict(found.select("value", "deals").rows()), labels)


def _filter(path: str, choice: Choice, reader: Reader, deals: Mapping[str, int], labels: Mapping[str, str]) -> None:
    """One filter: the members that the others leave, and those chosen, fitting or not, so that they can be removed."""
    chosen = _chosen(choice)
    # Other options make another widget, which would begin empty.
    st.session_state[address.key_of(choice.field)] = chosen
    words = {
        value: labels.get(value) or session.named_by(path, reader, choice.key, value) for value in (*deals, *chosen)
    }
    words |= {NOT_SET: reader.t("value.not_set")}
    st.multiselect(
        reader.t(f"scope.{choice.field}"),
        [*deals, *(value for value in chosen if value not in deals)],
        key=address.key_of(choice.field),
        format_func=lambda value: words.get(value, value),
        placeholder=reader.t(f"scope.all.{choice.field}"),
        help=_counts(reader, deals, words, chosen),
    )


def _counts(reader: Reader, deals: Mapping[str, int], words: Mapping[str, str], chosen: list[str]) -> str:
    """Deals of the members, most first; a chosen one that the other filters leave without deals is named first."""
    ranked = sorted(deals.items(), key=lambda each: -each[1])
    lines = [reader.t("scope.no_deals_with", name=plain(words[value])) for value in chosen if value not in deals]
    lines += [f"{plain(words[value])}: {count:,}" for value, count in ranked[:_MOST_COUNTS]]
    more = [reader.t.plural("scope.more_members", len(ranked) - _MOST_COUNTS)] if len(ranked) > _MOST_COUNTS else []
    # Two spaces end a line without ending its paragraph.
    return "  \n".join([reader.t("scope.deals_of" if deals else "scope.deals_of_none"), *lines, *more])


def _chosen(choice: Choice) -> list[str]:
    return list(st.session_state.get(address.key_of(choice.field)) or ())


def _reset(facts: dict[str, Any], default_language: str) -> None:
    st.session_state[_SEARCH] = ""
    address.reset(facts, default_language)
