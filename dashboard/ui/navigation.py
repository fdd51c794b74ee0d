"""The navigation: links to all pages, in a few named groups, that carry the reader's choices.

Plain links of a document: Streamlit's own bar drops the query and would leave entries in the history that say nothing
of what they showed. `static/links.js` follows them without a reload and closes the groups,
`static/navigation.css` is what they look like.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from dashboard.i18n import Messages
from dashboard.ui.address import Query


def navigation(groups: Mapping[str, Sequence[str]], here: str, query: Query, t: Messages) -> None:
    """One row: a page that is alone in its group is a link, the others open from the name of theirs. `here` is the page
    that is open, which may be none of them."""
    said = urlencode(query, doseq=True)
    first = next(iter(groups.values()))[0]
    parts = [_group(name, pages, here, first, said, t) for name, pages in groups.items()]
    label = html.escape(t("scope.pages"), quote=True)
    st.html(f"<nav class='pages' aria-label='{label}'><ul>{''.join(f'<li>{part}</li>' for part in parts)}</ul></nav>")


def _group(name: str, pages: Sequence[str], here: str, first: str, query: str, t: Messages) -> str:
    links = [_link(page, here, first, query, t) for page in pages]
    if len(links) == 1:
        return links[0]
    mark = " class='here'" if here in pages else ""
    listed = "".join(f"<li>{link}</li>" for link in links)
    words = html.escape(t(f"group.{name}"))
    return f"<details name='pages'><summary{mark}>{words}</summary><ul>{listed}</ul></details>"


def _link(page: str, here: str, first: str, query: str, t: Messages) -> str:
    address = f"./{'' if page == first else page}{f'?{query}' if query else ''}"
    mark = " aria-current='page'" if page == here else ""
    return f"<a href='{html.escape(address, quote=True)}'{mark}>{html.escape(t(f'page.{page}'))}</a>"
