"""A table whose rows lead on: choose a row, and every number in it that has rows behind it is a link."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard.reader import Reader
from dashboard.ui import session
from dashboard.ui.links import number_link
from dashboard.ui.marks import note, plain
from dashboard.ui.tables import table


def table_with_links(
    reader: Reader, view: str, rows: pl.DataFrame, shown: Sequence[str], title: str, name: str, **options: object
) -> None:
    """The table, and under it the links of the row that is chosen; only a table where no number leads on."""
    first = rows.row(0, named=True) if rows.height else {}
    if not any(reader.follow(view, column, first) for column in shown):
        table(reader, view, rows, shown, title, **options)
        return
    # A selection is a position: with other rows it would be another row's.
    seen = (session.path_in_use(), reader.scope, rows.height, rows.columns)
    mark = hashlib.sha256(repr(seen).encode()).hexdigest()[:12]
    event = table(
        reader,
        view,
        rows,
        shown,
        title,
        key=f"rows.{name}.{mark}",
        on_select="rerun",
        selection_mode="single-row",
        **options,
    )
    places = event["selection"]["rows"]
    # The grid takes a pointer; a list of names is the way by keyboard.
    texts = [column for column in shown if rows.schema.get(column) == pl.String][:2] or [shown[0]]
    names = [" · ".join(reader.name(column, row[column]) for column in texts) for row in rows.iter_rows(named=True)]
    place = st.selectbox(
        reader.t("report.choose_row"),
        range(rows.height),
        index=places[0] if places else None,
        format_func=names.__getitem__,
        placeholder=reader.t("report.choose_row"),
        label_visibility="collapsed",
        key=f"row.{name}.{mark}.{places[0] if places else ''}",
    )
    if place is None:
        return
    row = rows.row(place, named=True)
    with st.container(horizontal=True, gap="small"):
        found = [
            number_link(view, column, row, plain(f"{reader.label(view, column)} {reader.value(view, column, value)} →"))
            for column, value in row.items()
            if column in shown and value is not None
        ]
    if not any(found):
        note(reader.t("report.no_rows_behind"))
