"""Which files to import: handed in through the browser, or picked from the folders that the settings name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import streamlit as st

from dashboard.import_desk import Desk, DeskError
from dashboard.import_job import Order
from dashboard.importing.placing import Extent
from dashboard.reader import Reader
from dashboard.ui.marks import note

_UPLOAD, _FOLDER = "upload", "folder"


def chosen(reader: Reader, desk: Desk) -> Order | None:
    """The order to try the files that the reader chose just now; None until they press the button."""
    t = reader.t
    imports = desk.workspace.settings.imports
    offered = desk.offered()
    source = _UPLOAD
    if imports.folders:
        ways = [_FOLDER, _UPLOAD] if offered else [_UPLOAD, _FOLDER]
        source = st.segmented_control(
            t("import.from"), ways, default=ways[0], format_func=lambda each: t(f"import.from_{each}"),
            key="import.from", required=True, label_visibility="collapsed", persist_state="session",
        ) or ways[0]  # fmt: skip
    picked: list[str] = []
    uploaded = []
    if source == _UPLOAD:
        uploaded = st.file_uploader(
            t("import.upload", most=imports.upload_mb),
            accept_multiple_files=True,
            max_upload_size=imports.upload_mb,
            key="import.upload",
        ) or []  # fmt: skip
        note(t("import.upload_how"))
    elif offered:
        whole = st.checkbox(t("import.all", n=len(offered)), key="import.all")
        picked = list(offered)
        if not whole:
            picked = st.multiselect(
                t("import.pick"), list(offered), format_func=lambda each: _described(reader, each, offered),
                placeholder=t("import.pick_some"), key="import.pick",
            )  # fmt: skip
    else:
        note(t("import.folder_empty"))
    day, extent = _more(reader)
    is_ready = bool(uploaded or picked)
    if not st.button(
        t("import.try"), key="import.try", type="primary", disabled=not is_ready, icon=":material/play_arrow:"
    ):
        return None
    try:
        # A browser may send what nobody offered.
        paths = desk.hand_in([(each.name, each) for each in uploaded]) if uploaded else []
        paths += [offered[name] for name in picked if name in offered]
    except DeskError as error:
        st.error(t(error.reason, **error.values))
        return None
    return Order(tuple(map(str, paths)), True, day.isoformat() if day else None, extent)


def _more(reader: Reader) -> tuple[dt.date | None, str]:
    """The day of the export and what it holds, where the files do not say so themselves."""
    t = reader.t
    with st.expander(t("import.more"), type="compact", key="import.more"):
        day = st.date_input(
            t("import.day"), value=None, key="import.day", format="YYYY-MM-DD", help=t("import.day_help"), width=260
        )
        extent = st.selectbox(
            t("import.extent"), [each.value for each in Extent], format_func=lambda each: t(f"import.extent_{each}"),
            key="import.extent",
        )  # fmt: skip
    return day, extent or Extent.ASKED.value


def _described(reader: Reader, name: str, offered: dict[str, Path]) -> str:
    """A file with its size and the day it was written."""
    try:
        found = offered[name].stat()
    except (KeyError, OSError):
        return name
    size = f"{found.st_size / 1_000_000:,.1f} MB" if found.st_size >= 100_000 else f"{found.st_size / 1_000:,.1f} kB"
    return f"{name} · {size} · {reader.formats.day(dt.date.fromtimestamp(found.st_mtime))}"
