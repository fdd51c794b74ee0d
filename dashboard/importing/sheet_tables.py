"""A sheet's cells → the tables on it: below titles, one under another or side by side, with merged cells filled."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import polars as pl

from dashboard.importing import dialects, headers
from dashboard.importing.worksheets import Area, column_name
from dashboard.settings import Settings

_LOOKED_AT = 40
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class SheetTable:
    """A table in columns c1, c2, …; `header_row` is the sheet's, from 1, `place` tells it from others on the sheet.

    `captions` are the positions, from 0, of rows that are one cell merged over several columns.
    """

    headers: tuple[str, ...]
    header_row: int
    frame: pl.DataFrame
    place: str = ""
    captions: tuple[int, ...] = ()
    is_filled: bool = False


@dataclass(frozen=True)
class Grid:
    """Cells as texts with the sheet's row and column, from 0, of the first one; `merged` in the grid's own counts."""

    frame: pl.DataFrame
    row: int
    column: int
    merged: tuple[Area, ...] = ()

    def part(self, top: int, bottom: int, left: int, right: int) -> Grid:
        """The cells of some rows and columns, the last of each not included."""
        merged = tuple(
            Area(
                each.top - top, each.left - left, min(each.bottom, bottom - 1) - top, min(each.right, right - 1) - left
            )
            for each in self.merged
            if top <= each.top < bottom and left <= each.left < right
        )
        return Grid(self.frame[top:bottom, left:right], self.row + top, self.column + left, merged)


def tables(grid: Grid) -> list[SheetTable]:
    """The tables of a grid in reading order; blank rows and columns part them only where headers say so too."""
    found = []
    for block in _stacked(grid):
        parts = _side_by_side(block)
        for part in parts:
            table = _table(part)
            place = f"column {column_name(part.column)}" if part is not parts[0] else ""
            if block.row != grid.row:
                place = f"row {table.header_row}" + (f", {place}" if place else "")
            found.append(replace(table, place=place))
    return found


def _stacked(grid: Grid) -> list[Grid]:
    """Cut where, below a blank row, another header begins."""
    frame = grid.frame
    is_blank = frame.select(pl.all_horizontal(pl.all().is_null() | (pl.all() == ""))).to_series().to_list()
    starts = [row for row in range(1, frame.height) if is_blank[row - 1] and not is_blank[row]]
    cuts = [0]
    for start in starts:
        header = next(
            (row for row in range(start, min(start + 4, frame.height)) if _filled(frame.row(row)) != 1), start
        )
        if _begins_a_table(frame, cuts[-1], start, header):
            cuts.append(start)
    if len(cuts) == 1:
        return [grid]
    parts = [
        grid.part(top, bottom, 0, frame.width) for top, bottom in zip(cuts, [*cuts[1:], frame.height], strict=True)
    ]
    return [_narrowed(part) for part in parts]


def _begins_a_table(frame: pl.DataFrame, top: int, start: int, header: int) -> bool:
    """Whether a row of words stands between rows that all have figures: data look like the data above them."""
    if header + 1 >= frame.height:
        return False
    names, below = frame.row(header), frame.row(header + 1)
    words = [cell for cell in names if cell]
    if len(words) < 2 or len(set(words)) < len(words) or _has_digit(names) or not _has_digit(below):
        return False
    if any(cell and not name for name, cell in zip(names, below, strict=True)):
        return False
    first = top + dialects.header_index(_texts(frame[top : min(start, top + _LOOKED_AT)]))
    data = [row for row in frame[first + 1 : start][: _LOOKED_AT * 2].rows() if _filled(row) > 1]
    return bool(data) and all(_has_digit(row) for row in data) and frame.row(first) != names


def _side_by_side(grid: Grid) -> list[Grid]:
    """Cut at blank columns where what stands on both sides is recognised by itself."""
    frame = grid.frame
    is_blank = _blank_columns(frame)
    cuts, left = [], 0
    for column in range(frame.width + 1):
        if column == frame.width or is_blank[column]:
            if column > left:
                cuts.append((left, column))
            left = column + 1
    if len(cuts) < 2:
        return [grid]
    parts = [_trimmed(grid.part(0, frame.height, left, right)) for left, right in cuts]
    known = [bool(headers.recognise("", list(_table(part).headers), Settings())) for part in parts]
    return parts if all(known) else [grid]


def _narrowed(grid: Grid) -> Grid:
    """Without the blank columns at its sides, which a wider table has made."""
    filled = [number for number, is_blank in enumerate(_blank_columns(grid.frame)) if not is_blank]
    return grid.part(0, grid.frame.height, filled[0], filled[-1] + 1) if filled else grid


def _blank_columns(frame: pl.DataFrame) -> list[bool]:
    return [(frame[name].fill_null("") == "").all() for name in frame.columns]


def _trimmed(grid: Grid) -> Grid:
    """Without the blank rows at the end, which the other table has made."""
    is_filled = grid.frame.select(pl.any_horizontal(pl.all().is_not_null() & (pl.all() != ""))).to_series()
    last = is_filled.arg_true().max()
    return grid.part(0, int(last) + 1 if isinstance(last, int) else 0, 0, grid.frame.width)


def _table(grid: Grid) -> SheetTable:
    start = _texts(grid.frame.head(_LOOKED_AT))
    upper = dialects.header_index(start) if start else 0
    names, lower = _header(start, upper, grid.merged)
    frame = grid.frame.slice(lower + 1)
    below = [area for area in grid.merged if area.top > lower]
    counts = {area.top: _filled(grid.frame.row(area.top)) for area in below if area.right > area.left}
    captions = sorted({top - lower - 1 for top, count in counts.items() if count == 1})
    tall = [area for area in below if area.bottom > area.top and area.top - lower - 1 not in captions]
    frame = _filled_down(frame, tall, lower + 1)
    frame = frame.rename({old: f"c{number}" for number, old in enumerate(frame.columns, start=1)})
    return SheetTable(
        dialects.unique_headers(names), grid.row + lower + 1, frame, captions=tuple(captions), is_filled=bool(tall)
    )


def _header(start: list[list[str]], upper: int, merged: tuple[Area, ...]) -> tuple[tuple[str, ...], int]:
    """The column names and the last row they stand in, where names may be grouped below merged ones."""
    here = [area for area in merged if area.top == upper]
    lower = max((area.bottom for area in here), default=upper)
    wide = [area for area in here if area.right > area.left and area.bottom == upper]
    if lower == upper and wide and upper + 1 < len(start):
        under = [start[upper + 1][column] for area in wide for column in range(area.left, area.right + 1)]
        lower += all(under) and not _has_digit(under)
    if lower == upper or lower >= len(start):
        return tuple(cell.strip() for cell in start[upper]) if start else (), upper
    groups = list(start[upper])
    for area in here:
        groups[area.left : area.right + 1] = [start[upper][area.left]] * (area.right + 1 - area.left)
    names = [low.strip() or high.strip() for high, low in zip(groups, start[lower], strict=True)]
    repeated = {name for name in names if names.count(name) > 1}
    return tuple(
        f"{group.strip()} {name}".strip() if name in repeated and group.strip() != name else name
        for group, name in zip(groups, names, strict=True)
    ), lower


def _filled_down(frame: pl.DataFrame, areas: list[Area], first: int) -> pl.DataFrame:
    """Put the value of cells merged over rows into each of these rows."""
    by_column: dict[int, list[Area]] = {}
    for area in areas:
        by_column.setdefault(area.left, []).append(area)
    for column, tall in by_column.items():
        texts = frame.to_series(column)
        filled = {
            row: texts[area.top - first]
            for area in tall
            for row in range(area.top + 1 - first, min(area.bottom + 1 - first, frame.height))
        }
        frame = frame.with_columns(texts.scatter(list(filled), list(filled.values())))
    return frame


def _texts(frame: pl.DataFrame) -> list[list[str]]:
    return [[cell or "" for cell in row] for row in frame.rows()]


def _filled(row: tuple[str | None, ...]) -> int:
    return sum(bool(cell) for cell in row)


def _has_digit(row: tuple[str | None, ...] | list[str]) -> bool:
    return any(cell and _DIGIT.search(cell) for cell in row)
