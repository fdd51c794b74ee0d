"""Tables of a document: on paper all columns of a table, wrapped, as the one on the screen is a picture that ends at
its frame; a short list is such a table on the screen as well."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
# A text longer than this, in letters of which a Chinese one is two, stands on several lines of a short list.
_ONE_LINE = 28


@dataclass(frozen=True)
class Shown:
    """What a table that is shown on the screen has beside its cells: its name for those who do not see it, what is said
    of its columns, the column that names its rows and, per column and row, where a cell leads to."""

    name: str
    abouts: Mapping[str, str]
    named: str | None
    addresses: Mapping[str, Sequence[str | None]]


def printed(
    reader: Reader, view: str, rows: pl.DataFrame, labels: Mapping[str, str], shown: Shown | None = None
) -> str:
    """The rows as the table on the screen shows them, rates in percent, as HTML; the style sheet shows it on paper
    only, or with `shown` on the screen as well."""
    columns = [_column(reader, view, each.head(_MOST_ROWS), shown) for each in rows.iter_columns()]
    heads = "".join(
        f"<th scope='col'{kind}{_about(shown, name)}>{html.escape(labels[name])}</th>"
        for name, (kind, _) in zip(rows.columns, columns, strict=True)
    )
    lines = list(zip(*(cells for _, cells in columns), strict=True))
    more = rows.height - len(lines)
    note = f"<p>{html.escape(reader.t.plural('print.more_rows', more))}</p>" if more else ""
    body = "".join(f"<tr>{''.join(line)}</tr>" for line in lines)
    size = f"{' many' if rows.width > _MANY else ''}{' long' if len(lines) > _LONG else ''}"
    label = f" aria-label='{html.escape(shown.name, quote=True)}'" if shown else ""
    # What scrolls is reached by the keyboard: by its links, else itself.
    stop = f" tabindex='0' role='region'{label}" if shown and not shown.addresses else ""
    table = f"<table{label}><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div class='printed{' shown' if shown else ''}{size}'{stop}>{table}{note}</div>"


def _column(reader: Reader, view: str, values: pl.Series, shown: Shown | None) -> tuple[str, list[str]]:
    """The class of a column and its cells."""
    unit = reader.unit(view, values.name)
    said = [_said(reader, unit, value) for value in values]
    addresses = (shown.addresses.get(values.name) if shown else None) or [None] * len(said)
    if values.dtype.is_numeric():
        kind = " class='number'"
    elif values.dtype.is_temporal():
        kind = " class='day'"
    else:
        is_long = values.name != "url" and any(len(each) + _wide(each) > _ONE_LINE for each in said)
        kind = " class='text'" if is_long else ""
    cells = [_linked(each, there) for each, there in zip(said, addresses, strict=True)]
    if shown and values.name == shown.named:
        return kind, [f"<th scope='row'{kind}>{each}</th>" for each in cells]
    return kind, [f"<td{kind}>{each}</td>" for each in cells]


def _linked(said: str, address: str | None) -> str:
    words = html.escape(said)
    if address is None:
        # Each of several phrases stays whole where the line has room for it.
        return f"<span>{words.replace(' · ', '&nbsp;·</span> <span>')}</span>" if " · " in words else words
    # Of an address elsewhere the screen shows an arrow, which opens a tab of its own.
    elsewhere = " target='_blank'" if "://" in address else ""
    return f"<a href='{html.escape(address, quote=True)}'{elsewhere}>{words}</a>"


def _about(shown: Shown | None, name: str) -> str:
    about = shown.abouts.get(name) if shown else None
    return f" title='{html.escape(about, quote=True)}'" if about else ""


def _wide(text: str) -> int:
    return sum(ord(sign) > 0x2E7F for sign in text)


def _said(reader: Reader, unit: str, value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, float) and unit in _PLACES:
        return f"{value:,.{_PLACES[unit]}f}{_MARKS.get(unit, '')}".replace("-", MINUS)
    if isinstance(value, int | float):
        return reader.formats.count(value).replace("-", MINUS)
    return value.isoformat()[:10] if isinstance(value, dt.date) else str(value)
