"""Tables: the rows of a view with its own labels and units; money in full, digits right-aligned, nothing as a blank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import pyarrow as pa
import streamlit as st

from dashboard.formats import NOTHING, SPACE
from dashboard.reader import ENUMERATIONS, Reader
from dashboard.samples import is_estimate, sample_columns
from dashboard.settings import STAGE_TEXTS
from dashboard.ui.deal_links import addresses, deal_cells, deal_config, naming
from dashboard.ui.prepared import prepared
from dashboard.ui.printed import Shown, printed

# What a browser draws without stalling; the download holds every row.
MOST_ROWS = 2_000
# Rows that are all seen at once need no grid, which a browser draws anew from its frame to its cells at every change.
_SHORT = 20
# Texts of a sentence or more: narrower columns would show their first words only.
_LONG = ("meaning", "reason", "note", *(f"{text}{end}" for text in STAGE_TEXTS for end in ("", "_zh")))
# Texts that are worth a row's place only when they are read to their end, and the room that any other text gets.
_WHOLE = {"why": 620, "reason_group": 280, "event": 280}
_TEXT = 220
# Letters and signs of half the width of others.
_NARROW = " \u00a0.,:;·'|!()/-ijlftrI"
# The column that says which rows' rates rest on few cases.
_FEW = "few cases"


def table(
    reader: Reader, view: str, rows: pl.DataFrame, columns: Sequence[str], alt: str, mark: str, **options: Any
) -> Any:
    """The columns of the rows in this order, at most MOST_ROWS of them; `mark` is a text that only these rows have."""
    part = ("table", view, mark, tuple(columns))
    cells, paper, config = prepared(part, lambda: _drawn(reader, view, rows.head(MOST_ROWS), columns))
    st.html(paper)
    return st.dataframe(cells, hide_index=True, alt=alt, placeholder=NOTHING, column_config=config, **options)


def listed(reader: Reader, view: str, rows: pl.DataFrame, columns: Sequence[str], alt: str, mark: str) -> bool:
    """The same as a table of a document, on the screen and on paper; draws nothing and is False where rows are many."""
    if rows.height > _SHORT:
        return False
    st.html(prepared(("listed", view, mark, tuple(columns), alt), lambda: _document(reader, view, rows, columns, alt)))
    return True


def _drawn(reader: Reader, view: str, rows: pl.DataFrame, columns: Sequence[str]) -> tuple[pa.Table, str, Any]:
    """The cells, what they are on paper, and how each column is shown."""
    told, labels = _told(reader, view, rows, columns)
    paper = printed(reader, view, told, labels)
    config = {name: _config(reader, view, name, told[name]) for name in told.columns}
    if (named := naming(view, rows, told.columns)) is not None:
        # On paper a name is a name.
        told = told.with_columns(deal_cells(rows, named))
        config[named] = deal_config(labels[named], reader.about(view, named) or None)
    # As Arrow, which is what is sent: a polars frame would travel through pandas, twenty times as slow.
    return told.to_arrow(), paper, config


def _document(reader: Reader, view: str, rows: pl.DataFrame, columns: Sequence[str], alt: str) -> str:
    told, labels = _told(reader, view, rows, columns)
    there: dict[str, Sequence[str | None]] = {}
    if (named := naming(view, rows, told.columns)) is not None:
        told = told.with_columns(rows.select(pl.coalesce(named, "deal_id" if named == "deal" else named)).to_series())
        there[named] = addresses(rows, named)
    if "url" in told.columns:
        there["url"] = [each if str(each).startswith(("https://", "http://")) else None for each in told["url"]]
    abouts = {name: _about(reader, view, name) or "" for name in told.columns}
    return printed(reader, view, told, labels, Shown(alt, abouts, named, there))


def _told(reader: Reader, view: str, rows: pl.DataFrame, columns: Sequence[str]) -> tuple[pl.DataFrame, dict[str, str]]:
    """The columns in words and numbers as people read them, and their heads."""
    shown = _with_thin_samples(reader, view, rows, rows.select([name for name in columns if name in rows.columns]))
    return dressed(reader, view, shown), {name: _label(reader, view, name) for name in shown.columns}


def _with_thin_samples(reader: Reader, view: str, rows: pl.DataFrame, shown: pl.DataFrame) -> pl.DataFrame:
    """The rows, and beside the first rate or mean how few cases those of a row rest on where they are too few."""
    few: dict[str, pl.Series] = {}
    for name in shown.columns:
        parts = [part for part in sample_columns(name) if part in rows.columns]
        # A share of a whole is what it is, however few deals make it.
        if parts and not name.startswith("share_of_") and is_estimate(name, reader.unit(view, name)):
            few[name] = rows.select(
                pl.when(pl.col(name).is_not_null() & pl.sum_horizontal(parts).is_between(1, reader.thin_sample - 1))
                .then(pl.sum_horizontal(parts))
                .cast(pl.Int64)
            ).to_series()
    if not few or not any(each.count() for each in few.values()):
        return shown
    samples = pl.DataFrame(list(few.values()), schema=list(few))
    least, most = samples.min_horizontal(), samples.max_horizontal()
    told = [
        "" if low is None else f"n{SPACE}={SPACE}{low}" if low == high else f"n{SPACE}={SPACE}{low}–{high}"
        for low, high in zip(least, most, strict=True)
    ]
    return shown.insert_column(shown.columns.index(next(iter(few))) + 1, pl.Series(_FEW, told))


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


def _label(reader: Reader, view: str, name: str) -> str:
    """The head of a column, money and days with their unit."""
    if name == _FEW:
        return reader.t("column.few")
    unit, label = reader.unit(view, name), reader.label(view, name)
    if unit not in ("money", "days"):
        return label
    said = reader.formats.currency_in_headers if unit == "money" else reader.t("unit.days")
    return reader.t("column.with_unit", label=label, unit=said)


def _about(reader: Reader, view: str, name: str) -> str | None:
    """What is said of a column where its head is pointed at."""
    return reader.t("column.few_help", n=reader.thin_sample) if name == _FEW else reader.about(view, name) or None


def _config(reader: Reader, view: str, name: str, values: pl.Series) -> Any:
    unit, label, about = reader.unit(view, name), _label(reader, view, name), _about(reader, view, name)
    columns = st.column_config
    if name == _FEW:
        return columns.Column(label, help=about)
    if unit == "money":
        return columns.NumberColumn(label, help=about, format="localized")
    if unit == "rate":
        return columns.NumberColumn(label, help=about, format="%.1f%%")
    if unit == "ratio":
        return columns.NumberColumn(label, help=about, format="%.1f×")
    if unit == "days":
        return columns.NumberColumn(label, help=about, format="%.0f")
    if unit in ("count", "number") or (not unit and values.dtype.is_numeric()):
        return columns.NumberColumn(label, help=about, format="localized")
    if unit == "date":
        return columns.DateColumn(label, help=about, format="YYYY-MM-DD", width=max(_wide(label) + 18, 92))
    if name == "url":
        return columns.LinkColumn(label, display_text="↗", help=about)
    if values.dtype != pl.String:
        return columns.Column(label, help=about)
    return columns.Column(
        label, help=about, width=_room(label, values, 400 if name in _LONG else _WHOLE.get(name, _TEXT))
    )


def _room(label: str, values: pl.Series, most: int) -> int:
    """Pixels in which the widest of the first texts and the head stand whole, at most so many; a browser's own guess
    knows the first rows only, and cuts Chinese texts."""
    texts = [label, *values.drop_nulls().unique(maintain_order=True).head(500).to_list()]
    return min(max(_wide(text) for text in texts) + 18, most)


def _wide(text: str) -> int:
    """Pixels of a text in the face and size of a grid, rather too many than too few."""
    return round(sum(_sign(sign) for sign in text))


def _sign(sign: str) -> float:
    if ord(sign) > 0x2E7F:
        return 13.5
    return 3.8 if sign in _NARROW else 9.4 if sign.isupper() or sign in "mw%@" else 7.3
