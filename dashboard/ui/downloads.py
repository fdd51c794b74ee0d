"""Slice downloads: all rows and columns of a view under the scope on the screen, named after view, scope and day."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import streamlit as st

from dashboard import exports
from dashboard.reader import Reader
from dashboard.scope import Scope
from dashboard.ui import session


def slice_download(reader: Reader, view: str, key: str, where: Mapping[str, object] | None = None) -> None:
    """A button that builds the CSV when it is clicked."""
    # Built outside a script run: everything it needs is bound now.
    build = functools.partial(_csv, session.path_in_use(), view, reader.scope, where)
    day = "" if reader.scope.as_of else f"_as-of-{reader.as_of}"
    st.download_button(
        reader.t("report.csv"),
        data=build,
        file_name=f"{reader.scope.file_stem(view, reader.facts)}{day}.csv",
        mime=exports.MEDIA_TYPES["csv"],
        key=f"csv.{key}",
        help=reader.t("report.csv_help"),
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _csv(path: str, view: str, scope: Scope, where: Mapping[str, object] | None) -> bytes:
    return exports.as_csv(session.read_afresh(path, view, scope, where))
