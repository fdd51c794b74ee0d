"""Tables: the rows of a view with its own labels and units; money in full, digits right-aligned, nothing as a blank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import streamlit as st

from dashboard.formats import NOTHING
from dashboard.reader import ENUMERATIONS, Reader

# What a browser draws without stalling; the download holds every row.
MOST_ROWS = 2_000
# Texts of a sentence or more: narrower columns would show their first words only.
_LONG = ("meaning", "reason", "definition", "note")


def table(reader: Reader, view: str, rows: pl.DataFrame, columns: Sequence[str], alt: str, **options: Any) -> Any:
    """The columns of the rows in this order, at most MOST_ROWS of them."""
    shown = rows.head(MOST_ROWS).select([name for name in columns if name in rows.columns])
    return st.dataframe(
        # As Arrow, which is what is sent: a polars frame would travel through pandas, twenty times as slow.
        dressed(reader, view, shown).to_arrow(),
        hide_index=True,
        alt=alt,
        placeholder=NOTHING,
        column_config={name: _config(reader, view, name, kind) for name, kind in shown.schema.items()},
        **options,
    )


def dressed(reader: Reader, view: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Enumerations and missing members in words, rates in percent, money without its cents."""
    changes = []
    for place, (name, kind) in enumerate(rows.schema.items()):
        unit = reader.unit(view, name)
        if kind == pl.String and name in ENUMERATIONS:
            known = {value: reader.name(name, value) for value in rows[name].unique().to_list() if value is not None}
            changes.append(pl.col(name).replace(known))
        if kind == pl.String and (place == 0 or name == "name"):
            filled = changes.pop() if name in ENUMERATIONS else pl.col(name)
            changes.append(filled.fill_null(reader.t("value.not_set")))
        elif kind == pl.Boolean:
            yes, no = reader.t("value.yes"), reader.t("value.no")
            changes.append(pl.when(pl.col(name)).then(pl.lit(yes)).when(~pl.col(name)).then(pl.lit(no)).alias(name))
        elif unit == "rate":
            changes.append(pl.col(name).cast(pl.Float64) * 100)
        elif unit == "money":
            changes.append(pl.col(name).cast(pl.Float64).round(0))
        elif isinstance(kind, pl.Decimal):
            changes.append(pl.col(name).cast(pl.Float64))
    return rows.with_columns(changes)


def _config(reader: Reader, view: str, name: str, kind: pl.DataType) -> Any:
    unit, label = reader.unit(view, name), reader.label(view, name)
    about = reader.about(view, name) or None
    columns = st.column_config
    if unit == "money":
        label = reader.t("column.with_unit", label=label, unit=reader.formats.currency_in_headers)
        return columns.NumberColumn(label, help=about, format="localized")
    if unit == "rate":
        return columns.NumberColumn(label, help=about, format="%.1f%%")
    if unit == "ratio":
        return columns.NumberColumn(label, help=about, format="%.1f×")
    if unit == "days":
        label = reader.t("column.with_unit", label=label, unit=reader.t("unit.days"))
        return columns.NumberColumn(label, help=about, format="%.0f")
    if unit in ("count", "number") or (not unit and kind.is_numeric()):
        return columns.NumberColumn(label, help=about, format="localized")
    if unit == "date":
        return columns.DateColumn(label, help=about, format="YYYY-MM-DD")
    if name == "url":
        return columns.LinkColumn(label, display_text="↗", help=about)
    return columns.Column(label, help=about, width="large" if name in _LONG else None)
