"""The import page: one import at a time, seen by everybody who may import, whatever page or session began it."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from dashboard import import_words, settings_text
from dashboard.import_desk import Desk, DeskError
from dashboard.import_job import Job, Order
from dashboard.reader import Reader
from dashboard.settings import SettingsError
from dashboard.ui import address, import_files, import_mapping, import_result, session, states
from dashboard.ui.marks import note, plain
from dashboard.ui.terminal import typed
from dashboard.workspace import Workspace, WorkspaceError

# Seconds between two looks at how far an import is: a read of one small file.
_LOOK_EVERY = 1


def imports(reader: Reader | None = None) -> None:
    """The whole page; without data there is no version to read, and the reader is given. Never raises."""
    reader = reader or session.reader()
    desk = Desk(Workspace.default())
    try:
        if not desk.is_allowed:
            _not_allowed(reader, desk)
            return
        if desk.is_running():
            _progress(reader, desk)
            return
        _at_rest(reader, desk)
    except SettingsError as error:
        st.error(plain(str(error)))
    except Exception as error:
        states.failed(reader, error)


def first_import(reader: Reader) -> None:
    """The page where there are no data yet; nothing where imports are not allowed, as the start says how to begin."""
    try:
        is_allowed = Desk(Workspace.default()).is_allowed
    except SettingsError as error:
        st.error(plain(str(error)))
        return
    if is_allowed:
        imports(reader)


def import_link() -> None:
    """From the page of the data to that of the import."""
    reader = session.reader()
    label = reader.t("import.link")
    st.page_link("app_pages/imports.py", label=label, icon="", query_params=address.query(reader.scope))


def _not_allowed(reader: Reader, desk: Desk) -> None:
    with st.container(border=True, gap="xsmall", key="import-off"):
        st.header(reader.t("import.off"), anchor=False)
        st.markdown(reader.t("import.off_how", file=plain(str(desk.workspace.settings_path))))
        st.code('[imports]\nfrom_dashboard = true\nfolders = ["~/exports"]\n', language="toml")
        note(reader.t("import.off_line"))
        st.code(typed(f"import {reader.t('import.path')}…"), language=None)


@st.fragment(run_every=_LOOK_EVERY)
def _progress(reader: Reader, desk: Desk) -> None:
    """How far the import is that runs now; draws the page anew when it has ended."""
    if not desk.is_running():
        st.rerun(scope="app")
    job = desk.last()
    if job is None:
        return
    state, t = job.state, reader.t
    with st.container(border=True, gap="xsmall", key="import-running"):
        st.header(t("import.trying" if job.order.dry_run else "import.running"), anchor=False)
        st.progress(import_words.progress(state.step), text=plain(import_words.step(state.step, reader)))
        began = dt.datetime.fromisoformat(state.started_at)
        passed = dt.datetime.now().astimezone() - began
        note(t("import.since", seconds=max(0, int(passed.total_seconds()))))
        note(t("import.stays"))
        if st.button(t("import.stop"), key="import.stop", icon=":material/stop:"):
            desk.stop()


def _at_rest(reader: Reader, desk: Desk) -> None:
    last = desk.last()
    if last is not None:
        _last(reader, desk, last)
    with st.container(border=True, gap="small", key="import-files"):
        st.header(reader.t("import.files"), anchor=False)
        order = import_files.chosen(reader, desk)
        if order is not None:
            _begin(reader, desk, order)
    import_result.undo(reader, desk.workspace)


def _last(reader: Reader, desk: Desk, job: Job) -> None:
    """What became of the import that ran last, and what can be done with it next."""
    order, state, t = job.order, job.state, reader.t
    with st.container(border=True, gap="small", key="import-last"):
        began = dt.datetime.fromisoformat(state.started_at)
        said = "import.stopped"
        if state.finished_at is not None:
            outcome = "refused" if state.problem else "done"
            said = f"import.{'tried' if order.dry_run else 'imported'}_{outcome}"
        st.header(t(said, when=import_result.when(reader, began, desk.workspace)), anchor=False)
        if state.problem:
            st.error("  \n".join(plain(import_words.told(each, reader) or "") for each in state.problem.splitlines()))
        result = job.result
        if result is None:
            return
        import_result.numbers(reader, result)
        added = import_mapping.editor(reader, job, result) or import_mapping.letters(reader, job, result)
        import_result.files(reader, result)
        if not all(map(desk.is_there, order.paths)):
            return
        _next(reader, desk, job, added)


def _next(reader: Reader, desk: Desk, job: Job, added: str) -> None:
    """Try again, keep the mapping, import: whichever of the three comes next."""
    order, t = job.order, reader.t
    mapping = settings_text.with_mappings(order.mapping, added) if added else order.mapping
    is_kept = not mapping or settings_text.is_kept(desk.workspace, mapping)
    if mapping and not is_kept:
        note(t("import.mapping_new"))
        st.code(mapping.strip(), language="toml", height=min(320, 40 + 21 * mapping.count("\n")))
    is_tried = order.dry_run and job.state.problem is None and not added
    with st.container(horizontal=True, gap="small", key="import-next"):
        again = Order(order.paths, True, order.exported_on, order.extent, mapping)
        if (added or job.state.problem or not order.dry_run) and st.button(
            t("import.try_again"),
            key="imports.again",
            type="primary" if added else "secondary",
            icon=":material/play_arrow:",
        ):
            _begin(reader, desk, again)
        if (
            mapping
            and not is_kept
            and not added
            and st.button(t("import.keep"), key="import.keep", type="primary", icon=":material/save:")
        ):
            _keep(desk, mapping)
        if is_tried and st.button(
            t("import.now"),
            key="import.now",
            type="primary" if is_kept else "secondary",
            disabled=not is_kept,
            help=None if is_kept else t("import.keep_first"),
            icon=":material/database:",
        ):
            _begin(reader, desk, Order(order.paths, False, order.exported_on, order.extent))


def _keep(desk: Desk, mapping: str) -> None:
    try:
        settings_text.keep(desk.workspace, mapping)
    except (SettingsError, WorkspaceError) as error:
        st.error(plain(str(error)))
        return
    st.rerun()


def _begin(reader: Reader, desk: Desk, order: Order) -> None:
    try:
        desk.start(order)
    except DeskError as error:
        st.error(reader.t(error.reason, **error.values))
        return
    except WorkspaceError as error:
        st.error(plain(str(error)))
        return
    st.rerun()
