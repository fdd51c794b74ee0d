"""What the reader of workbooks leaves unsaid: cells that hold an error, and blank rows above the first one."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

_CHUNK = 1 << 22
_MOST_SHOWN = 5
_CELL = re.compile(rb'<(?:\w+:)?c ([^>]*?)r="([A-Z]+)(\d+)"([^>]*?)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c [^>]*/>")
_ERROR = re.compile(rb"<(?:\w+:)?v>([^<]*)</")


@dataclass
class SheetFaults:
    """`first_row` is the row, from 1, of the first cell with content; `errors` are cells as `B6 #DIV/0!`."""

    first_row: int = 1
    errors: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        """A sentence about the errors, empty where there are none."""
        if not self.errors:
            return ""
        more = ", …" if len(self.errors) > _MOST_SHOWN else ""
        shown = ", ".join(self.errors[:_MOST_SHOWN])
        return f"{len(self.errors)} cells hold an error and are read as empty: {shown}{more}."


def of_sheets(path: Path) -> dict[str, SheetFaults]:
    """By sheet name; empty for workbooks that are not XLSX or whose parts are not where they ought to be."""
    try:
        with zipfile.ZipFile(path) as book:
            found = {}
            for name, part in _parts(book).items():
                with book.open(part) as sheet:
                    found[name] = _faults(sheet)
            return found
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError, RuntimeError, NotImplementedError):
        return {}


def _parts(book: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet."""
    relations = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    found = {}
    for each in ElementTree.fromstring(book.read("xl/workbook.xml")).iter():
        identity = next((value for key, value in each.attrib.items() if key.endswith("}id")), None)
        if each.tag.endswith("}sheet") and identity in targets:
            found[each.get("name", "")] = posixpath.normpath(posixpath.join("/xl", targets[identity])).lstrip("/")
    return found


def _faults(sheet: IO[bytes]) -> SheetFaults:
    found = SheetFaults(first_row=0)
    for rows in _rows(sheet):
        # A sheet without errors is only searched for two words, since its cells are many.
        if found.first_row and b't="e"' not in rows:
            continue
        for before, column, row, after, inside in _CELL.findall(_EMPTY_CELL.sub(b"", rows)):
            if not inside:
                continue
            found.first_row = found.first_row or int(row)
            if b't="e"' in before + after:
                value = _ERROR.search(inside)
                found.errors.append(f"{(column + row).decode()} {value[1].decode() if value else ''}".strip())
    found.first_row = found.first_row or 1
    return found


def _rows(sheet: IO[bytes]) -> Iterator[bytes]:
    """The XML of a sheet in pieces that end with a row."""
    rest = b""
    while chunk := sheet.read(_CHUNK):
        whole, mark, rest = (rest + chunk).rpartition(b"</row>")
        yield whole + mark
    yield rest
