"""The frame of every page: navigation, title, language, the scope as a sentence, freshness, a floor for failures."""

from __future__ import annotations

import contextlib
import zoneinfo
from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from dashboard import import_words, quiet
from dashboard.formats import SPACE
from dashboard.i18n import LANGUAGES, messages
from dashboard.periods import compared_words
from dashboard.reader import Look, Reader
from dashboard.ui import absent, address, freshness, imports, links, presence, session, states
from dashboard.ui.marks import note, plain
from dashboard.ui.navigation import navigation
from dashboard.ui.one_deal import name_of, whole_life
from dashboard.ui.scope_sidebar import in_scope, scope_sidebar
from dashboard.workspace import Workspace

# In the session's state: the names of the pages of the navigation.
PAGES = "frame.pages"
ICON = Path(__file__).resolve().parent.parent / "static" / "favicon.png"


def show(groups: Mapping[str, Sequence[str]], beside: Sequence[str] = (), without_scope: Sequence[str] = ()) -> None:
    """Draw the page the address asks for; `groups` hold names of app_pages as the navigation does, the first one is the
    start, those `beside` them are reached from other pages only, those `without_scope` show the same whatever is
    chosen."""
    try:
        with quiet.waiting():
            _show(groups, beside, without_scope)
    except Exception as error:
        states.failed(Reader(Look(address.language(Workspace.default().language))), error, is_whole_page=True)


def _show(groups: Mapping[str, Sequence[str]], beside: Sequence[str], without_scope: Sequence[str]) -> None:
    pages = tuple(page for group in groups.values() for page in group)
    workspace_language = Workspace.default().language
    t = messages(address.language(workspace_language))
    listed = [
        st.Page(f"app_pages/{name}.py", title=t(f"page.{name}"), url_path=name, default=place == 0)
        for place, name in enumerate((*pages, *beside))
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
        states.first_start(t)
        _refused(Reader(Look(t.language)))
        imports.first_import(Reader(Look(t.language)))
        return
    facts = session.facts(path)
    address.arrive(page.url_path, facts, workspace_language)
    bar = st.container(key="navigation")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="page-head"):
        # A deal's own name is known only once there is somebody to read it for.
        title = st.empty() if address.deal() is not None else None
        if title is None:
            st.title(page.title, anchor=False, width="content")
        head = st.container(horizontal=True, gap="small", width="stretch", key="page-age")
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
    is_of_one_deal = address.deal() is not None
    is_scoped = page.url_path not in without_scope and not is_of_one_deal
    counted = None
    if is_scoped:
        counted = scope_sidebar(path, facts, look, workspace_language)
    else:
        address.hold()
    scope = address.scope_chosen(facts)
    address.keep(scope)
    with bar:
        navigation(groups, page.url_path or pages[0], address.elsewhere(scope), messages(look.language))
    seen = whole_life(scope, facts) if is_of_one_deal else scope
    reader = Reader(look, seen, facts, links.begin(path, scope, page.url_path))
    session.begin(path, reader)
    st.session_state[PAGES] = pages
    presence.note(page.url_path or pages[0], scope)
    with head:
        freshness.age(reader)
    if title is not None:
        called = name_of(str(address.deal())) or page.title
        title.title(plain(called), anchor=False, width="content")
        st.set_page_config(page_title=f"{called} · {reader.t('app.name')}")
    if is_of_one_deal:
        note(reader.t("scope.one_deal", day=reader.formats.day(reader.as_of), currency=reader.formats.currency_name))
    elif is_scoped:
        _sentence(reader)
    else:
        note(reader.t("scope.independent"))
    _refused(reader)
    absent.begin()
    with contextlib.suppress(absent.PageEndedError):
        page.run()
    absent.told(reader)
    if counted is not None:
        in_scope(counted)
    freshness.freshness(reader, "app_pages/data.py", address.elsewhere(scope))


def _sentence(reader: Reader) -> None:
    """The scope in words: the period first and bold, then the filters, the currency and what it is compared with."""
    chosen = reader.scope.replace(comparison=None)
    said = plain(chosen.sentence(reader.language, reader.facts, session.named))
    first, separator, rest = said.partition(" · ")
    parts = [f"**{first}**{separator}{rest}", reader.t("scope.currency", currency=reader.formats.currency_name)]
    parts.append(compared_words(reader))
    st.markdown(" · ".join(parts))


def _refused(reader: Reader) -> None:
    refusal = Workspace.default().refusal()
    if refusal is not None:
        # In the zone of the import that is in force, which the foot of the page gives beside its own time.
        moment, reason = refusal[0].astimezone(zoneinfo.ZoneInfo(reader.facts["time_zone"])), refusal[1]
        told = import_words.told(reason.partition("\n")[0], reader) or ""
        states.refused(reader, f"{reader.formats.day(moment.date())}{SPACE}{moment:%H:%M}", told)
