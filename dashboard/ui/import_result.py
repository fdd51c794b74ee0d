"""What an import did: rows per file, what was refused, what differs from the version before, and the way back."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from dashboard import catalog, exports, import_words
from dashboard.formats import SPACE
from dashboard.reader import Reader
from dashboard.ui.marks import note, plain
from dashboard.workspace import Workspace, WorkspaceError

_REFUSED = {"file": pl.String, "line": pl.Int64, "column": pl.String, "value": pl.String, "reason": pl.String}


def numbers(reader: Reader, result: Mapping[str, Any]) -> None:
    """Rows read, what was refused and why, what changed, what is not there and what that costs."""
    t = reader.t
    if result["rows_read"]:
        read, refused = result["rows_read"], result["rows_refused"]
        words = {"read": f"{read:,}", "accepted": f"{read - refused:,}", "refused": f"{refused:,}"}
        st.markdown(t("import.rows", **words))
    _changes(reader, result["changes"])
    _refused(reader, result)
    comma, told = t("mark.comma"), [import_words.told(message, reader) or "" for message in result["messages"]]
    if result["unknown_stages"]:
        named = (t("import.stage", stage=name, rows=f"{rows:,}") for name, rows in result["unknown_stages"].items())
        told.append(t("import.unknown_stages", stages=comma.join(named)))
    for cost in result["costs"]:
        views = comma.join(catalog.query(view).title(reader.language) for view in cost["views"])
        told.append(t("import.cost", table=reader.name("table", cost["table"]), views=views))
    if told:
        st.markdown("\n".join(f"- :small[:gray[{plain(each)}]]" for each in told))
    if result["proposal"]:
        with st.expander(t("import.proposal"), type="compact", key="import.proposal"):
            note(t("import.proposal_how"))
            st.code(result["proposal"], language="toml", height=320)


def files(reader: Reader, result: Mapping[str, Any]) -> None:
    """Every file with its rows."""
    if not result["files"]:
        return
    t = reader.t
    heads = [t("column.file"), t("column.table_name"), t("import.read"), t("import.refused"), t("import.note")]
    lines = [heads, ["---", "---", "---:", "---:", "---"]]
    for each in result["files"]:
        table = reader.name("table", each["table"]) if each["table"] else "–"
        told = import_words.told(each["note"], reader) or ""
        cells = (plain(each["file"]), plain(table), f"{each['rows_read']:,}", f"{each['rows_refused']:,}", plain(told))
        lines.append(list(cells))
    with st.expander(t("import.per_file", n=len(result["files"])), type="compact", key="import.per_file"):
        st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def undo(reader: Reader, workspace: Workspace) -> None:
    """The version in force, and the way back to the one before it."""
    current = workspace.current()
    earlier = [path for path in workspace.versions() if current is not None and path.name < current.name]
    if current is None or not earlier:
        return
    t = reader.t
    with st.container(border=True, gap="small", key="import-undo"):
        st.header(t("import.undo_title"), anchor=False)
        moments = {"when": _made(current), "before": _made(earlier[-1])}
        said = {name: when(reader, moment, workspace) for name, moment in moments.items()}
        st.markdown(t("import.in_force", **said))
        if st.session_state.get("imports.undoing") != current.name:
            if st.button(t("import.undo"), key="import.undo", icon=":material/undo:"):
                st.session_state["imports.undoing"] = current.name
                st.rerun()
            return
        st.markdown(t("import.undo_sure"))
        with st.container(horizontal=True, gap="small"):
            if st.button(t("import.undo_yes"), key="import.undo_yes", type="primary"):
                _go_back(workspace)
            if st.button(t("import.undo_no"), key="import.undo_no"):
                st.session_state.pop("imports.undoing", None)
                st.rerun()


def _go_back(workspace: Workspace) -> None:
    try:
        workspace.rollback()
    except WorkspaceError as error:
        st.error(plain(str(error)))
        return
    st.session_state.pop("imports.undoing", None)
    st.rerun()


def when(reader: Reader, moment: dt.datetime, workspace: Workspace) -> str:
    """A moment by the clock of the workspace's time zone, as everywhere in the dashboard."""
    local = moment.astimezone(zoneinfo.ZoneInfo(workspace.settings.reporting.time_zone))
    return f"{reader.formats.day(local.date())}{SPACE}{local:%H:%M}"


def _made(version: Path) -> dt.datetime:
    """When a version was made, as its name says."""
    return dt.datetime.strptime(version.name.partition("-")[0], "%Y%m%dT%H%M%S").replace(tzinfo=dt.UTC)


def _changes(reader: Reader, changes: Mapping[str, Any] | None) -> None:
    """What differs from the version that was in force; nothing for a first import."""
    if changes is None or all(each["before"] is None for each in changes["figures"]):
        return
    t = reader.t
    changed = [each for each in changes["figures"] if each["before"] != each["after"]]
    if not changed:
        st.markdown(t("import.unchanged"))
        return
    st.markdown(t("import.changed", new=f"{changes['deals_new']:,}", gone=f"{changes['deals_gone']:,}"))
    tables = [each for each in changed if each["table"]]
    whole = [each for each in changed if not each["table"]]
    if whole:
        st.markdown(_table(reader, whole))
    if tables:
        with st.expander(t("import.per_table", n=len(tables)), type="compact", key="import.per_table"):
            st.markdown(_table(reader, tables))


def _table(reader: Reader, figures: Sequence[Mapping[str, Any]]) -> str:
    """Figures before and now, with what changed."""
    t, unit = reader.t, reader.formats.currency_in_headers
    lines = [[t(f"import.{each}") for each in ("figure", "before", "after", "difference")]]
    lines.append(["---", "---:", "---:", "---:"])
    for each in figures:
        name = t(f"import.figure_{each['name']}", table=reader.name("table", each["table"]), unit=unit)
        was, now = _number(each["before"]), _number(each["after"])
        difference = f"{(now or 0) - (was or 0):+,.0f}".replace("-", "\u2212")
        lines.append([plain(name), _shown(was), _shown(now), difference])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _refused(reader: Reader, result: Mapping[str, Any]) -> None:
    """The first refused rows, and all of them as a file."""
    rows = [{name: each[name] for name in _REFUSED} for each in result["refused"]]
    if not rows:
        return
    t = reader.t
    told = pl.DataFrame(rows, schema=_REFUSED)
    told = told.with_columns(
        pl.Series("reason", [import_words.told(each, reader) for each in told["reason"]], pl.String)
    )
    with st.expander(t("import.refused_rows", n=f"{result['rows_refused']:,}"), type="compact", key="import.refused"):
        heads = [t(f"column.{name}") for name in ("file", "line", "column_name", "value", "reason")]
        lines = [heads, ["---"] * 5]
        for row in told.head(20).rows():
            lines.append([plain("" if cell is None else str(cell)[:80]) for cell in row])
        st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))
        st.download_button(
            t("import.refused_csv"),
            data=exports.as_csv(told),
            file_name="refused_rows.csv",
            mime=exports.MEDIA_TYPES["csv"],
            key="import.refused_csv",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"
