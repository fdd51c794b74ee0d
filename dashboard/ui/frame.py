"""The frame of every page: navigation, title, language, the scope as a sentence, freshness, a floor for failures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from dashboard.formats import SPACE
from dashboard.i18n import LANGUAGES, messages
from dashboard.periods import compared_words
from dashboard.reader import Look, Reader
from dashboard.settings import SettingsError
from dashboard.ui import address, session, states
from dashboard.ui.marks import note, plain
from dashboard.ui.navigation import navigation
from dashboard.ui.scope_sidebar import scope_sidebar
from dashboard.workspace import Workspace

ICON = Path(__file__).resolve().parent.parent / "static" / "favicon.png"


def show(pages: Sequence[str]) -> None:
    """Draw the page the address asks for; `pages` are names of app_pages, the first one is the start."""
    try:
        _show(pages)
    except Exception as error:
        states.failed(Reader(Look(st.session_state.get(address.LANGUAGE, "en"))), error)


def _show(pages: Sequence[str]) -> None:
    workspace_language = default_language()
    t = messages(address.language(workspace_language))
    listed = [
        st.Page(f"app_pages/{name}.py", title=t(f"page.{name}"), url_path=name, default=place == 0)
        for place, name in enumerate(pages)
    ]
    page = st.navigation(listed, position="hidden")
    st.set_page_config(
        page_title=f"{page.title} · {t('app.name')}",
        page_icon=str(ICON),
        layout="wide",
        initial_sidebar_state=250,
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    path = session.database_path()
    if path is None:
        st.title(t("app.name"), anchor=False)
        st.markdown(f"**{t('state.no_data')}**")
        note(t("state.no_data_how"))
        st.code("funnel import PATH…", language=None)
        return
    facts = session.facts(path)
    address.arrive(page.url_path, facts, workspace_language)
    links = st.container()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="page-head"):
        st.title(page.title, anchor=False, width="content")
        freshness = st.container(width="stretch", key="page-age")
        st.segmented_control(
            t("scope.language"),
            list(LANGUAGES),
            key=address.LANGUAGE,
            format_func=LANGUAGES.__getitem__,
            label_visibility="collapsed",
            required=True,
        )
    mode = "dark" if st.context.theme.type == "dark" else "light"
    look = Look(st.session_state[address.LANGUAGE], mode, st.session_state[address.RISING])
    scope_sidebar(path, facts, look, workspace_language)
    scope = address.scope_chosen(facts)
    address.keep(scope)
    with links:
        navigation(listed, address.query(scope))
    reader = Reader(look, scope, facts)
    session.begin(path, reader)
    with freshness:
        _stale(reader)
    _sentence(reader)
    page.run()
    _freshness(reader, listed[-1])


def default_language() -> str:
    """The language of the workspace; English while its settings cannot be read."""
    try:
        return Workspace.default().settings.reporting.language
    except SettingsError:
        return "en"


def _sentence(reader: Reader) -> None:
    """The scope in words: the period first and bold, then the filters, the currency and what it is compared with."""
    chosen = reader.scope.replace(comparison=None)
    said = plain(chosen.sentence(reader.language, reader.facts, session.named))
    first, separator, rest = said.partition(" · ")
    parts = [f"**{first}**{separator}{rest}", reader.t("scope.currency", currency=reader.formats.currency_name)]
    parts.append(compared_words(reader))
    st.markdown(" · ".join(parts))


def _stale(reader: Reader) -> None:
    age = (dt.date.today() - reader.facts["exported_on"]).days
    if age > int(reader.facts.get("stale_after_days") or 8):
        day = reader.formats.day(reader.facts["exported_on"])
        st.badge(reader.t.plural("fresh.stale", age, day=day), color="yellow")


def _freshness(reader: Reader, data_page: Any) -> None:
    """Data as of which day, imported when, from how many files, how many rows refused; links to the reasons."""
    files = session.read("import_files")
    facts, t = reader.facts, reader.t
    accepted, refused = (int(files[name].sum() or 0) for name in ("rows_accepted", "rows_refused"))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.badge(t("fresh.as_of", day=reader.formats.day(facts["exported_on"])), color="gray")
        imported = facts["imported_at"]
        when = f"{reader.formats.day(imported.date())}{SPACE}{imported:%H:%M}"
        count = files.filter(pl.col("rows_accepted") > 0).height
        note(
            t("fresh.imported", when=when, files=count, rows=f"{accepted + refused:,}", refused=f"{refused:,}"),
            width="content",
        )
        st.page_link(data_page, label=t("fresh.more"), query_params=address.query(reader.scope))
