"""Exports: a frame as CSV, Excel, Parquet or JSON bytes; the header is the frame's columns."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any

import polars as pl

from dashboard.workbook import MOST_ROWS, About, workbook

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}
# Excel, Numbers and WPS take a cell that begins so for a formula, the full-width forms included.
FORMULA_LIKE = r"^[=+\-@\t\r\n＝＋－＠]"
_BOM = b"\xef\xbb\xbf"
_WORDS = {
    "about": "About",
    "rows": "Rows",
    "totals": "Control totals",
    "columns": "Columns",
    "column": "Column",
    "unit": "Unit",
    "meaning": "Meaning",
    "sql": "SQL",
}


class ExportError(Exception):
    """The frame does not fit the format; the message says what does."""


def neutralised(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with an apostrophe before each text and header that a spreadsheet would run; numbers untouched."""
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    safe = frame.with_columns(
        pl.when(pl.col(name).str.contains(FORMULA_LIKE)).then("'" + pl.col(name)).otherwise(pl.col(name)).alias(name)
        for name in texts
    )
    return safe.rename({name: f"'{name}" for name in safe.columns if re.match(FORMULA_LIKE, name)})


def as_csv(frame: pl.DataFrame, bom: bool = True) -> bytes:
    """UTF-8, comma, days as YYYY-MM-DD, NULL as nothing. Excel needs the BOM to see UTF-8, a pipe does not."""
    return (_BOM if bom else b"") + neutralised(frame).write_csv().encode()


def as_xlsx(frame: pl.DataFrame, about: About | None = None) -> bytes:
    """A workbook: the rows typed under a frozen header, and what `about` says of them on a second sheet. ExportError
    for more rows than Excel holds."""
    if frame.height > MOST_ROWS:
        raise ExportError(f"Excel holds {MOST_ROWS:,} rows, this slice has {frame.height:,}: take csv or parquet")
    return workbook(frame, about or About("funnel", _WORDS))


def as_parquet(frame: pl.DataFrame) -> bytes:
    """The frame with its exact types."""
    target = io.BytesIO()
    frame.write_parquet(target)
    return target.getvalue()


def as_json(frame: pl.DataFrame) -> bytes:
    """A list of objects, one a row to a line; days as YYYY-MM-DD, money as numbers, NULL as null."""
    plain = frame.with_columns(pl.col(pl.Decimal).cast(pl.Float64), pl.col(pl.Date, pl.Datetime).cast(pl.String))
    rows = (json.dumps(row, ensure_ascii=False, allow_nan=False) for row in plain.iter_rows(named=True))
    return ("[\n" + ",\n".join(rows) + "\n]\n").encode()


WRITERS: dict[str, Callable[..., bytes]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "parquet": as_parquet,
    "json": as_json,
}


def as_bytes(frame: pl.DataFrame, form: str, **options: Any) -> bytes:
    """The frame in one of csv, xlsx, parquet, json. KeyError for any other form."""
    return WRITERS[form](frame, **options)
