"""The four dials of a funnel: what each reads now, and where it stood over the last twelve months."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboard.charts.form import numbers
from dashboard.formats import NOTHING
from dashboard.reader import Reader
from dashboard.ui import session, states
from dashboard.ui.definitions import definition_address
from dashboard.ui.marks import note

VIEW = "funnel_shape_trend"
DIALS = ("thickness", "slope", "evenness", "flow_days")


def dials() -> None:
    """One card per dial."""
    reader = session.reader()
    try:
        with st.skeleton(height=110):
            rows = numbers(session.read(VIEW)).sort("on_date")
        with st.grid(4, min_column_width=220, gap="small"):
            for dial in DIALS:
                _card(reader, dial, rows)
    except Exception as error:
        states.failed(reader, error)


# The count that a dial rests on; the others are ratios of sums.
_SAMPLES = {"slope": "cohort_closings", "flow_days": "recent_wins"}


def _card(reader: Reader, dial: str, rows: pl.DataFrame) -> None:
    values = rows[dial].to_list()
    about = f"{reader.about(VIEW, dial)} [{reader.t('definitions.link')}]({definition_address(reader, dial)})"
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.metric(reader.label(VIEW, dial), _said(reader, dial, values[-1]), help=about)
        sample = f" · n={rows[_SAMPLES[dial]][-1]:,}" if dial in _SAMPLES else ""
        note(_before(reader, dial, values[:-1], values[-1]) + sample)


def _before(reader: Reader, dial: str, earlier: list[Any], now: Any) -> str:
    """The span of the earlier readings in words, and on which side of it the present one lies outside."""
    known = [value for value in earlier if value is not None]
    if not known:
        return reader.t("dial.no_year")
    low, high = _said(reader, dial, min(known)), _said(reader, dial, max(known))
    if low == high:
        return reader.t("dial.steady", value=low)
    is_outside = now is not None and not min(known) <= now <= max(known) and _said(reader, dial, now) not in (low, high)
    key = "dial.year" if not is_outside else "dial.above" if now > max(known) else "dial.below"
    return reader.t(key, low=low, high=high)


def _said(reader: Reader, dial: str, value: Any) -> str:
    return NOTHING if value is None else reader.value(VIEW, dial, value, short=True)
