"""A report card: its finding, how to read it, the chart; table, definition, SQL and slice download beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl
import streamlit as st

from dashboard import catalog
from dashboard.charts import Form, Matrix
from dashboard.charts.picture import unmarked
from dashboard.cut_lists import cut, height, uncut
from dashboard.reader import Reader
from dashboard.scope import Scope
from dashboard.selections import ROW_BY_ROW
from dashboard.sentences import Finding
from dashboard.ui import absent, session, states
from dashboard.ui.definitions import short_definition
from dashboard.ui.downloads import Slice, files_at_once, files_in_detail, sql_tab
from dashboard.ui.marks import head, note, plain
from dashboard.ui.row_links import table_with_links
from dashboard.ui.tables import MOST_ROWS

# Rows of a view of many that its chart and its finding may need.
_MOST_CHARTED = 200
# So many columns of a matrix a phone shows side by side.
_MOST_COLUMNS = 3
Kept = Callable[[pl.DataFrame, Reader], pl.DataFrame]


@dataclass(frozen=True)
class Beside:
    """A second view of a report: joined into its chart; `scope` shifts the reader's, for the year before."""

    view: str
    scope: Callable[[Scope, Reader], Scope] | None = None


@dataclass(frozen=True)
class _Card:
    """What a page says of one report, as `report` takes it; `name` tells the reports of a page apart."""

    view: str
    name: str
    finding: Finding
    caption: str
    chart: Form | None
    beside: Beside | None
    where: Mapping[str, object] | None
    keep: Kept | None
    columns: Sequence[str] | None
    sums: Sequence[str]
    first: str | None
    limit: int
    is_good_empty: bool
    short: str | None


class _Read(NamedTuple):
    """The rows of a card, what its chart draws of them (also as it is sent), whether there is nothing to show, whether
    that is told of, the title."""

    rows: pl.DataFrame
    frame: pl.DataFrame | None
    cells: Any
    is_empty: bool
    is_told: bool
    title: str


def report(
    view: str,
    *,
    finding: Finding,
    caption: str,
    chart: Form | None = None,
    beside: Beside | None = None,
    where: Mapping[str, object] | None = None,
    keep: Kept | None = None,
    columns: Sequence[str] | None = None,
    sums: Sequence[str] = (),
    first: str | None = None,
    limit: int = MOST_ROWS,
    is_good_empty: bool = False,
    short: str | None = None,
    key: str | None = None,
) -> None:
    """Draw one card. `where` and `keep` narrow the rows on the screen and in the files; `caption` is an id.
    Without a chart the table itself is the report: its first `limit` rows, whose finding knows how many there are and
    the `sums` of columns over all. `first` is the measure of a chart of a view with many rows: those with most of it
    are read. `is_good_empty`: no rows is an answer that the finding tells. `short` is one of Database.short_lists.

    Nothing here raises: a failure is a card that says so.
    """
    reader = session.reader()
    name = key or f"{view}.{caption}"
    card = _Card(
        view, name, finding, caption, chart, beside, where, keep, columns, sums, first, limit, is_good_empty, short
    )
    try:
        read = _read(reader, card)
    except Exception as error:
        states.failed(reader, error)
        return
    if isinstance(read, list):
        if absent.is_need_told(read):
            return
    elif read.is_empty and not read.is_told:
        absent.leave_out(reader, view, chart, read.title)
        return
    place = f"report.{'matrix.' if _is_wide(chart, read) else ''}{name}".replace(".", "-")
    with st.container(border=True, height="stretch", gap="xxsmall", key=place):
        try:
            _draw(reader, card, read)
        except Exception as error:
            states.failed(reader, error)


def _is_wide(chart: Form | None, read: _Read | list[str]) -> bool:
    """Whether a phone shows the chart in a window that scrolls: a matrix of more columns than its card has room for."""
    frame = None if isinstance(read, list) else read.frame
    return isinstance(chart, Matrix) and frame is not None and frame["column"].n_unique() > _MOST_COLUMNS


def _read(reader: Reader, card: _Card) -> _Read | list[str]:
    """What the card tells; the tables that it needs where they are missing."""
    missing = [table for table in catalog.query(card.view).needs if table not in reader.facts["tables"]]
    if missing:
        return missing
    part = ("report", card.name, card.view, repr(card.where), card.chart)
    return states.awaited(part, 260, lambda: _told(reader, card))


def _draw(reader: Reader, card: _Card, read: _Read | list[str]) -> None:
    if isinstance(read, list):
        st.header(plain(catalog.query(card.view).title(reader.language)), anchor=False)
        states.needs(reader, read, reader.about_object(card.view))
        return
    head(card.name, read.title, reader.t(card.caption))
    if not read.is_empty:
        _body(reader, card, read.rows, read.frame, read.cells, read.title)


