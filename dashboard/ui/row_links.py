"""A table whose rows lead on: choose a row, and every number in it that has rows behind it is a link."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import polars as pl
import streamlit as st

from dashboard.reader import Reader
from dashboard.ui.links import number_link
from dashboard.ui.marks import note, plain
from dashboard.ui.prepared import prepared
from dashboard.ui.tables import MOST_ROWS, listed, table

# Rows that are asked whether they lead on, before a table is taken for one that does not.
_LOOKED_AT = 50


def table_with_links(
    reader: Reader, view: str, rows: pl.DataFrame, shown: Sequence[str], title: str, name: str, **options: object
) -> None:
    """The table, and under it the links of the row that is chosen; only a table where no number leads on."""
    rows = rows.head(MOST_ROWS)
    mark = _mark(rows)
    leads_on, names = prepared(("rows", view, mark, tuple(shown)), lambda: _names(reader, view, rows, shown))
    if not leads_on:
        if listed(reader, view, rows, shown, title, mark):
            return
        table(reader, view, rows, shown, title, mark, **options)
        return
    # A selection is a position: with other rows it would be another row's.
    event = table(
        reader,
        view,
        rows,
        shown,
        title,
        mark,
        key=f"rows.{name}.{mark}",
        on_select="rerun",
        selection_mode="single-row",
        **options,
    )
    places = event["selection"]["rows"]
    # The grid takes a pointer; a list of names is the way by keyboard.
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


def _names(reader: Reader, view: str, rows: pl.DataFrame, shown: Sequence[str]) -> tuple[bool, list[str]]:
    """Whether any number of the rows is a link, and if so what each row is called."""
    if not _leads_on(reader, view, rows, shown):
        return False, []
    texts = [column for column in shown if rows.schema.get(column) == pl.String][:2] or [shown[0]]
    return True, [" · ".join(map(reader.name, texts, row)) for row in rows.select(texts).iter_rows()]


def _mark(rows: pl.DataFrame) -> str:
    """A short text that only the same rows in the same order have."""
    seen = (rows.columns, rows.hash_rows().to_list())
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:12]


def _leads_on(reader: Reader, view: str, rows: pl.DataFrame, shown: Sequence[str]) -> bool:
    """Whether any number of the rows is a link; the first row may be one of zeros, so more are looked at."""
    # Rows of a list are where a number leads to.
    return not view.endswith("_list") and any(
        reader.follow(view, column, row) for row in rows.head(_LOOKED_AT).iter_rows(named=True) for column in shown
    )
