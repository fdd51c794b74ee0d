"""What a page has nothing to show of: one card that says once why, in the place of the first report left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import streamlit as st

from dashboard import catalog, definitions
from dashboard.charts import Form, Matrix, PartBars, RankedBars, TrendLine
from dashboard.formats import SPACE
from dashboard.reader import Reader
from dashboard.sentences.absences import OF_A_PERIOD, why
from dashboard.ui import session, states
from dashboard.ui.definitions import definition_address
from dashboard.ui.marks import note, plain

# In the session's state: the reports that the present run has left out.
_LEFT_OUT = "left out of the page"
# Units of what is measured.
_QUANTITIES = ("money", "count", "rate", "ratio", "days")


@dataclass
class _LeftOut:
    """The place of the first report that was left out, and each one's view and measure, by its name; the tables that
    reports said they need."""

    place: Any = None
    reports: dict[str, tuple[str, str]] = field(default_factory=dict)
    needed: set[tuple[str, ...]] = field(default_factory=set)


class PageEndedError(Exception):
    """What follows on a page would say the same again: there is nothing in this scope."""


def begin() -> None:
    """Forget what earlier runs left out."""
    st.session_state[_LEFT_OUT] = _LeftOut()


def is_nothing_here(kpis: Mapping[str, Any]) -> bool:
    """Whether no deal is open, and none was created or closed in the period, from the row of kpis."""
    return not any(kpis[f"{kind}_deals"] for kind in ("open", "created", "won", "lost"))


def is_flat(reader: Reader, view: str, rows: pl.DataFrame, columns: Iterable[str], chart: Form | None) -> bool:
    """Whether what these columns and the chart show of a view of deals is nothing (sums of 0, rates of nothing) or is
    still to come; a list of deals never is."""
    if view.endswith("_list") or "deals" not in catalog.query(view).needs:
        return False
    shown, is_to_come = list(columns), reader.as_of < reader.period[0]
    if is_to_come:
        if view in OF_A_PERIOD:
            return True
        # How many cases there could be says nothing before there are any.
        shown = [chart.measure] if isinstance(chart, RankedBars) else shown
    if isinstance(chart, PartBars) and chart.goal:
        shown = [chart.goal]
    names = [name for name in shown if name in rows.columns and reader.unit(view, name) in _QUANTITIES]
    measured = [rows[name] for name in names if rows[name].dtype.is_numeric()]
    return bool(measured) and not any(_holds(reader, view, each, is_to_come) for each in measured)


def _holds(reader: Reader, view: str, values: pl.Series, is_to_come: bool) -> bool:
    """Whether there is any value; a rate of 0 is one, that nothing of what is still to come has happened is none."""
    is_sum = reader.unit(view, values.name) in ("money", "count")
    return bool((values.fill_null(0) != 0).any()) if is_sum or is_to_come else values.count() > 0


def end_page(reader: Reader) -> None:
    """Say why the page has nothing to show, in place of all that follows; raises PageEndedError."""
    target = session.key_figures().values["target_amount"]
    with st.container(border=True, gap="xxsmall", key="report-nothing"):
        states.nothing(reader, target)
    raise PageEndedError


def leave_out(reader: Reader, view: str, chart: Form | None, title: str) -> None:
    """Leave out the report of a view that has nothing to show; it is named by what it ranks by, else by its title."""
    found: _LeftOut = st.session_state[_LEFT_OUT]
    if found.place is None:
        found.place = st.container()
    ranked = isinstance(chart, RankedBars) or (isinstance(chart, PartBars) and chart.is_share and not chart.goal)
    measure = chart.measure if isinstance(chart, Matrix | RankedBars | TrendLine) else ""
    if isinstance(chart, PartBars) and ranked:
        # Its bars are ranked by the whole, of which the first part is the effective one.
        measure = chart.parts[0][0].removeprefix("effective_")
    found.reports.setdefault(reader.label(view, measure) if ranked else title, (view, measure))


def is_need_told(tables: Iterable[str]) -> bool:
    """Whether a report above has said that these tables are missing; from now on one has."""
    found: _LeftOut = st.session_state[_LEFT_OUT]
    is_told = tuple(tables) in found.needed
    found.needed.add(tuple(tables))
    return is_told


def told(reader: Reader) -> None:
    """Say of all reports that were left out what is missing, once for each reason."""
    found: _LeftOut = st.session_state[_LEFT_OUT]
    if found.place is None:
        return
    with found.place, st.container(border=True, gap="xxsmall", key="report-absent"):
        try:
            _told(reader, found)
        except Exception as error:
            states.failed(reader, error)


def _told(reader: Reader, found: _LeftOut) -> None:
    figures = session.key_figures().values
    if is_nothing_here(figures):
        states.nothing(reader, figures["target_amount"])
        return
    reasons: dict[str, list[str]] = {}
    for name, (view, measure) in found.reports.items():
        reasons.setdefault(why(view, measure, figures, reader), []).append(
            _linked(reader, name, measure if definitions.known(measure) else view)
        )
    for place, (reason, names) in enumerate(reasons.items()):
        if place:
            st.markdown(f"**{plain(reason)}**")
        else:
            st.header(plain(reason), anchor=False)
        note(reader.t("absent.reports", names=f"{SPACE}· ".join(names)))


def _linked(reader: Reader, name: str, of: str) -> str:
    """The name of a report, as a link to its definition where it has one."""
    return f"[{plain(name)}]({definition_address(reader, of)})" if definitions.known(of) else plain(name)
