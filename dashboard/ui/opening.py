"""What a page opens with: sentences whose figures are links to their rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import polars.selectors as cs
import streamlit as st

from dashboard import catalog
from dashboard.reader import Reader
from dashboard.sentences.openings import Figure, Figures, Opening, life, marketing, playbook, reconciled, summary, week
from dashboard.ui import absent, session, states
from dashboard.ui.marks import plain

# Stands for kpis and kpi_comparison where cards ask for both at once.
KEY_FIGURES = "key_figures"
# The deals that views of changes and of shapes count.
_COUNTS = ("deals", "early", "middle", "late")
# Openings of pages that have something to show without any deal.
_WITHOUT_DEALS = (life, marketing, playbook, reconciled, week)


def opening(told: Opening, *views: str, **asked: Mapping[str, Any]) -> None:
    """Draw the sentences told from these views in the reader's scope, read as the page reads them: `asked` holds, by
    view, what session.read is given beside it. A view whose tables are missing has no rows.

    A failure is a line that says so. Where the scope holds no deals this is the end of a page that tells of deals.
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
    if text is None:
        absent.end_page(reader)
    with st.container(key="opening"):
        st.markdown(text)


def _told(reader: Reader, told: Opening, questions: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The sentences; None on a page that tells of deals where there are none."""
    figures = Figures(reader)
    read: dict[str, pl.DataFrame] = {}
    for view, options in questions.items():
        if view == KEY_FIGURES:
            found = session.key_figures()
            read["kpis"] = pl.DataFrame([found.values], infer_schema_length=None)
            read["kpi_comparison"] = pl.DataFrame(list(found.compared.values()), infer_schema_length=None)
        elif all(table in reader.facts["tables"] for table in catalog.query(view).needs):
            read[view] = session.read(view, **options)
    if told not in _WITHOUT_DEALS and _is_nothing_here(read):
        return None
    # Bold is the message's own; everything else is the data's word for word.
    said = (plain(sentence).replace("\\*\\*", "**") for sentence in told(figures, read))
    return figures.filled(("" if reader.formats.is_chinese else " ").join(said), _link, star="\\*")


def _is_nothing_here(read: Mapping[str, pl.DataFrame]) -> bool:
    if "kpis" in read:
        return absent.is_nothing_here(read["kpis"].row(0, named=True))
    # Other pages ask for the key figures only where their own view counts nothing.
    counted = next((rows.select(cs.by_name(*_COUNTS, require_all=False)) for rows in read.values()), pl.DataFrame())
    is_bare = not any((column.fill_null(0) != 0).any() for column in counted)
    return is_bare and absent.is_nothing_here(session.key_figures().values)


def _link(figure: Figure) -> str:
    address = figure.address.replace("(", "%28").replace(")", "%29")
    return f"[{plain(figure.words)}]({address})"
