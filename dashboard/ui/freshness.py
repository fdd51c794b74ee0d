"""How fresh the data are: their day, their import, files and refused rows, and whether newer ones are there."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboard.addresses import LABELS
from dashboard.reader import Reader
from dashboard.sample_companies import is_sample
from dashboard.scope import Scope
from dashboard.ui import session
from dashboard.ui.marks import note, plain
from dashboard.ui.terminal import typed

# Seconds between two looks at the pointer to the version in force: a read of one small file.
_LOOK_EVERY = 60


def age(reader: Reader) -> None:
    """Beside the page's title: that the data are a sample, that they are old, that newer ones have come since."""
    if _is_sample(session.path_in_use()):
        st.badge(reader.t("fresh.sample"), color="gray")
    days = (dt.date.today() - reader.facts["exported_on"]).days
    if days > int(reader.facts.get("stale_after_days") or 8):
        day = reader.formats.day(reader.facts["exported_on"])
        st.badge(reader.t.plural("fresh.stale", days, day=day), color="yellow")
    _newer(reader)


def _files(path: str) -> pl.DataFrame:
    # The same whatever is chosen, so that no scope asks for them anew.
    return session.read_at(path, "import_files", Scope())


@functools.lru_cache(maxsize=16)
def _is_sample(path: str) -> bool:
    return is_sample(_files(path))


@st.fragment(run_every=_LOOK_EVERY)
def _newer(reader: Reader) -> None:
    """Says that another version is in force than the one on the screen, and loads it on a click."""
    found = session.database_path()
    if found is None or found == session.path_in_use():
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center", width="content"):
        st.badge(reader.t("fresh.newer"), color="blue")
        if st.button(reader.t("fresh.load"), key="fresh.load", type="tertiary", icon=":material/refresh:"):
            st.rerun(scope="app")


def freshness(reader: Reader, data_page: str, query: Mapping[str, Any]) -> None:
    """The last line of a page: data as of which day, imported when, from which files, how many rows refused and why."""
    files = _files(session.path_in_use())
    facts, t = reader.facts, reader.t
    accepted, refused = (int(files[name].sum() or 0) for name in ("rows_accepted", "rows_refused"))
    used = files.filter(pl.col("rows_accepted") > 0)
    imported = facts["imported_at"]
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="freshness"):
        st.badge(t("fresh.as_of", day=reader.formats.day(facts["exported_on"])), color="gray")
        when = t("fresh.at", day=reader.formats.day(imported.date()), time=f"{imported:%H:%M}", zone=facts["time_zone"])
        rows = f"{accepted + refused:,}"
        live = used.filter(pl.col("encoding").is_in(list(LABELS)))
        told = {"when": when, "files": used.height - live.height, "rows": rows, "refused": f"{refused:,}"}
        sort = "imported" if live.is_empty() else "imported_live" if not told["files"] else "imported_both"
        note(t(f"fresh.{sort}", database=plain(_databases(reader, live)), **told), width="content")
        label = t.plural("fresh.reasons", refused) if refused else t("fresh.more")
        st.page_link(data_page, label=label, query_params=query)
    if _is_sample(session.path_in_use()):
        note(t("fresh.sample_how", command=typed(f"import {t('import.path')}…")))
    with st.expander(t("fresh.files"), type="compact", key="fresh.files", on_change="rerun") as shown:
        if shown.open:
            st.markdown("\n".join(_file(reader, row) for row in files.iter_rows(named=True)))


def _databases(reader: Reader, live: pl.DataFrame) -> str:
    """The databases that were read, by name and kind."""
    named = {(file.partition("/")[0], LABELS[engine]) for file, engine in live.select("file", "encoding").rows()}
    return reader.t("mark.comma").join(f"{name} ({kind})" for name, kind in sorted(named))


def _file(reader: Reader, row: Mapping[str, Any]) -> str:
    said = reader.t.plural("n.rows", int(row["rows_accepted"] or 0))
    if row["rows_refused"]:
        said += reader.t("mark.comma") + reader.t("fresh.refused", rows=f"{row['rows_refused']:,}")
    table = reader.name("table", row["table_name"]) if row["table_name"] else reader.t("fresh.unused")
    return f"- {plain(row['file'])} → {table}{reader.t('mark.colon')}{said}"
