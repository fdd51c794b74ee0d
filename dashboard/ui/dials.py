"""The four dials of a funnel: what each reads now, and where it stood over the last twelve months."""

from __future__ import annotations

import functools
from typing import Any

import polars as pl
import streamlit as st

from dashboard.charts.form import numbers
from dashboard.formats import NOTHING
from dashboard.reader import Reader
from dashboard.ui import session, states
from dashboard.ui.card_grid import Card, card_grid
from dashboard.ui.definitions import definition_address

VIEW = "funnel_shape_trend"
DIALS = ("thickness", "slope", "evenness", "flow_days")


def dials() -> None:
    """One card per dial."""
    reader = session.reader()
    try:
        with st.skeleton(height=110):
            rows = numbers(session.read(VIEW)).sort("on_date")
        made = [(dial, functools.partial(_card, reader, dial, rows)) for dial in DIALS]
        card_grid(reader, made, columns=4, least=220)
    except Exception as error:
        states.failed(reader, error)


# The count that a dial rests on; the others are ratios of sums.
_SAMPLES = {"slope": "cohort_closings", "flow_days": "recent_wins"}


def _card(reader: Reader, dial: str, rows: pl.DataFrame) -> Card:
    values = rows[dial].to_list()
    n = rows[_SAMPLES[dial]][-1] if dial in _SAMPLES else 0
    sample = f" · n={n:,}" if n else ""
    return Card(
        name=dial,
        label=reader.label(VIEW, dial),
        value=_said(reader, dial, values[-1]),
        notes=(_before(reader, dial, values[:-1], values[-1]) + sample,),
        about=(reader.about(VIEW, dial),),
        definition=definition_address(reader, dial),
    )


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
    if value is None:
        return NOTHING
    return reader.value(VIEW, dial, value, short=reader.unit(VIEW, dial) != "days")
