"""What a page opens with: sentences whose figures are links to their rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from dashboard import catalog
from dashboard.reader import Reader
from dashboard.sentences.openings import Figure, Figures, Opening, summary
from dashboard.ui import session, states
from dashboard.ui.marks import plain

# Stands for kpis and kpi_comparison where cards ask for both at once.
KEY_FIGURES = "key_figures"


def opening(told: Opening, *views: str, **asked: Mapping[str, Any]) -> None:
    """Draw the sentences told from these views in the reader's scope, read as the page reads them: `asked` holds, by
    view, what session.read is given beside it. A view whose tables are missing has no rows.

    Nothing here raises: a failure is a line that says so.
    """
    reader = session.reader()
    questions: dict[str, Mapping[str, Any]] = {view: {} for view in views} | asked
    # The Overview spares itself the read where every win is final at once.
    if told is summary and reader.facts.get("cooling_off_days"):
        questions["booked_and_collected"] = {"where": {"level": "company"}}
    try:
        text = states.awaited(("opening", repr(questions)), 48, lambda: _told(reader, told, questions))
    except Exception as error:
        states.failed(reader, error)
        return
    with st.container(key="opening"):
        st.markdown(text)


def _told(reader: Reader, told: Opening, questions: Mapping[str, Mapping[str, Any]]) -> str:
    figures = Figures(reader)
    read: dict[str, pl.DataFrame] = {}
    for view, options in questions.items():
        if view == KEY_FIGURES:
            found = session.key_figures()
            read["kpis"] = pl.DataFrame([found.values], infer_schema_length=None)
            read["kpi_comparison"] = pl.DataFrame(list(found.compared.values()), infer_schema_length=None)
        elif all(table in reader.facts["tables"] for table in catalog.query(view).needs):
            read[view] = session.read(view, **options)
    # Bold is the message's own; everything else is the data's word for word.
    said = (plain(sentence).replace("\\*\\*", "**") for sentence in told(figures, read))
    return figures.filled(("" if reader.formats.is_chinese else " ").join(said), _link, star="\\*")


def _link(figure: Figure) -> str:
    address = figure.address.replace("(", "%28").replace(")", "%29")
    return f"[{plain(figure.words)}]({address})"
