"""What a table is on paper: all of its columns, wrapped; the one on the screen is a picture that ends at its frame."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.formats import MINUS, NOTHING
from dashboard.reader import Reader

# Who needs more rows on paper prints the file.
_MOST_ROWS = 50
# With more columns than this the words become smaller.
_MANY = 10
# A card with more rows than this may go on on the next sheet.
_LONG = 15
_PLACES = {"rate": 1, "ratio": 1, "days": 0, "money": 0}
_MARKS = {"rate": "%", "ratio": "×"}


def printed(reader: Reader, view: str, rows: pl.DataFrame, labels: Mapping[str, str]) -> str:
    """The rows as the table on the screen shows them, rates in percent, as HTML that the style sheet shows on paper
    only."""
    kinds = [
        " class='number'" if kind.is_numeric() else " class='day'" if kind.is_temporal() else "" for kind in rows.dtypes
    ]
    heads = "".join(
        f"<th{kind}>{html.escape(labels[name])}</th>" for name, kind in zip(rows.columns, kinds, strict=True)
    )
    units = [reader.unit(view, name) for name in rows.columns]
    lines = [
        "".join(
            f"<td{kind}>{html.escape(_said(reader, *cell))}</td>" for kind, *cell in zip(kinds, units, row, strict=True)
        )
        for row in rows.head(_MOST_ROWS).iter_rows()
    ]
    more = rows.height - len(lines)
    note = f"<p>{html.escape(reader.t.plural('print.more_rows', more))}</p>" if more else ""
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    size = f"{' many' if rows.width > _MANY else ''}{' long' if len(lines) > _LONG else ''}"
    return f"<div class='printed{size}'><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{note}</div>"


def _said(reader: Reader, unit: str, value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, float) and unit in _PLACES:
        return f"{value:,.{_PLACES[unit]}f}{_MARKS.get(unit, '')}".replace("-", MINUS)
    if isinstance(value, int | float):
        return reader.formats.count(value).replace("-", MINUS)
    return value.isoformat()[:10] if isinstance(value, dt.date) else str(value)
