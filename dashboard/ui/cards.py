"""Key figures as cards: value, its trend, the period before and last year, and one line of judgement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from dashboard import charts
from dashboard.days import month_end
from dashboard.formats import NOTHING, SPACE
from dashboard.judgements import WHILE_RUNNING, judgement
from dashboard.periods import compared, name_before
from dashboard.reader import Reader
from dashboard.samples import sample_columns, wilson
from dashboard.ui import session, states
from dashboard.ui.definitions import definition_address
from dashboard.ui.links import number_link
from dashboard.ui.marks import change, note
from dashboard.ui.prepared import prepared

Figures = Mapping[str, Any]
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
    """A grid of low cards, for measures that stand behind the large ones."""
    _each(measures, columns, _small_card)


def _each(measures: Sequence[str], columns: int, draw: Any) -> None:
    reader = session.reader()
    try:
        figures, rows, trend = states.awaited("key figures", 130, session.key_figures)
    except Exception as error:
        states.failed(reader, error)
        return
    with st.grid(columns, min_column_width=290, gap="small"):
        for measure in measures:
            try:
                draw(reader, measure, figures, rows[measure], trend)
            except Exception as error:
                states.failed(reader, error)


def _card(reader: Reader, measure: str, figures: Figures, compared_row: Figures, trend: pl.DataFrame) -> None:
    unit, label = reader.unit("kpis", measure), reader.label("kpis", measure)
    with st.container(border=True, height="stretch", gap="xxsmall"):
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom", wrap=False):
            st.metric(
                label,
                _value(reader, measure, unit, figures[measure], compared_row["sample"]),
                help=_help(reader, measure, unit, compared_row),
                width="stretch",
            )
            frame = prepared(("steps", measure), lambda: _steps(reader, measure, trend).to_arrow())
            if frame.num_rows > 1:
                st.vega_lite_chart(
                    frame,
                    charts.spark(reader.look),
                    width=112,
                    height=48,
                    alt=reader.t("card.trend", measure=label),
                )
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", wrap=False):
            note(_comparison(reader, measure, unit, compared_row) or SPACE, width="stretch")
            with st.container(width="content", key=f"behind-{measure}"):
                number_link("kpis", measure, figures, reader.t("card.to_deals"))
        note(judgement(measure, figures, reader))


def _steps(reader: Reader, measure: str, trend: pl.DataFrame) -> pl.DataFrame:
    """The whole months of a measure; of a state the running one too."""
    day = reader.as_of
    if day != month_end(day) and not _STATES.match(measure):
        trend = trend.filter(pl.col("month") != day.replace(day=1))
    wanted = [] if measure in _WITHOUT_TREND else [measure]
    steps = trend.filter(pl.col("measure").is_in(wanted)).sort("month").select("month", "value")
    goals = trend.filter(pl.col("measure") == _GOALS.get(measure, "")).select("month", goal="value")
    both = steps.join(goals, on="month", how="left").sort("month")
    return charts.spark_frame(both["value"].to_list(), both["goal"].to_list())


def _small_card(reader: Reader, measure: str, figures: Figures, compared_row: Figures, trend: pl.DataFrame) -> None:
    unit, label = reader.unit("kpis", measure), reader.label("kpis", measure)
    value = _words(reader, measure, unit, figures[measure])
    with st.container(border=True, height="stretch", gap="xxsmall"):
        with st.container(
            horizontal=True, gap="xsmall", vertical_alignment="center", horizontal_alignment="distribute", wrap=False
        ):
            st.markdown(f"{label}{SPACE} **{value}**", help=_help(reader, measure, unit, compared_row), width="content")
            note(judgement(measure, figures, reader), width="content")
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", wrap=False):
            note(_comparison(reader, measure, unit, compared_row) or SPACE, width="stretch")
            with st.container(width="content", key=f"behind-{measure}"):
                number_link("kpis", measure, figures, reader.t("card.to_deals"))


def _value(reader: Reader, measure: str, unit: str, value: object, sample: int | None) -> str:
    """The value in words; a rate, mean or median of too few cases is grey and says how many."""
    words = _words(reader, measure, unit, value)
    if _is_thin(reader, sample) and words != NOTHING:
        return f":gray[{words}] :small[:gray[n{SPACE}={SPACE}{sample}]]"
    return _aligned(reader, words)


def _words(reader: Reader, measure: str, unit: str, value: object) -> str:
    """The value in words; a dash for what was still to come where the period is over."""
    if measure in WHILE_RUNNING and reader.is_over:
        return NOTHING
    words = reader.formats.value(unit, value).replace("$", "\\$")
    return words + reader.t("unit.per_day") if measure.endswith("_per_day") and words != NOTHING else words


def _aligned(reader: Reader, words: str) -> str:
    # A wide space lets the Chinese face set the height of the line, so that all cards align.
    return f"{words}\u3000" if reader.formats.is_chinese and not _CHINESE.search(words) else words


def _comparison(reader: Reader, measure: str, unit: str, compared_row: Figures) -> str:
    """The changes, the one that the reader chose first and bold; "" where they compare with nothing."""
    kinds = compared(reader)
    if measure in WHILE_RUNNING and reader.is_over:
        return ""
    parts = []
    for place, kind in enumerate(kinds):
        column = "change" if kind == "previous" else "last_year_change"
        is_first = place == 0 and len(kinds) > 1
        is_thin = any(_is_thin(reader, compared_row[name]) for name in ("sample", f"{kind}_sample"))
        moved = change(reader, measure, unit, compared_row[column], compared_row[f"{kind}_value"], is_first, is_thin)
        if moved:
            name = name_before(reader) if kind == "previous" else reader.t("before.last_year")
            parts.append(reader.t("card.change", change=moved, before=name))
    return f"{SPACE}{SPACE}·{SPACE}{SPACE}".join(parts) or (reader.t("card.no_comparison") if kinds else "")


def _help(reader: Reader, measure: str, unit: str, compared_row: Figures) -> str:
    """What is counted, how many cases it rests on, and how far chance alone could have moved a rate of counts."""
    said, sample = [reader.about("kpis", measure)], compared_row["sample"]
    if measure in WHILE_RUNNING and reader.is_over:
        said.append(reader.t("card.over_help"))
    if sample is not None:
        said.append(reader.t("card.sample", n=f"{sample:,}"))
        if _is_thin(reader, sample):
            said.append(reader.t("card.thin", n=reader.thin_sample))
        is_rate_of_counts = unit == "rate" and sample_columns(measure) and compared_row["value"] is not None
        if likely := wilson(compared_row["value"], sample) if is_rate_of_counts else None:
            low, high = (reader.formats.rate(each) for each in likely)
            said.append(reader.t("card.likely", low=low, high=high))
    said.append(f"[{reader.t('definitions.link')}]({definition_address(reader, measure)})")
    return "\n\n".join(said).replace("$", "\\$")


def _is_thin(reader: Reader, sample: int | None) -> bool:
    return sample is not None and 0 < sample < reader.thin_sample
