"""The navigation: a link to every page that carries the reader's choices, so that each entry of the history names them.

Streamlit's own bar drops the query: it would leave entries in the history that say nothing of what they showed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.ui.address import Query

STYLE = Path(__file__).resolve().parent.parent / "static" / "navigation.css"


def navigation(pages: Sequence[Any], query: Query) -> None:
    """One row of links, which scrolls where a screen is narrow; Streamlit marks the page that is open."""
    st.html(STYLE)
    with st.container(horizontal=True, gap="xxsmall", key="navigation"):
        for page in pages:
            st.page_link(page, label=page.title, icon="", query_params=query)
