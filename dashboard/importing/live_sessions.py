"""Talking to a live database, whichever it is: what can be read, and rows of one snapshot copied into a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

BINARY, DECIMAL, JSON, TEXT = "BINARY", "DECIMAL", "JSON", "VARCHAR"


@dataclass(frozen=True)
class Field:
    """A column of an answer: its name and DuckDB's type for it, BINARY for what cannot be read as text, or JSON.

    A DECIMAL has as many digits as its values show.
    """

    name: str
    type: str


class Session(Protocol):
    """One read-only transaction that sees the database as it was when it began.

    Every method raises ImportProblem in a sentence without secrets. `what` is how that sentence calls the rows.
    """

    def tables(self) -> dict[str, list[Field]]:
        """The tables and views this user may read, with the columns that may be read; JSON and times as such."""

    def select(self, table: str) -> str:
        """The query for all rows of a table by its key, without columns that hold no text."""

    def copy(self, what: str, query: str, target: Path, tell: Callable[[int], None]) -> list[Field]:
        """Write the rows of a query as CSV without header: values quoted, NULL as nothing. `tell` hears of bytes."""

    def close(self) -> None:
        """End the transaction and the connection."""


def as_line(row: Sequence[str | None]) -> str:
    """A row as `Session.copy` writes it."""
    return (
        ",".join(["" if cell is None else '"' + cell.replace('"', '""').replace("\0", "") + '"' for cell in row]) + "\n"
    )


def write_lines(rows: Iterable[Sequence[Sequence[str | None]]], target: Path, tell: Callable[[int], None]) -> None:
    """Write batches of rows, one after the other."""
    written = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        for batch in rows:
            written += file.write("".join(map(as_line, batch)))
            tell(written)


def quoted(name: str, mark: str = '"') -> str:
    """A name as SQL; `mark` quotes names there."""
    return mark + name.replace(mark, mark * 2) + mark


def quoted_table(name: str, mark: str = '"') -> str:
    """The name of a table, with its schema if it has one, as SQL."""
    return ".".join(quoted(part, mark) for part in name.split("."))


def bare(query: str) -> str:
    """A query without the semicolon that people end it with."""
    return query.strip().rstrip(";").rstrip()
