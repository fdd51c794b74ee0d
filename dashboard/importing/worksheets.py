"""XLSX sheets as XML: what the reader of workbooks leaves unsaid.

Where cells stand, which hold an error, are merged or hidden, and texts of numbers that would be read as others.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

_CHUNK = 1 << 22
_CELL = re.compile(rb'<(?:\w+:)?c ([^>]*?)r="([A-Z]+)(\d+)"([^>]*?)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c [^>]*/>")
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d+)"')
_WIDTHS = (
    (re.compile(rb' r="[A-Z]{3}\d'), 16_384),
    (re.compile(rb' r="[A-Z]{2}\d'), 702),
    (re.compile(rb' r="[A-Z]\d'), 26),
)
_HIDDEN = rb'[^>]*\bhidden="(?:1|true)"'
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b" + _HIDDEN)
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b" + _HIDDEN + rb"[^>]*>")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_LONG = re.compile(rb"<(?:\w+:)?v>-?(?:\d{16,}|[\d.]+[eE]\+?(?:1[5-9]|[2-9]\d))")
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BUILT_IN_DURATION = 46
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, ElementTree.ParseError, OSError, EOFError),
    *(LookupError, ValueError, RuntimeError, OverflowError),
)


@dataclass(frozen=True)
class Area:
    """Merged cells, all bounds included; rows and columns count from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Worksheet:
    """One sheet; rows and columns count from 0. `rows` and `columns` are how far it reaches at most.

    `first` is the first cell with a value; `errors` are cells as `B6 #DIV/0!`; `texts` are those of durations and of
    numbers that lost digits, by cell; `epoch` is the day that the number 0 means.
    """

    first: tuple[int, int] | None = None
    rows: int = 0
    columns: int = 0
    errors: list[str] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: int = 0
    hidden_columns: list[str] = field(default_factory=list)
    epoch: dt.date | None = None


def of_book(path: Path, most_cells: int) -> dict[str, Worksheet]:
    """By sheet name; empty for workbooks that are not XLSX or whose parts are not where they ought to be.

    Only where a sheet may reach over more than `most_cells` is every cell looked at for how far it really does.
    """
    try:
        with zipfile.ZipFile(path) as book:
            durations, epoch = _duration_styles(book), _epoch(book)
            found = {}
            for name, part in _parts(book).items():
                with book.open(part) as sheet:
                    found[name] = _read(sheet, durations, is_exact=False)
                if found[name].rows * found[name].columns > most_cells:
                    with book.open(part) as sheet:
                        found[name] = _read(sheet, durations, is_exact=True)
                found[name].epoch = epoch
            return found
    except _DAMAGE:
        return {}


def is_xlsx(path: Path) -> bool:
    """Whether a file is a workbook of XML parts, other than OpenDocument's or Excel's binary ones."""
    try:
        with zipfile.ZipFile(path) as book:
            return "xl/workbook.xml" in book.namelist()
    except _DAMAGE:
        return False


def column_name(number: int) -> str:
    """A, B, … AA of a column that counts from 0."""
    name = ""
    while number >= 0:
        name, number = chr(ord("A") + number % 26) + name, number // 26 - 1
    return name


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


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


def _epoch(book: zipfile.ZipFile) -> dt.date:
    """The first day of the calendar that the workbook counts by; Excel takes 1900 for a leap year."""
    settings = re.search(rb"<(?:\w+:)?workbookPr\b[^>]*>", book.read("xl/workbook.xml"))
    is_1904 = settings and re.search(rb'\bdate1904="(?:1|true)"', settings[0])
    return dt.date(1904, 1, 1) if is_1904 else dt.date(1899, 12, 30)


def _duration_styles(book: zipfile.ZipFile) -> frozenset[bytes]:
    """The numbers of the styles that show hours beyond a day, as cells name them."""
    if "xl/styles.xml" not in book.namelist():
        return frozenset()
    formats, styles = {_BUILT_IN_DURATION}, set()
    for part in ElementTree.fromstring(book.read("xl/styles.xml")):
        for position, each in enumerate(part):
            if each.tag.endswith("}numFmt") and _DURATION.search(each.get("formatCode", "")):
                formats.add(int(each.get("numFmtId", "0")))
            if part.tag.endswith("}cellXfs") and int(each.get("numFmtId", "0")) in formats:
                styles.add(str(position).encode())
    return frozenset(styles)


def _read(sheet: IO[bytes], durations: frozenset[bytes], is_exact: bool) -> Worksheet:
    found = Worksheet()
    marks = [b't="e"', *(b's="' + style + b'"' for style in durations)]
    for piece in _pieces(sheet):
        found.hidden_rows += len(_HIDDEN_ROW.findall(piece))
        found.hidden_columns += [_span(each) for each in _HIDDEN_COLUMN.findall(piece)]
        found.merged += [
            Area(int(top) - 1, _column(left), int(bottom) - 1, _column(right))
            for left, top, right, bottom in _MERGED.findall(piece)
        ]
        # Cells are many: most pieces are only searched for what makes it worth to look at each.
        if is_exact or not found.first or _LONG.search(piece) or any(mark in piece for mark in marks):
            _look_at_cells(found, piece, durations)
        if not is_exact:
            found.rows = max([found.rows, *map(int, _ROW.findall(piece))])
            found.columns = max(found.columns, _widest(piece))
    return found


def _widest(piece: bytes) -> int:
    """The last column that the longest name of one in a piece can mean."""
    return next((width for name, width in _WIDTHS if name.search(piece)), 0)


def _look_at_cells(found: Worksheet, piece: bytes, durations: frozenset[bytes]) -> None:
    for before, letters, number, after, inside in _CELL.findall(_EMPTY_CELL.sub(b"", piece)):
        if not inside:
            continue
        row, column, attributes = int(number) - 1, _column(letters), before + after
        found.rows, found.columns = max(found.rows, row + 1), max(found.columns, column + 1)
        value = _VALUE.search(inside)
        is_error = b't="e"' in attributes
        if not is_error:
            found.first = found.first or (row, column)
        if is_error:
            found.errors.append(f"{(letters + number).decode()} {value[1].decode() if value else ''}".strip())
        elif value and (b"t=" not in attributes or b't="n"' in attributes):
            style = re.search(rb'\bs="(\d+)"', attributes)
            if style and style[1] in durations:
                found.texts[row, column] = _clock(float(value[1]))
            elif _LONG.match(value[0]):
                # What a spreadsheet shows of a number whose last digits it has lost.
                found.texts[row, column] = f"{float(value[1]):.14E}"


def _clock(days: float) -> str:
    """36:00:00 for a day and a half."""
    seconds = round(abs(days) * 86_400)
    return f"{'-' if days < 0 else ''}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _span(column: bytes) -> str:
    """The columns that a `col` element speaks of, as C or C:E."""
    bounds = {key: int(number) - 1 for key, number in re.findall(rb'\b(min|max)="(\d+)"', column)}
    first, last = bounds.get(b"min", 0), bounds.get(b"max", 0)
    return column_name(first) if first == last else f"{column_name(first)}:{column_name(last)}"


def _pieces(sheet: IO[bytes]) -> Iterator[bytes]:
    """The XML of a sheet in pieces that end with a row."""
    rest = b""
    while chunk := sheet.read(_CHUNK):
        whole, mark, rest = (rest + chunk).rpartition(b"</row>")
        yield whole + mark
    yield rest
