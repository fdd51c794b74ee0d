"""What a card says instead of a chart: nothing in this scope, a table is needed, something went wrong."""

from __future__ import annotations

import functools
import logging
import secrets
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TypeVar

import streamlit as st

from dashboard.connection import OutdatedError
from dashboard.i18n import LANGUAGES, Messages
from dashboard.reader import Reader
from dashboard.scope import FILTERS, NOT_SET, Choice, Scope
from dashboard.ui import address, session
from dashboard.ui.marks import note, plain
from dashboard.ui.prepared import is_prepared, prepared
from dashboard.ui.terminal import typed
from dashboard.workspace import Workspace

T = TypeVar("T")
log = logging.getLogger("dashboard")


def first_start(t: Messages) -> None:
    """Before the first import: what this is, the two ways to begin, and a look every few seconds whether data came."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="page-head"):
        st.title(t("app.name"), anchor=False, width="stretch")
        st.segmented_control(
            t("scope.language"),
            list(LANGUAGES),
            key="first.language",
            default=t.language,
            format_func=LANGUAGES.__getitem__,
            label_visibility="collapsed",
            required=True,
            on_change=lambda: st.query_params.update(lang=st.session_state["first.language"]),
        )
    st.markdown(t("app.about"))
    with st.container(border=True, gap="xsmall", key="report-first-start"):
        st.header(t("state.no_data"), anchor=False)
        st.markdown(t("state.no_data_own"))
        st.code(_command(f"{t('import.path')}…"), language=None)
        st.markdown(t("state.no_data_sample"))
        st.code(_command(f"sample_data/{'xiaoshouyi' if t.language == 'zh' else 'salesforce'}"), language=None)
        note(t("state.no_data_then"))
        if not _is_usual():
            note(t("state.no_data_where"))
            _log_where(_folder())
    _wait_for_data()


def _command(what: str) -> str:
    """The command that imports; where it has to go elsewhere than usual is no matter of whoever opens the page."""
    return typed(f"import {what}") + ("" if _is_usual() else " --workspace …")


def _is_usual() -> bool:
    return _folder() == Path("workspace").resolve()


@functools.cache
def _log_where(folder: Path) -> None:
    """Once a process: every opening before the first import comes by here."""
    log.warning("No data yet. Import into this workspace: --workspace %s", folder)


def _folder() -> Path:
    return Workspace.default().folder.resolve()


@st.fragment(run_every=5)
def _wait_for_data() -> None:
    if session.database_path() is not None:
        st.rerun()


def awaited(name: Hashable, height: int, make: Callable[[], T]) -> T:
    """A prepared part, and a skeleton of this many pixels in its place until it is there; where something stands
    already, the style sheet leaves that in the place, paler."""
    # A skeleton costs a thread each, so one that nobody would see is left out. Its place is taken all the same: what
    # follows has one place on the page, else the browser would draw every chart below anew.
    if is_prepared(name):
        st.empty()
        return prepared(name, make)
    with st.skeleton(height=height):
        return prepared(name, make)


def needs(reader: Reader, missing: list[str], about: str) -> None:
    """Names the tables without which a report cannot answer, what it would show, and where to see what there is."""
    st.markdown(f"**{reader.t('state.needs', tables=', '.join(f'{name}.csv' for name in missing))}**")
    note(plain(about))
    commands = reader.t("mark.comma").join(f"`{typed(f'views {name}')}`" for name in missing)
    note(reader.t.plural("state.needs_how", len(missing), commands=commands))
    st.page_link("app_pages/data.py", label=reader.t("fresh.more"), query_params=address.query(reader.scope))


def refused(reader: Reader, when: str, reason: str) -> None:
    """The last import was refused: the numbers are those of the version before, and why."""
    # The reason is a file of the workspace, which may have been cut short.
    first, _, _ = reason.partition("\n")
    st.warning(f"**{reader.t('state.refused', when=when)}**  \n{plain(first)}")


def nothing(reader: Reader, target: float | None) -> None:
    """Nothing in scope but perhaps a target: names every member that no deal has, and the filters whose removal brings
    deals back, and removes them."""
    st.header(reader.t("state.nothing"), anchor=False)
    note(reader.t("state.nothing_why", day=reader.formats.day(reader.as_of)))
    if target:
        note(reader.t("state.nothing_target", target=reader.formats.money(target)))
    unknown = _unknown(reader.scope)
    for choice, members in unknown.items():
        for member in members:
            note(reader.t("state.unknown_member", filter=plain(choice.words(reader.language)), member=plain(member)))
    found = _to_remove(reader.scope, list(unknown))
    if not found:
        note(reader.t("state.nothing_how"))
        return
    words = reader.t("mark.comma").join(each.words(reader.language) for each in found)
    note(reader.t.plural("state.remove_how", len(found), filter=plain(words)))
    st.button(
        reader.t.plural("state.remove", len(found), filter=words),
        key="remove.filter",
        on_click=_remove,
        args=([each.field for each in found],),
    )


def failed(reader: Reader, error: Exception, is_whole_page: bool = False) -> None:
    """A short id for the reader; the whole story is in the log under that id."""
    said, how = failure(reader, error, is_whole_page)
    with st.container(border=not is_whole_page, gap="xxsmall"):
        st.markdown(f"**{said}**")
        note(how)


def failure(reader: Reader, error: Exception, is_whole_page: bool = False) -> tuple[str, str]:
    """The same as words: what happened, and the line with the id."""
    number = secrets.token_hex(3)
    log.error("Error %s", number, exc_info=error)
    said = ("state.page_error", "state.page_error_how") if is_whole_page else ("state.error", "state.error_how")
    if isinstance(error, OutdatedError):
        said = "state.outdated", "state.outdated_how"
    return reader.t(said[0]), reader.t(said[1], id=number)


def _unknown(scope: Scope) -> dict[Choice, list[str]]:
    """What is chosen, by filter in sidebar order, that no deal has on the day of the export."""
    named = {each: [member for member in getattr(scope, each.field) or () if member != NOT_SET] for each in FILTERS}
    unknown = {each: [one for one in members if not session.is_known(each.key, one)] for each, members in named.items()}
    return {each: members for each, members in unknown.items() if members}


def _to_remove(scope: Scope, unknown: list[Choice]) -> list[Choice]:
    """The first filter, in sidebar order, whose removal alone brings deals back; else all with unknown members, if that
    does; else none."""
    alone = [[each] for each in FILTERS if getattr(scope, each.field)]
    for tried in (*alone, unknown):
        without = scope.replace(**{each.field: None for each in tried})
        if tried and session.read("deal_list", without, limit=1).height:
            return tried
    return []


def _remove(fields: list[str]) -> None:
    for field in fields:
        st.session_state[address.key_of(field)] = []
