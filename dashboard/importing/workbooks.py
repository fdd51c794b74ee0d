"""Excel and OpenDocument workbooks → the texts of their visible sheets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import fastexcel
import polars as pl

from dashboard.importing import dialects, sheet_faults
from dashboard.importing.problems import ImportProblem


@dataclass(frozen=True)
class Sheet:
    """A sheet as texts in columns c1, c2, …; `header_row` counts from 1, `note` is for the report."""

    name: str
    headers: tuple[str, ...]
    header_row: int
    frame: pl.DataFrame
    note: str = ""


def sheets(path: Path, file_name: str) -> list[Sheet]:
    """The visible sheets that hold anything, in order. ImportProblem for what is no workbook or holds nothing."""
    try:
        book = _opened(path)
        loaded = [book.load_sheet(name, header_row=None, dtypes="string") for name in book.sheet_names]
    except fastexcel.FastExcelError as error:
        raise ImportProblem(f"{file_name} cannot be read as a workbook; it is damaged, locked or none.") from error
    found, faults = [], sheet_faults.of_sheets(path)
    hidden = [sheet.name for sheet in loaded if sheet.visible != "visible" and sheet.total_height]
    for sheet in loaded:
        if sheet.visible != "visible" or not sheet.total_height:
            continue
        frame = sheet.to_polars()
        if frame.height and frame.width:
            found.append(_sheet(sheet.name, frame, faults.get(sheet.name, sheet_faults.SheetFaults())))
    if not found:
        raise ImportProblem(f"{file_name} is empty.")
    if hidden:
        left_out = f"Hidden sheets were left out: {', '.join(hidden)}."
        found[0] = replace(found[0], note=f"{found[0].note} {left_out}".strip())
    return found


def _opened(path: Path) -> fastexcel.ExcelReader:
    """The workbook; what its suffix claims to be another kind is told by the content, which takes it into memory."""
    try:
        return fastexcel.read_excel(path)
    except fastexcel.FastExcelError:
        return fastexcel.read_excel(path.read_bytes())


def _sheet(name: str, frame: pl.DataFrame, faults: sheet_faults.SheetFaults) -> Sheet:
    start = [[cell or "" for cell in row] for row in frame.head(40).rows()]
    index = dialects.header_index(start)
    header = dialects.unique_headers(tuple(cell.strip() for cell in start[index]))
    texts = frame.slice(index + 1).cast(pl.String)
    texts = texts.rename({old: f"c{n}" for n, old in enumerate(texts.columns, start=1)})
    # The reader passes over blank rows above the first one with content.
    return Sheet(name, header, index + faults.first_row, texts, faults.note)
