"""Exports: a frame as CSV, Excel, Parquet or JSON bytes; the header is the frame's columns."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import polars as pl

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}
# Excel, Numbers and WPS take a cell that begins so for a formula, the full-width forms included.
FORMULA_LIKE = r"^[=+\-@\t\r\n＝＋－＠]"
_BOM = b"\xef\xbb\xbf"
# Excel shows at most 15 digits and refuses rows past this.
_EXCEL_ROWS = 1_048_575


class ExportError(Exception):
    """The frame does not fit the format; the message says what does."""


def neutralised(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with an apostrophe before each text that a spreadsheet would run as a formula; numbers untouched."""
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    return frame.with_columns(
        pl.when(pl.col(name).str.contains(FORMULA_LIKE)).then("'" + pl.col(name)).otherwise(pl.col(name)).alias(name)
        for name in texts
    )


def as_csv(frame: pl.DataFrame, bom: bool = True) -> bytes:
    """UTF-8, comma, days as YYYY-MM-DD, NULL as nothing. Excel needs the BOM to see UTF-8, a pipe does not."""
    return (_BOM if bom else b"") + neutralised(frame).write_csv().encode()


def as_xlsx(frame: pl.DataFrame) -> bytes:
    """One sheet with a frozen header. Text is marked as text, so that not even editing a cell makes it a formula."""
    if frame.height > _EXCEL_ROWS:
        raise ExportError(f"Excel holds {_EXCEL_ROWS:,} rows, this slice has {frame.height:,}: take csv or parquet")
    # Takes a third of a second to load, and few exports are Excel files.
    import xlsxwriter

    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    target = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(target, safe) as book:
        frame.write_excel(
            book,
            worksheet="funnel",
            table_style="Table Style Light 1",
            freeze_panes=(1, 0),
            column_formats={name: {"quote_prefix": True} for name in texts},
            dtype_formats={pl.Date: "yyyy-mm-dd"},
            autofit=frame.height <= 10_000,
        )
    return target.getvalue()


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


WRITERS: dict[str, Callable[[pl.DataFrame], bytes]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "parquet": as_parquet,
    "json": as_json,
}


def as_bytes(frame: pl.DataFrame, form: str, **options: Any) -> bytes:
    """The frame in one of csv, xlsx, parquet, json. KeyError for any other form."""
    return WRITERS[form](frame, **options)
