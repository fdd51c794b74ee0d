"""What a page opens with: its findings as a few sentences."""

from __future__ import annotations

import streamlit as st

from dashboard import sentences
from dashboard.charts.form import numbers
from dashboard.ui import session, states
from dashboard.ui.marks import plain


def summary() -> None:
    """What was won, what is coming, what moved and where it is stuck, in the reader's scope."""
    reader = session.reader()
    try:
        with st.skeleton(height=48):
            figures = numbers(session.read("kpis")).row(0, named=True)
            rows = {row["measure"]: row for row in session.read("kpi_comparison").iter_rows(named=True)}
            told = sentences.summary(figures, rows, session.read("movers"), session.read("funnel_width"), reader)
    except Exception as error:
        states.failed(reader, error)
        return
    # Bold is the message's own; everything else is the data's word for word.
    said = (plain(sentence).replace("\\*\\*", "**") for sentence in told)
    st.markdown(("" if reader.formats.is_chinese else " ").join(said))
