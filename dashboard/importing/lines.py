"""Physical lines of a text file: where a row of it begins, for the few rows that are refused."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 22
csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class Lines:
    """Turns a row's position (from 0, broken rows not counted) into the line it begins on (from 1).

    `is_plain`: every row is exactly one line, so that the line can be computed; else the file is read again.
    `known` lists the lines where rows were made of others.
    """

    path: Path | None = None
    delimiter: str = ","
    records_before: int = 1
    lines_before: int = 1
    broken_lines: frozenset[int] = frozenset()
    is_plain: bool = True
    known: tuple[int, ...] = ()

    @property
    def shift(self) -> int | None:
        """What makes a position a line, where it is the same for all."""
        if self.known or self.broken_lines or not self.is_plain:
            return None
        return self.lines_before + 1

    def of(self, positions: list[int]) -> dict[int, int]:
        """The line of each position."""
        if self.known:
            return {position: self.known[position] for position in positions}
        if self.is_plain or self.path is None:
            return self._computed(positions)
        return self._read(positions)

    def _computed(self, positions: list[int]) -> dict[int, int]:
        found = {}
        broken = sorted(self.broken_lines)
        passed = 0
        for position in sorted(positions):
            line = self.lines_before + position + passed + 1
            while passed < len(broken) and broken[passed] <= line:
                passed += 1
                line += 1
            found[position] = line
        return found

    def _read(self, positions: list[int]) -> dict[int, int]:
        assert self.path is not None
        wanted = set(positions)
        found: dict[int, int] = {}
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            for _ in range(self.records_before):
                next(reader, None)
            position, before = 0, reader.line_num
            for record in reader:
                line, before = before + 1, reader.line_num
                if not record or line in self.broken_lines:
                    continue
                if position in wanted:
                    found[position] = line
                    if len(found) == len(wanted):
                        break
                position += 1
        return found


def lines_at(path: Path, offsets: list[int]) -> list[int]:
    """The line (from 1) on which the text after each byte offset begins; offsets ascend; line ends there are passed."""
    found: list[int] = []
    if not offsets:
        return found
    line, position = 1, 0
    with path.open("rb") as file:
        for offset in offsets:
            while position < offset:
                chunk = file.read(min(_CHUNK, offset - position))
                if not chunk:
                    break
                line += chunk.count(b"\n")
                position += len(chunk)
            while (following := file.read(1)) in (b"\r", b"\n"):
                position += 1
                line += following == b"\n"
            position += len(following)
            found.append(line)
            line += following == b"\n"
    return found


def with_one_line_end(path: Path, copy: Path) -> None:
    """Copy a text file with every line end as a single line feed."""
    with path.open(encoding="utf-8", newline=None) as source, copy.open("w", encoding="utf-8", newline="\n") as target:
        while chunk := source.read(_CHUNK):
            target.write(chunk)
