"""The sidebar: one scope for all pages, chosen here, kept in the URL."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.periods import presets
from dashboard.reader import Look, Reader
from dashboard.scope import FILTERS, NOT_SET, Choice
from dashboard.ui import address, session
from dashboard.ui.marks import note

_IN_SIDEBAR = ("regions", "teams", "reps", "product_lines", "account_sizes", "channels", "pipelines", "deal_types")
# Set by a click or a link; offered only while they are set.
_ON_DEMAND = ("stages", "campaigns", "accounts")


def scope_sidebar(path: str, facts: dict[str, Any], look: Look, default_language: str) -> None:
    """Draw the widgets; address.scope_chosen reads them."""
    reader = Reader(look, facts=facts)
    t = reader.t
    with st.sidebar:
        named = [*presets(facts), "custom"]
        st.selectbox(t("scope.period"), named, key=address.PERIOD, format_func=lambda name: t(f"period.{name}"))
        if st.session_state[address.PERIOD] == "custom":
            st.date_input(t("scope.custom"), key=address.CUSTOM, format="YYYY-MM-DD")
        for choice in FILTERS:
            is_chosen = bool(st.session_state.get(address.key_of(choice.field)))
            if choice.field in _IN_SIDEBAR or (choice.field in _ON_DEMAND and is_chosen):
                _filter(path, choice, reader, is_chosen)
        with st.expander(t("scope.more"), type="compact"):
            st.date_input(
                t("scope.as_of"),
                key=address.AS_OF,
                value=None,
                format="YYYY-MM-DD",
                max_value=facts["exported_on"],
                help=t("scope.as_of_help"),
            )
            st.segmented_control(
                t("scope.rising"),
                ["green", "red"],
                key=address.RISING,
                format_func=lambda name: t(f"rising.{name}"),
                help=t("scope.rising_help"),
                required=True,
            )
        st.button(
            t("scope.reset"),
            key="scope.reset",
            on_click=address.reset,
            args=(facts, default_language),
            width="stretch",
        )
        note(t("scope.counts_note"))


def _filter(path: str, choice: Choice, reader: Reader, is_chosen: bool) -> None:
    key = address.key_of(choice.field)
    found = session.members(path, choice.key)
    chosen = st.session_state.get(key) or []
    options = found["value"].to_list()
    # A dimension with one member offers no choice, unless a link chose something else.
    if len(options) < 2 and not is_chosen:
        return
    labels = dict(found.select("value", "label").rows())
    st.multiselect(
        reader.t(f"scope.{choice.field}"),
        [*options, *(value for value in chosen if value not in labels)],
        key=key,
        format_func=lambda value: _label(reader, choice, labels, value),
        placeholder=reader.t(f"scope.all.{choice.field}"),
    )


def _label(reader: Reader, choice: Choice, labels: dict[str, str | None], value: str) -> str:
    if value == NOT_SET:
        return reader.t("value.not_set")
    return reader.name(choice.key, labels.get(value) or value)
