"""The stages of a playbook as cards: what each means and what to do there, beside what stands in it now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.charts.form import numbers
from dashboard.formats import NOTHING
from dashboard.reader import Reader
from dashboard.settings import STAGE_TEXTS
from dashboard.ui import session, states
from dashboard.ui.links import number_link
from dashboard.ui.marks import note, plain

VIEW = "stage_playbook"
# What a card says of the deals in its stage, in this order.
_FIGURES = ("deals", "amount", "stalled_deals", "resolved_conversion", "median_days", "expected_days")


def stage_texts() -> tuple[str, ...]:
    """The columns of what is written about stages, in the reader's language."""
    return tuple(map(session.reader().in_language, STAGE_TEXTS))


def stage_cards(where: Mapping[str, object]) -> None:
    """One card per stage of a pipeline, in stage order."""
    reader = session.reader()
    try:
        with st.skeleton(height=260):
            rows = numbers(session.read(VIEW, where=where))
        with st.grid(2, min_column_width=340, gap="small"):
            for number, row in enumerate(rows.iter_rows(named=True)):
                _card(reader, number, row)
    except Exception as error:
        states.failed(reader, error)


def _card(reader: Reader, number: int, row: Mapping[str, Any]) -> None:
    with st.container(border=True, height="stretch", gap="xxsmall", key=f"report-stage-{number}"):
        place = f"{row['stage_order']:.0f} · " if row["stage_order"] is not None else ""
        chance = "" if row["probability"] is None else f" · {reader.formats.rate(row['probability'], 0)}"
        st.header(plain(f"{place}{reader.name('stage', row['stage'])}{chance}"), anchor=False)
        texts = [f"**{reader.label(VIEW, name)}** {plain(row[name])}" for name in stage_texts() if row[name]]
        for text in texts or [plain(reader.t("playbook.no_definition"))]:
            st.markdown(text)
        sample = int(row["advanced"] or 0) + int(row["lost"] or 0)
        said = [
            f"{reader.label(VIEW, name)} {reader.value(VIEW, name, row[name], short=True)}"
            + (f" (n={sample:,})" if name == "resolved_conversion" else "")
            for name in _FIGURES
            if reader.value(VIEW, name, row[name], short=True) != NOTHING
        ]
        note(plain(" · ".join(said)))
        number_link(VIEW, "deals", row, reader.t("card.to_deals"))
