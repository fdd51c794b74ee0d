"""What a card says instead of a chart: nothing in this scope, a table is needed, something went wrong."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from dashboard.reader import Reader
from dashboard.scope import FILTERS, Choice, Scope
from dashboard.ui import address, session
from dashboard.ui.marks import note, plain

log = logging.getLogger("dashboard")


def needs(reader: Reader, missing: list[str]) -> None:
    """Names the tables without which a report cannot answer."""
    st.markdown(f"**{reader.t('state.needs', tables=', '.join(f'{name}.csv' for name in missing))}**")
    note(reader.t("state.needs_how"))


def not_computed(reader: Reader) -> None:
    """There are rows, but not one of them has this measure; its definition, one click below, says when that is so."""
    st.markdown(f"**{reader.t('state.not_computed')}**")
    note(reader.t("state.not_computed_how"))


def nothing(reader: Reader, key: str) -> None:
    """Nothing in scope: names the first filter, in sidebar order, whose removal brings deals back, and removes it."""
    st.markdown(f"**{reader.t('state.nothing')}**")
    found = _first_to_remove(reader.scope)
    if found is None:
        note(reader.t("state.nothing_how"))
        return
    note(reader.t("state.remove_how", filter=plain(found.words(reader.language))))
    st.button(
        reader.t("state.remove", filter=found.words(reader.language)),
        key=f"remove.{key}",
        on_click=_remove,
        args=(found.field,),
    )


def failed(reader: Reader, error: Exception) -> None:
    """A short id for the reader; the whole story is in the log under that id."""
    number = secrets.token_hex(3)
    log.error("Error %s", number, exc_info=error)
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{reader.t('state.error')}**")
        note(reader.t("state.error_how", id=number))


def _first_to_remove(scope: Scope) -> Choice | None:
    for choice in FILTERS:
        if (
            getattr(scope, choice.field)
            and session.read("deal_list", scope.replace(**{choice.field: None}), limit=1).height
        ):
            return choice
    return None


def _remove(field: str) -> None:
    st.session_state[address.key_of(field)] = []