def _told(reader: Reader, card: _Card) -> _Read:
    rows, beside = _rows(reader, card), _beside(reader, card)
    frame = card.chart.frame(card.view, rows, beside, reader) if card.chart and rows.height else None
    shown = card.chart.columns if card.chart else card.columns or rows.columns
    is_bare = rows.is_empty() or (frame is not None and frame.is_empty())
    is_empty = is_bare or absent.is_flat(reader, card.view, rows, shown, card.chart)
    is_told = not is_empty or (rows.is_empty() and card.is_good_empty)
    title = card.finding(card.view, rows, reader) if is_told else catalog.query(card.view).title(reader.language)
    return _Read(rows, frame, None if frame is None else frame.to_arrow(), is_empty, is_told, title)


def _rows(reader: Reader, card: _Card) -> pl.DataFrame:
    """The rows of the card; of a list only the first ones, with what holds for all."""
    if card.short:
        rows = session.short_list(card.short)
    elif card.chart is None and (card.keep is None or card.keep in ROW_BY_ROW):
        # What a list has beside the columns shown is for its file.
        columns = _read_columns(card) if card.view.endswith("_list") and card.keep is None else None
        rows = session.read(card.view, where=card.where, limit=card.limit, columns=columns)
        if rows.height == card.limit:
            rows = cut(rows, session.totals(card.view, card.where, card.sums))
    else:
        rows = session.read(card.view, where=card.where, **most(card.first))
    return card.keep(rows, reader) if card.keep else rows


def most(measure: str | None) -> dict[str, Any]:
    """How session.read reads the rows of a chart with most of a measure; all rows where none is named."""
    return {"limit": _MOST_CHARTED if measure else None, "first": measure}


def _read_columns(card: _Card) -> Sequence[str] | None:
    """The columns of a list that a table shows, and the id by which a deal is found."""
    names_deals = card.columns and "deal_id" in catalog.query(card.view).columns
    return tuple(dict.fromkeys([*(card.columns or ()), "deal_id"])) if names_deals else card.columns


def _body(reader: Reader, card: _Card, rows: pl.DataFrame, frame: pl.DataFrame | None, cells: Any, title: str) -> None:
    """The chart with its table below, or the table itself."""
    caption, chart = reader.t(card.caption), card.chart
    shown = list(card.columns or _columns(rows, chart))
    if chart is not None and frame is not None:
        specification = chart.specification(frame, reader.look)
        # With its height the place is kept while the browser still loads what draws it.
        size = specification["height"]
        data = {"data": {"name": "rows"}, "datasets": {"rows": cells}}
        st.vega_lite_chart(None, specification | data, height=size, alt=unmarked(caption))
    else:
        listed = uncut(rows.head(card.limit))
        room = "content" if listed.height <= 20 else 460
        table_with_links(reader, card.view, listed, shown, title, card.name, height=room)
        if height(rows) > listed.height:
            note(reader.t("report.cut", shown=f"{listed.height:,}", all=f"{height(rows):,}"))
    taken = Slice(card.view, card.name, card.where, card.keep, title, caption, chart, frame)
    foot(reader, taken, rows, shown if chart else ())


@st.fragment
def foot(reader: Reader, taken: Slice, rows: pl.DataFrame, shown: Sequence[str]) -> None:
    """Table, definition, SQL and the files of the chart, sent only when they are opened; other files beside them.

    The style sheet makes one row of what stands here: each container more costs the browser as much as a button."""
    view, name = taken.view, taken.name
    label = reader.t("report.more" if shown else "report.more_without_table")
    details = st.expander(label, type="compact", key=f"more.{name}", on_change="rerun")
    files_at_once(reader, taken)
    if not details.open:
        return
    with details:
        files_in_detail(reader, taken)
        described = catalog.query(view)
        tabs = ["report.table"] * bool(shown) + ["report.definition", "report.sql"]
        for each, tab in zip(tabs, st.tabs([reader.t(each) for each in tabs]), strict=True):
            with tab:
                if each == "report.table":
                    if rows.height == _MOST_CHARTED:
                        rows = session.read(view, where=taken.where, limit=MOST_ROWS)
                    table_with_links(reader, view, rows, shown, taken.finding, name)
                elif each == "report.definition":
                    short_definition(
                        reader,
                        described,
                        shown or [name for name in described.columns if reader.label(described.name, name) != name],
                    )
                else:
                    sql_tab(reader, taken)


def _columns(rows: pl.DataFrame, chart: Form | None) -> list[str]:
    """What the chart reads first, then the rest of the view; ids are for the download."""
    first = [name for name in (chart.columns if chart else ()) if name in rows.columns]
    hidden = {"stage_order", "movement_order"}
    # The only pipeline there is tells nothing.
    hidden |= {"pipeline"} if "pipeline" in rows.columns and rows["pipeline"].n_unique() < 2 else set()
    rest = [name for name in rows.columns if not name.endswith("_id") and name not in hidden]
    return list(dict.fromkeys([*first, *rest]))


def _beside(reader: Reader, card: _Card) -> pl.DataFrame | None:
    if card.beside is None:
        return None
    scope = card.beside.scope(reader.scope, reader) if card.beside.scope else reader.scope
    return session.read(card.beside.view, scope, where=card.where)
