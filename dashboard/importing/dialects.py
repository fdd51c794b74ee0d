"""How a CSV file is written: its delimiter and where its header stands."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dashboard.importing.problems import ImportProblem

DELIMITERS = (",", ";", "\t", "|")
# Looked for where a line has none of those, since they also stand in headers ("Deal #", "A/B ~").
RARE_DELIMITERS = ("^", "~", "\x01", "\x1f", "¦", "§", "#", "，", "；", "、")
_START = 1 << 18
_RECORDS_LOOKED_AT = 40
# A cell may be long; which ones are too long is decided when they have been read.
csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class Dialect:
    """`header` as written (trimmed), `records_before` the records to skip including it, `header_line` from 1."""

    delimiter: str
    header: tuple[str, ...]
    records_before: int
    header_line: int
    lines_before: int


def sniff(path: Path, name: str) -> Dialect:
    """Decide on the header line of UTF-8 text; notes of a cell or two above it are passed over.

    ImportProblem for an empty file and for columns that are separated by several characters.
    """
    with path.open("rb") as file:
        raw = file.read(_START)
    text = raw.decode("utf-8-sig", "ignore")
    if not text.strip():
        raise ImportProblem(f"{name} is empty.")
    announced = _announced(text)
    delimiter = announced or _delimiter(text, name)
    records, lines = _records(text, delimiter)
    index = _header_index(records, 1 if announced else 0)
    header = tuple(cell.strip().strip("\ufeff").strip() for cell in records[index])
    return Dialect(delimiter, header, index + 1, lines[index][0], lines[index][1])


def unique_headers(header: tuple[str, ...]) -> tuple[str, ...]:
    """Headers that can be told apart: a repeated one gets (2), an empty one its position."""
    seen: Counter[str] = Counter()
    names = []
    for position, text in enumerate(header, start=1):
        name = text or f"column {position}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def header_index(rows: list[list[str]]) -> int:
    """Position of the header among the first rows of a sheet."""
    return _header_index(rows, 0)


def _announced(text: str) -> str | None:
    """Excel's own first line, `sep=;`."""
    first = text.split("\n", 1)[0].strip().lower()
    return first[4] if first.startswith("sep=") and len(first) == 5 else None


def _delimiter(text: str, name: str) -> str:
    """The delimiter that the first line having one has most of, outside of quotes; a rare one only if others follow."""
    for record in csv.reader(io.StringIO(text, newline=None), delimiter="\x1e"):
        line = record[0] if record else ""
        for marks in (DELIMITERS, RARE_DELIMITERS):
            counts = {mark: _outside_quotes(line, mark) for mark in marks}
            best = max(marks, key=lambda mark: counts[mark])
            parts = counts[best] >= 2 and (marks is DELIMITERS or _as_often_below(text, line, best, counts[best]))
            if parts or (counts[best] == 1 and _same_in_next_line(text, line, best)):
                _refuse_several_characters(text, line, best, name)
                return best
    return ","


def _as_often_below(text: str, line: str, mark: str, count: int) -> bool:
    """Whether the lines below have a mark as often as this one, or a multiple of it all together; True if none is."""
    below = text.split(line, 1)[-1]
    rows = [row for row in below.splitlines() if row.strip()]
    total = _outside_quotes(below, mark)
    return not rows or _outside_quotes(rows[0], mark) == count or (total > 0 and total % count == 0)


def _refuse_several_characters(text: str, line: str, mark: str, name: str) -> None:
    """ImportProblem for columns separated by `||`, `~|~` and the like, of which one character would make empty ones."""
    runs = set(re.findall(rf"[^\w\s\"]*{re.escape(mark)}+[^\w\s\"]*", line))
    run = runs.pop()
    if runs or len(run) < 2 or run != run[::-1]:
        return
    # A header with empty cells looks alike, but below it the cells are filled.
    below = [each for each in text.split(line, 1)[-1].splitlines() if each.strip()][:10]
    if all(each.count(run) >= line.count(run) for each in below):
        raise ImportProblem(
            f'{name} separates its columns by "{run}"; only single characters can be read. Export it with a comma, '
            "semicolon or tab."
        )


def _same_in_next_line(text: str, line: str, mark: str) -> bool:
    rest = text.split(line, 1)[-1].lstrip("\r\n").split("\n", 1)[0]
    return not rest.strip() or _outside_quotes(rest, mark) == 1


def _outside_quotes(line: str, mark: str) -> int:
    return sum(part.count(mark) for part in line.split('"')[::2])


def _records(text: str, delimiter: str) -> tuple[list[list[str]], list[tuple[int, int]]]:
    """The first records, each with the line it begins on and the lines read when it ends."""
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)
    records, lines, before = [], [], 0
    for record in reader:
        records.append(record)
        lines.append((before + 1, reader.line_num))
        before = reader.line_num
        if len(records) == _RECORDS_LOOKED_AT:
            break
    return records, lines


def _header_index(records: list[list[str]], first: int) -> int:
    """The first record at least half as wide as most of them: above it stand titles and notes, which fill one cell."""
    widths = [sum(bool(cell and cell.strip()) for cell in record) for record in records]
    spans = [len(record) for record, width in zip(records, widths, strict=True) if width]
    usual = Counter(spans[1:] or spans).most_common(1)[0][0] if spans else 0
    filled = [width for width in widths if width]
    least = 1 + (Counter(filled[1:] or filled).most_common(1)[0][0] > 1) if filled else 1
    for index in range(first, len(records)):
        if widths[index] >= least and len(records[index]) * 2 >= usual and widths[index] * 3 >= usual:
            return index
    return next((index for index, width in enumerate(widths) if width and index >= first), first)
