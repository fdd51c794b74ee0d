"""What a page opens with: its findings as a few sentences, and what must be known before its figures are added up."""

from __future__ import annotations

import streamlit as st

from dashboard import sentences
from dashboard.reader import Reader
from dashboard.ui import session, states
from dashboard.ui.marks import note, plain


def summary() -> None:
    """What was won, what is coming, what moved and where it is stuck, in the reader's scope."""
    reader = session.reader()
    try:
        told = states.awaited("summary", 48, lambda: _told(reader))
    except Exception as error:
        states.failed(reader, error)
        return
    # Bold is the message's own; everything else is the data's word for word.
    said = (plain(sentence).replace("\\*\\*", "**") for sentence in told)
    st.markdown(("" if reader.formats.is_chinese else " ").join(said))


def _told(reader: Reader) -> list[str]:
    figures, rows, _ = session.key_figures()
    return sentences.summary(figures, rows, session.read("movers"), session.read("funnel_width"), reader)


def targets_against_company(view: str, by: str) -> None:
    """A line where the targets of the members and the target of the company are not one sum; nothing where they are."""
    reader = session.reader()
    try:
        company = session.key_figures().values["target_amount"]
        told = sentences.targets_add_up(by, session.read(view), company, reader)
    except Exception as error:
        states.failed(reader, error)
        return
    note(plain(told))
