"""What a page opens with: sentences whose figures are links to their rows."""

from __future__ import annotations

import streamlit as st

from dashboard.sentences import Figures, Opening
from dashboard.ui import session, states
from dashboard.ui.marks import plain


def opening(told: Opening, *views: str) -> None:
    """Draw the sentences told from these views, read in the reader's scope."""
    reader = session.reader()
    try:
        figures = Figures(reader)
        with st.skeleton(height=48):
            sentences = told(figures, {view: session.read(view) for view in views})
    except Exception as error:
        states.failed(reader, error)
        return
    text = ("" if reader.formats.is_chinese else " ").join(plain(sentence) for sentence in sentences)
    for sign, (words, address) in figures.links.items():
        text = text.replace(sign, f"[{plain(words)}]({address.replace('(', '%28').replace(')', '%29')})")
    with st.container(key="opening"):
        st.markdown(text)
