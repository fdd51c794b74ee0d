"""SQLite, through the standard library: a file opened so that it cannot be written to."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.addresses import Address
from dashboard.importing import live_faults
from dashboard.importing.live_sessions import BINARY, JSON, TEXT, Field, bare, quoted, write_lines
from dashboard.importing.problems import ImportProblem

_BATCH = 10_000
# Steps of SQLite's machine between two looks at the clock.
_STEPS = 100_000
_DECLARED = {"BOOL": "BOOLEAN", "JSON": JSON, "BLOB": BINARY, "TIMESTAMP": "TIMESTAMP", "DATETIME": "TIMESTAMP"}
_WRITES = "insert|update|delete|drop|create|alter|replace|attach|detach|pragma|vacuum|reindex"
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)


class SqliteSession:
    """See `Session`. SQLite types values, not columns: a column is a number if every value of it is one."""

    def __init__(self, address: Address, timeout_seconds: int, connect_seconds: int) -> None:
        self._address, self._seconds = address, timeout_seconds
        path = Path(address.database)
        if not path.is_file():
            raise live_faults.no_database(address)
        self._until, self._made = 0.0, dict[str, list[str]]()
        with self._explained(""):
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=connect_seconds, isolation_level=None
            )
            self._connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            self._connection.execute("pragma query_only = on")
            self._connection.execute("begin")
            # the snapshot is taken by the first look, not by begin
            self._connection.execute("select count(*) from sqlite_master").fetchone()
            self._connection.set_progress_handler(lambda: 0 < self._until < time.monotonic(), _STEPS)

    def tables(self) -> dict[str, list[Field]]:
        found = {}
        with self._explained(""):
            names = self._connection.execute(
                "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite\\_%' "
                "escape '\\' order by name"
            ).fetchall()
            for (name,) in names:
                columns = self._connection.execute(f"pragma table_info({quoted(name)})")
                found[name] = [Field(row[1], _declared(row[2])) for row in columns.fetchall()]
        return found

    def select(self, table: str) -> str:
        fields = [each for each in self.tables().get(table, []) if each.type != BINARY]
        made = f"select {', '.join(quoted(each.name) for each in fields) or '*'} from {quoted(table)}"
        self._made[made] = [each.type for each in fields]
        return made

    def copy(self, what: str, query: str, target: Path, tell: Callable[[int], None]) -> list[Field]:
        self._until = time.monotonic() + self._seconds
        kinds: list[set[type]] = []

        def batches(cursor: sqlite3.Cursor) -> Iterator[list[list[str | None]]]:
            while rows := cursor.fetchmany(_BATCH):
                for seen, cells in zip(kinds, zip(*rows, strict=True), strict=True):
                    seen.update(map(type, cells))
                yield [[_text(cell) for cell in row] for row in rows]

        with self._explained(what), self._only_reading():
            # as a part of another query it can be nothing but a query
            cursor = self._connection.execute(f"select * from (\n{bare(query)}\n)")
            names = [each[0] for each in cursor.description]
            kinds += [set() for _ in names]
            write_lines(batches(cursor), target, tell)
        self._until = 0.0
        declared = self._made.get(query, [TEXT] * len(names))
        return [Field(name, _kind(seen, its)) for name, seen, its in zip(names, kinds, declared, strict=True)]

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def _only_reading(self) -> Iterator[None]:
        self._connection.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
        )
        try:
            yield
        finally:
            self._connection.set_authorizer(None)

    @contextmanager
    def _explained(self, what: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._problem(error, what) from None

    def _problem(self, error: sqlite3.Error, what: str) -> ImportProblem:
        text, address = str(error), self._address
        if text.startswith("no such table"):
            return live_faults.no_table(address, what)
        if text in ("not authorized", "attempt to write a readonly database") or "one statement at a time" in text:
            return live_faults.write(address, what)
        if re.match(rf'near "({_WRITES})"', text, re.IGNORECASE):
            return live_faults.write(address, what)
        if text == "interrupted":
            return live_faults.slow(address, what, self._seconds)
        if "locked" in text:
            return live_faults.unreachable(address, "another program has locked it")
        if "not a database" in text or "unable to open" in text:
            return live_faults.unreachable(address, "it is no SQLite database, or may not be opened")
        return live_faults.wrong(address, what, text)


def _declared(type_: str) -> str:
    return next((ours for word, ours in _DECLARED.items() if type_.upper().startswith(word)), TEXT)


def _text(cell: object) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return cell.hex() if isinstance(cell, bytes) else repr(cell)


def _kind(seen: set[type], declared: str) -> str:
    """The type of a column by its values; by its declaration where they are texts that may be times or JSON."""
    found = seen - {type(None)}
    if found == {int}:
        return "BIGINT"
    if found and found <= {int, float}:
        return "DOUBLE"
    if found == {str} and declared in ("TIMESTAMP", JSON):
        return declared
    return BINARY if found == {bytes} else TEXT
