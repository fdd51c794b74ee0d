"""Key figures as cards: value, its trend, the period before and last year, and one line of judgement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from dashboard import catalog, charts
from dashboard.charts.form import numbers
from dashboard.formats import SPACE
from dashboard.judgements import judgement
from dashboard.periods import is_a_year, name_before
from dashboard.reader import Reader
from dashboard.ui import session, states
from dashboard.ui.marks import change, note

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# A dashed line in the trend: the measure beside which it is read.
_GOALS = {"coverage": "required_coverage"}


def cards(measures: Sequence[str], columns: int = 3) -> None:
    """A grid of large cards, one per measure of kpis."""
    _each(measures, columns, _card)


def small_cards(measures: Sequence[str], columns: int = 3) -> None:
    """A grid of one-line cards, for measures that stand behind the large ones."""
    _each(measures, columns, _small_card)


def _each(measures: Sequence[str], columns: int, draw: Any) -> None:
    reader = session.reader()
    try:
        figures = numbers(session.read("kpis")).row(0, named=True)
        compared = {row["measure"]: row for row in session.read("kpi_comparison").iter_rows(named=True)}
        trend = session.read("kpi_trend")
    except Exception as error:
        states.failed(reader, error)
        return
    with st.grid(columns, min_column_width=290, gap="small"):
        for measure in measures:
            draw(reader, measure, figures, compared[measure], trend.filter(pl.col("measure") == measure))


def _card(
    reader: Reader, measure: str, figures: Mapping[str, Any], compared: Mapping[str, Any], trend: pl.DataFrame
) -> None:
    unit, label = reader.unit("kpis", measure), reader.label("kpis", measure)
    with st.container(border=True, height="stretch", gap="xxsmall"):
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom", wrap=False):
            st.metric(
                label, _written(reader, unit, figures[measure]), help=_help(reader, measure, compared), width="stretch"
            )
            goal = figures.get(_GOALS[measure]) if measure in _GOALS else None
            frame = charts.spark_frame(trend.sort("month")["value"].to_list(), goal)
            if frame.height > 1:
                st.vega_lite_chart(
                    frame,
                    charts.spark(reader.look),
                    width=112,
                    height=48,
                    alt=reader.t("card.trend", measure=label),
                )
        note(_comparison(reader, measure, unit, compared))
        note(judgement(measure, figures, reader))


def _small_card(
    reader: Reader, measure: str, figures: Mapping[str, Any], compared: Mapping[str, Any], trend: pl.DataFrame
) -> None:
    unit, label = reader.unit("kpis", measure), reader.label("kpis", measure)
    value = reader.formats.value(unit, figures[measure])
    value += reader.t("unit.per_day") if measure.endswith("_per_day") and figures[measure] is not None else ""
    with st.container(
        border=True, horizontal=True, gap="small", vertical_alignment="center", horizontal_alignment="distribute"
    ):
        value = value.replace("$", "\\$")
        st.markdown(f"{label}{SPACE} **{value}**", help=_help(reader, measure, compared), width="content")
        said = judgement(measure, figures, reader) or _comparison(reader, measure, unit, compared, is_short=True)
        note(said, width="content")


def _written(reader: Reader, unit: str, value: Any) -> str:
    words = reader.formats.value(unit, value)
    # A wide space lets the Chinese face set the height of the line, so that all cards align.
    return f"{words}\u3000" if reader.formats.is_chinese and not _CHINESE.search(words) else words


def _comparison(reader: Reader, measure: str, unit: str, compared: Mapping[str, Any], is_short: bool = False) -> str:
    before = change(reader, measure, unit, compared["change"], compared["previous_value"])
    parts = [f"{before} {name_before(reader)}"] if before else []
    # For a whole year the period before is last year: once is enough.
    if not is_a_year(reader) and not is_short:
        year = change(reader, measure, unit, compared["last_year_change"], compared["last_year_value"])
        parts += [f"{year} {reader.t('before.last_year')}"] if year else []
    return f"{SPACE}{SPACE}·{SPACE}{SPACE}".join(parts) or reader.t("card.no_comparison")


def _help(reader: Reader, measure: str, compared: Mapping[str, Any]) -> str:
    header = catalog.measure(measure).header
    about = header.get("about_zh") if reader.formats.is_chinese else None
    said = [about or reader.about("kpis", measure)]
    if compared["sample"] is not None:
        said.append(f"n = {compared['sample']:,}")
    return "\n\n".join(said).replace("$", "\\$")
