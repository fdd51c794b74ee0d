"""Links to deals: in every list of deals the name of each leads to the page of that deal, and from there back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from dashboard import catalog
from dashboard.ui import address, session

# What stands for itself in an address would end a name early; the rest is left as it is read, sorted and searched for.
_MARKS = {"%": "%25", "+": "%2B", "&": "%26", "#": "%23", "\n": " ", "\t": " "}
_DISPLAYED = r"called=(.*?)&deal="


def naming(view: str, rows: pl.DataFrame, shown: Sequence[str]) -> str | None:
    """The shown column that names the deals of a list; None where rows are no deals, or events of one."""
    if view == "deal_timeline":
        return None
    if "deal_id" in rows.columns:
        return next((name for name in ("deal", "deal_id") if name in shown), None)
    described = catalog.query(view)
    return "key" if "key" in described.columns and described.column("key").label == "Deal id" else None


def deal_cells(rows: pl.DataFrame, column: str) -> pl.Series:
    """The addresses of the rows' deals, each with its name first; NULL where a row has no deal.

    They say nothing of the reader's choices: `static/links.js` adds those of the address that the reader is at.
    """
    told = {"name": _written(rows[column]), "number": _written(rows["deal_id" if column == "deal" else column])}
    name = pl.coalesce("name", "number")
    address = pl.lit("deal?called=") + name + pl.lit("&deal=") + pl.col("number")
    return pl.DataFrame(told).select(address.alias(column)).to_series()


def addresses(rows: pl.DataFrame, column: str) -> list[str | None]:
    """The addresses of the rows' deals with the reader's choices, and the page from which each is left; None where a
    row has no deal."""
    page, _, number = address.here()
    kept = address.query(session.reader().scope)
    # Behind a number the address says already which page shows the number.
    kept |= number.to_query() if number else {"page": [page]} if page else {}
    ids = rows["deal_id" if column == "deal" else column].cast(pl.String)
    return [None if id_ is None else f"{address.DEAL}?{urlencode(kept | {'deal': [id_]}, doseq=True)}" for id_ in ids]


def deal_config(label: str, about: str | None) -> Any:
    """How such a column is shown: the names, which are links."""
    return st.column_config.LinkColumn(label, help=about, display_text=_DISPLAYED)


def _written(texts: pl.Series) -> pl.Series:
    return texts.cast(pl.String).str.replace_many(list(_MARKS), list(_MARKS.values()))
