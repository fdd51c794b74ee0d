"""Key figures as cards: value, its trend, the period before and last year, and one line of judgement."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from dashboard import charts
from dashboard.charts.form import numbers
from dashboard.database import DatabaseError
from dashboard.formats import NOTHING, SPACE
from dashboard.judgements import judgement
from dashboard.periods import is_a_year, name_before
from dashboard.reader import Reader
from dashboard.ui import session, states
from dashboard.ui.marks import change, note

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# A dashed line in the trend: the measure beside which it is read.
_GOALS = {"won_amount": "target_amount"}
# States stand for themselves on any day; a flow of a month that still runs looks like a fall.
_STATES = re.compile(r"open_|effective_|weighted_|stalled_|velocity_")
# Coverage of single months says nothing about that of the period.
_WITHOUT_TREND = ("coverage",)


def cards(measures: Sequence[str], columns: int = 3) -> None:
    """A grid of large cards, one per measure of kpis."""
    _each(measures, columns, _card)


def small_cards(measures: Sequence[str], columns: int = 3) -> None:
    """A grid of one-line cards, for measures that stand behind the large ones."""
    _each(measures, columns, _small_card)


def _each(measures: Sequence[str], columns: int, draw: Any) -> None:
    reader = session.reader()
    try:
        with st.skeleton(height=130):
            figures = numbers(session.read("kpis")).row(0, named=True)
            compared = {row["measure"]: row for row in session.read("kpi_comparison").iter_rows(named=True)}
            trend = _trend()
    except Exception as error:
        states.failed(reader, error)
        return
    with st.grid(columns, min_column_width=290, gap="small"):
        for measure in measures:
            try:
                draw(reader, measure, figures, compared[measure], trend)
            except Exception as error:
                states.failed(reader, error)


def _trend() -> pl.DataFrame:
    """Thirteen months of every measure; nothing where they cannot be read: a figure without its trend still counts."""
    try:
        return session.read("kpi_trend")
    except DatabaseError:
        return pl.DataFrame(schema={"month": pl.Date, "measure": pl.String, "value": pl.Float64})


def _card(
    reader: Reader, measure: str, figures: Mapping[str, Any], compared: Mapping[str, Any], trend: pl.DataFrame
) -> None:
    unit, label = reader.unit("kpis", measure), reader.label("kpis", measure)
    with st.container(border=True, height="stretch", gap="xxsmall"):
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom", wrap=False):
            st.metric(
                label,
                _aligned(reader, _with_pace(reader, measure, reader.formats.value(unit, figures[measure]))),
                help=_help(reader, measure, compared),
                width="stretch",
            )
            frame = _steps(reader, measure, trend)
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


def _steps(reader: Reader, measure: str, trend: pl.DataFrame) -> pl.DataFrame:
    """The whole months of a measure; of a state the running one too."""
    day = reader.as_of
    is_whole = day.day == calendar.monthrange(day.year, day.month)[1]
    if not is_whole and not _STATES.match(measure):
        trend = trend.filter(pl.col("month") != day.replace(day=1))
    wanted = [] if measure in _WITHOUT_TREND else [measure]
    steps = trend.filter(pl.col("measure").is_in(wanted)).sort("month").select("month", "value")
    goals = trend.filter(pl.col("measure") == _GOALS.get(measure, "")).select("month", goal="value")
    both = steps.join(goals, on="month", how="left").sort("month")
    return charts.spark_frame(both["value"].to_list(), both["goal"].to_list())


def _small_card(
    reader: Reader, measure: str, figures: Mapping[str, Any], compared: Mapping[str, Any], trend: pl.DataFrame
) -> None:
    unit, label = reader.unit("kpis", measure), reader.label("kpis", measure)
    value = _with_pace(reader, measure, reader.formats.value(unit, figures[measure]))
    with st.container(
        border=True,
        height="stretch",
        horizontal=True,
        gap="xsmall",
        vertical_alignment="center",
        horizontal_alignment="distribute",
    ):
        value = value.replace("$", "\\$")
        st.markdown(f"{label}{SPACE} **{value}**", help=_help(reader, measure, compared), width="content")
        said = judgement(measure, figures, reader) or _comparison(reader, measure, unit, compared, is_short=True)
        note(said, width="content")


def _with_pace(reader: Reader, measure: str, words: str) -> str:
    return words + reader.t("unit.per_day") if measure.endswith("_per_day") and words != NOTHING else words


def _aligned(reader: Reader, words: str) -> str:
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
    said = [reader.about("kpis", measure)]
    if compared["sample"] is not None:
        said.append(f"n = {compared['sample']:,}")
    return "\n\n".join(said).replace("$", "\\$")
