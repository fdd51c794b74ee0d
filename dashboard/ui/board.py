"""The board of a week: a row per member, a group of columns per day, on the screen and on one sheet of paper."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st
from babel.dates import format_date

from dashboard import catalog, selections, sentences
from dashboard.formats import NOTHING
from dashboard.reader import Reader
from dashboard.selections import OF_A_DAY, OF_A_WEEK
from dashboard.ui import absent, session, states
from dashboard.ui.downloads import Slice
from dashboard.ui.marks import note, plain
from dashboard.ui.report import foot

VIEW, CAPTION = "weekly_board", "caption.board"
# More members are in the file: nobody reads a wall from further away.
_MOST_MEMBERS = 200


def board(week: Mapping[str, object], level: str) -> None:
    """Draw the board of a week, with a row for each rep above those of the teams and of all, or without reps.

    Nothing here raises: a failure is a card that says so.
    """
    reader = session.reader()
    levels = ["rep", "team", "company"] if level == "rep" else ["team", "company"]
    where = {**week, "level": levels}
    try:
        rows = states.awaited(("board", repr(where)), 260, lambda: session.read(VIEW, where=where))
        if rows.is_empty():
            absent.leave_out(reader, VIEW, None, catalog.query(VIEW).title(reader.language))
            return
        with st.container(border=True, gap="xxsmall", key="report-board"):
            _draw(reader, rows, where, level)
    except Exception as error:
        states.failed(reader, error)


def _draw(reader: Reader, rows: pl.DataFrame, where: Mapping[str, object], level: str) -> None:
    title = sentences.board(VIEW, rows.filter(pl.col("level") == "company"), reader)
    st.header(plain(title), anchor=False)
    note(reader.t(CAPTION))
    grid = selections.week_grid(rows, reader)
    st.html(_table(reader, rows, grid, title))
    if grid.height > _MOST_MEMBERS:
        note(reader.t("report.cut", shown=f"{_MOST_MEMBERS:,}", all=f"{grid.height:,}"))
    taken = Slice(VIEW, f"board.{level}", where, selections.week_grid, title, reader.t(CAPTION))
    foot(reader, taken, rows, ())


def _table(reader: Reader, rows: pl.DataFrame, grid: pl.DataFrame, title: str) -> str:
    """The grid as a table of a document: read by screen readers, printed whole, its numbers links to their rows."""
    days = rows["on_date"].unique().sort().to_list()
    numbers = {(row["level"], row["name"], row["on_date"]): row for row in rows.iter_rows(named=True)}
    groups = "".join(
        f"<th scope='colgroup' colspan='{len(OF_A_DAY)}' class='first'>{_day(reader, day)}</th>" for day in days
    )
    names = "".join(_head(reader, name, place == 0) for _ in days for place, name in enumerate(OF_A_DAY))
    names += "".join(_head(reader, name, place == 0) for place, name in enumerate(OF_A_WEEK))
    lines = []
    for row in grid.head(_MOST_MEMBERS).iter_rows(named=True):
        of_days = [numbers.get((row["level"], row["name"], day)) or _none(row, day) for day in days]
        cells = [_cell(reader, of, name, place == 0) for of in of_days for place, name in enumerate(OF_A_DAY)]
        last = of_days[-1]
        cells += [_cell(reader, last, name, place == 0) for place, name in enumerate(OF_A_WEEK)]
        lines.append(f"<tr class='{row['level']}'><th scope='row'>{_name(reader, row)}</th>{''.join(cells)}</tr>")
    member = html.escape(reader.label(VIEW, "name"))
    week = html.escape(reader.t("board.week"))
    return (
        f"<div class='board' role='region' tabindex='0' aria-label='{html.escape(title, quote=True)}'><table>"
        f"<thead><tr><th rowspan='2' scope='col'>{member}</th>{groups}"
        f"<th scope='colgroup' colspan='{len(OF_A_WEEK)}' class='first'>{week}</th></tr><tr>{names}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _none(row: Mapping[str, Any], day: dt.date) -> dict[str, Any]:
    """What a member has on a day without a row of its own."""
    found = {name: row[f"{name}_{day}"] for name in OF_A_DAY} | {name: row[name] for name in OF_A_WEEK}
    return {"level": row["level"], "name": row["name"], "on_date": day} | found


def _day(reader: Reader, day: dt.date) -> str:
    weekday = format_date(day, "EEE", locale="zh" if reader.formats.is_chinese else "en")
    return html.escape(f"{weekday} {reader.formats.day(day, year=False)}")


def _head(reader: Reader, name: str, is_first: bool) -> str:
    """A short head whose long form is one hover away."""
    kind = " class='first text'" if name == "shape" else " class='first'" if is_first else ""
    long, short = reader.label(VIEW, name), reader.t(f"board.{name}")
    if reader.unit(VIEW, name) == "money":
        short = reader.t("column.with_unit", label=short, unit=reader.formats.currency_in_headers)
    return f"<th scope='col'{kind} title='{html.escape(long, quote=True)}'>{html.escape(short)}</th>"


def _name(reader: Reader, row: Mapping[str, Any]) -> str:
    if row["level"] == "company":
        return html.escape(reader.name("level", "company"))
    return html.escape(reader.name("name", row["name"]))


def _cell(reader: Reader, row: Mapping[str, Any], name: str, is_first: bool) -> str:
    kind = "first" if is_first else ""
    if name == "shape":
        return f"<td class='{kind} text'>{html.escape(reader.name('shape', row[name]))}</td>"
    said = NOTHING if row[name] is None else reader.formats.count(round(row[name]))
    address = reader.follow(VIEW, name, row)
    if address:
        said = f"<a href='{html.escape(address, quote=True)}'>{said}</a>"
    return f"<td class='{kind}'>{said}</td>" if kind else f"<td>{said}</td>"
