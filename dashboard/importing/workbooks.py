"""Excel and OpenDocument workbooks → the texts of the tables on their visible sheets."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import fastexcel
import polars as pl

from dashboard.importing import limits as sizes
from dashboard.importing import old_books, sheet_tables, worksheets
from dashboard.importing.old_books import LoadedSheet, UnreadableBookError
from dashboard.importing.problems import ImportProblem
from dashboard.importing.sheet_tables import Grid, SheetTable
from dashboard.importing.worksheets import Area, Worksheet
from dashboard.settings import Limits

_MOST_SHOWN = 5
# A time of day without a day is the first day of Excel's calendar.
_NO_DAY = "1899-12-31 "
_LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Sheet:
    """A table of a sheet, its `name` with its place where there are several, and a `note` for the report.

    `epoch` is the day that the number 0 means, where the workbook says so.
    """

    name: str
    table: SheetTable
    note: str = ""
    epoch: dt.date | None = None


def sheets(path: Path, file_name: str, folder: Path, limits: Limits) -> list[Sheet]:
    """The tables of the visible sheets that hold anything, in order; `folder` is for copies.

    ImportProblem for what is no workbook, is locked, too large or holds nothing.
    """
    known = worksheets.of_book(path, limits.sheet_cells)
    for name, each in known.items():
        sizes.check_sheet(file_name, name, each.rows, each.columns, limits)
    loaded = _loaded(path, file_name, folder)
    hidden = [sheet.name for sheet in loaded if not sheet.is_visible and sheet.frame.height]
    found: list[Sheet] = []
    for sheet in loaded:
        if sheet.is_visible and sheet.frame.height and sheet.frame.width:
            sizes.check_columns(file_name, sheet.frame.width, limits)
            found += _of_sheet(sheet, known.get(sheet.name, Worksheet()))
    if not found and hidden:
        raise ImportProblem(
            f"{file_name} has nothing on its visible sheets; hidden ones are not read: {', '.join(hidden)}."
        )
    if not found:
        raise ImportProblem(f"{file_name} is empty.")
    if hidden:
        left_out = f"Hidden sheets were left out: {', '.join(hidden)}."
        found[0] = replace(found[0], note=f"{found[0].note} {left_out}".strip())
    return found


def _loaded(path: Path, file_name: str, folder: Path) -> list[LoadedSheet]:
    with path.open("rb") as file:
        start = file.read(1 << 16)
    if start[:2] != b"PK" and _LOCKED in path.read_bytes():
        raise ImportProblem(_locked(file_name))
    is_zip = start[:2] == b"PK"
    if is_zip and not zipfile.is_zipfile(path):
        raise _damaged(file_name)
    try:
        if is_zip and worksheets.is_xlsx(path):
            return list(_loaded_here(path))
        return old_books.load(path, folder)
    except (fastexcel.FastExcelError, UnreadableBookError) as error:
        if "password" in str(error).casefold():
            raise ImportProblem(_locked(file_name)) from error
        raise _damaged(file_name) from error
    except BaseException as error:
        # What the reader gives up on in the middle is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(file_name) from error


def _loaded_here(path: Path) -> Iterator[LoadedSheet]:
    try:
        book = fastexcel.read_excel(path)
    except fastexcel.FastExcelError:
        # What its suffix claims to be another kind is told by the content, which takes it into memory.
        book = fastexcel.read_excel(path.read_bytes())
    for name in book.sheet_names:
        sheet = book.load_sheet(name, header_row=None, dtypes="string")
        is_filled = sheet.total_height and sheet.width
        yield LoadedSheet(name, sheet.visible == "visible", sheet.to_polars() if is_filled else pl.DataFrame())


def _locked(file_name: str) -> str:
    return f"{file_name} is locked with a password; open it, save it without one and import that."


def _damaged(file_name: str) -> ImportProblem:
    return ImportProblem(f"{file_name} cannot be read as a workbook; it is damaged or none.")


def _of_sheet(sheet: LoadedSheet, known: Worksheet) -> list[Sheet]:
    frame = sheet.frame.cast(pl.String)
    # The reader passes over blank rows and columns before the first cell.
    row, column = known.first or (0, 0)
    shown = next((number for number, cell in enumerate(frame.row(0)) if cell is not None), 0)
    column = max(column - shown, 0)
    frame = _with_texts(frame, known, row, column)
    merged = tuple(
        Area(each.top - row, each.left - column, each.bottom - row, min(each.right - column, frame.width - 1))
        for each in known.merged
        if each.top >= row and 0 <= each.left - column < frame.width
    )
    tables = sheet_tables.tables(Grid(frame, row, column, merged))
    cells = [f"{worksheets.column_name(left + column)}{top + row + 1} {text}" for top, left, text in sheet.errors]
    note = _note(known.errors or cells, known, tables)
    return [
        Sheet(
            f"{sheet.name}, {table.place}" if table.place else sheet.name,
            table,
            note if not number else "",
            known.epoch,
        )
        for number, table in enumerate(tables)
    ]


def _with_texts(frame: pl.DataFrame, known: Worksheet, row: int, column: int) -> pl.DataFrame:
    by_column: dict[int, dict[int, str]] = {}
    for (at, across), text in known.texts.items():
        if 0 <= at - row < frame.height and 0 <= across - column < frame.width:
            by_column.setdefault(across - column, {})[at - row] = text
    for number, texts in by_column.items():
        frame = frame.with_columns(frame.to_series(number).scatter(list(texts), list(texts.values())))
    first = [name for name in frame.columns if frame[name].str.starts_with(_NO_DAY).any()]
    return frame.with_columns(pl.col(name).str.strip_prefix(_NO_DAY) for name in first)


def _note(errors: list[str], known: Worksheet, tables: list[SheetTable]) -> str:
    """What a person would not expect of the sheet, in sentences."""
    told = []
    if errors:
        more = ", …" if len(errors) > _MOST_SHOWN else ""
        counted = f"{len(errors)} cells hold an error and are" if len(errors) > 1 else "1 cell holds an error and is"
        told.append(f"{counted} read as empty: {', '.join(errors[:_MOST_SHOWN])}{more}.")
    if any(table.is_filled for table in tables):
        told.append("Cells merged over several rows count for each of them.")
    if known.hidden_rows:
        told.append(f"Hidden rows are read like the others: {known.hidden_rows}.")
    if known.hidden_columns:
        told.append(f"Hidden columns are read like the others: {', '.join(known.hidden_columns)}.")
    return " ".join(told)
