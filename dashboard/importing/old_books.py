"""Workbooks in formats whose damage can end a process (XLS, XLSB, ODS), read in a process of their own.

`python -m dashboard.importing.old_books BOOK FOLDER` writes an Arrow file per sheet and `sheets.json` into the folder.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import fastexcel
import polars as pl

_MEMORY = 6 << 30
_SECONDS = 600
_ERROR = re.compile(r"Error\((\w+)\)")
_DURATION = re.compile(r'DurationIso\("P?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?"\)')
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NAMES = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#GETTING_DATA",
}


class UnreadableBookError(Exception):
    """The process ended without a result; the message is that of the reader, empty if it was killed."""


@dataclass(frozen=True)
class LoadedSheet:
    """A sheet as texts, its errors as (row, column, `#DIV/0!`) counted from 0 within it."""

    name: str
    is_visible: bool
    frame: pl.DataFrame
    errors: tuple[tuple[int, int, str], ...] = ()


def load(path: Path, folder: Path) -> list[LoadedSheet]:
    """Every sheet of a workbook. UnreadableBookError if the reader fails, dies or takes more than it may."""
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.importing.old_books", str(path), str(folder)],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise UnreadableBookError(done.stderr[-2000:])
    return [
        LoadedSheet(
            each["name"],
            each["is_visible"],
            pl.read_ipc(folder / each["file"]) if each["file"] else pl.DataFrame(),
            tuple((row, column, text) for row, column, text in each["errors"]),
        )
        for each in json.loads((folder / "sheets.json").read_text(encoding="utf-8"))
    ]


def _limit() -> None:
    """Let this process die before it takes the machine's memory or stays for ever."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def _ods_errors(path: Path) -> dict[str, list[tuple[int, int, str]]]:
    """The cells of OpenDocument sheets that hold an error, which the reader takes for empty texts."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    if not zipfile.is_zipfile(path):
        return found
    with zipfile.ZipFile(path) as book:
        if "content.xml" not in book.namelist():
            return found
        name, row, column = "", 0, 0
        with book.open("content.xml") as content:
            for event, each in ElementTree.iterparse(content, ("start", "end")):
                kind = each.tag.rpartition("}")[2]
                if event == "start" and kind == "table":
                    name, row = each.get(f"{_TABLE}name", ""), 0
                elif event == "start" and kind == "table-row":
                    column = 0
                elif event == "end" and kind in ("table-cell", "covered-table-cell"):
                    if each.get(f"{_CALC}value-type") == "error":
                        found.setdefault(name, []).append((row, column, "".join(each.itertext())[:20]))
                    column += int(each.get(f"{_TABLE}number-columns-repeated", "1"))
                elif event == "end" and kind == "table-row":
                    row += int(each.get(f"{_TABLE}number-rows-repeated", "1"))
                    each.clear()
    return found


def _write(path: Path, folder: Path) -> None:
    ods_errors = _ods_errors(path)
    book = fastexcel.read_excel(path.read_bytes())
    sheets = []
    for number, name in enumerate(book.sheet_names):
        sheet = book.load_sheet(number, header_row=None, dtypes="string")
        file, errors = "", []
        if sheet.total_height and sheet.width:
            batch, found = sheet.to_arrow_with_errors()
            frame = pl.DataFrame(batch)
            errors += ods_errors.get(name, [])
            for each in found.errors if found else ():
                row, column = each.offset_position
                if clock := _DURATION.search(each.detail):
                    hours, minutes, seconds = (int(part or 0) for part in clock.groups())
                    frame[row, column] = f"{hours}:{minutes:02}:{seconds:02}"
                elif kind := _ERROR.search(each.detail):
                    errors.append((row, column, _NAMES.get(kind[1], kind[1])))
            file = f"{number}.arrow"
            frame.write_ipc(folder / file)
        sheets.append({"name": name, "is_visible": sheet.visible == "visible", "file": file, "errors": errors})
    (folder / "sheets.json").write_text(json.dumps(sheets), encoding="utf-8")


if __name__ == "__main__":
    _limit()
    _write(Path(sys.argv[1]), Path(sys.argv[2]))
