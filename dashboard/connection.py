"""Connection: one version opened for reading only; a statement and its variables go in, a polars frame comes out."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from dashboard.locks import hold
from dashboard.selects import DatabaseError
from dashboard.stored_answers import StoredAnswers

log = logging.getLogger(__name__)


class OutdatedError(DatabaseError):
    """The database was made of other query files than those of this program: another import makes it anew."""


class ReadTimeoutError(DatabaseError):
    """The answer took longer than FUNNEL_TIMEOUT_SECONDS, or somebody interrupted it."""


class ReadInterruptedError(ReadTimeoutError):
    """Somebody interrupted it before its time was over."""


class Connection:
    """An open version; safe to share between threads. With `answers` it looks there before it asks.

    Environment: FUNNEL_MEMORY_LIMIT (default 2GB), FUNNEL_THREADS (all cores), FUNNEL_TIMEOUT_SECONDS (60).
    """

    def __init__(self, path: Path, answers: StoredAnswers | None = None) -> None:
        self._answers = answers
        self._timeout = _number("FUNNEL_TIMEOUT_SECONDS", 60)
        self._running: set[duckdb.DuckDBPyConnection] = set()
        config: dict[str, Any] = {
            "enable_external_access": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "memory_limit": os.environ.get("FUNNEL_MEMORY_LIMIT") or "2GB",
            "threads": max(1, int(_number("FUNNEL_THREADS", os.cpu_count() or 1))),
            "lock_configuration": True,
        }
        if not path.is_file():
            raise DatabaseError(f"There is no database at {path}")
        # Kept from being cleaned away, as a page that shows it may ask for more or for a file.
        self._held = hold(path)
        try:
            self._connection = duckdb.connect(str(path), read_only=True, config=config)
        except (duckdb.Error, ValueError) as error:
            raise DatabaseError(f"{path.name} cannot be opened: {error}") from error

    def close(self) -> None:
        """Release the file; reads that are running fail."""
        self._connection.close()
        if self._held is not None:
            self._held.close()

    def interrupt(self) -> None:
        """End what is being read now; those who wait for it get a ReadInterruptedError. A read whose statement is only
        about to begin goes on: whoever cannot let it interrupts again."""
        for cursor in tuple(self._running):
            # It may have been answered, and closed, a moment ago.
            with contextlib.suppress(duckdb.Error):
                cursor.interrupt()

    def query(self, sql: str, values: Sequence[object], variables: Mapping[str, object]) -> pl.DataFrame:
        """The rows of a statement with a `?` for each value; a variable that is None is not set. Every error is a
        DatabaseError."""
        if self._answers is None:
            return self._ask(sql, values, variables)
        key = self._answers.key(sql, values, variables)
        found = self._answers.get(key)
        if found is None:
            found = self._ask(sql, values, variables)
            self._answers.put(key, found)
        return found

    def _ask(self, sql: str, values: Sequence[object], variables: Mapping[str, object]) -> pl.DataFrame:
        # A cursor of its own per read: DuckDB keeps variables per cursor, and a shared one returns other threads' rows.
        try:
            cursor = self._connection.cursor()
        except duckdb.Error as error:
            raise DatabaseError(str(error)) from error
        began = time.monotonic()
        timer = threading.Timer(self._timeout, cursor.interrupt)
        timer.daemon = True
        timer.start()
        self._running.add(cursor)
        try:
            for name, value in variables.items():
                if value is not None:
                    cursor.execute(f"set variable {name} = ?", [value])
            # A relation is bound when it is made and once more when it is read; what DuckDB 2 executes gives no frames.
            is_older = hasattr(cursor, "pl")
            asked = cursor.execute(sql, list(values)) if is_older else cursor.sql(sql, params=list(values))
            frame = asked.pl()
        except duckdb.InterruptException:
            if time.monotonic() - began < self._timeout:
                raise ReadInterruptedError("The read was interrupted") from None
            raise ReadTimeoutError(f"No answer within {self._timeout:g} seconds") from None
        # Every statement is the program's own, so what it cannot be bound to is what the database lacks.
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            log.warning("%s", error)
            raise OutdatedError(
                "This database was made by another version of the program and lacks something it now asks for: "
                "import the exports again"
            ) from error
        except duckdb.Error as error:
            raise DatabaseError(str(error)) from error
        finally:
            timer.cancel()
            self._running.discard(cursor)
            cursor.close()
        # Sums of integers arrive as HUGEINT, which polars can only hold as a decimal.
        counts = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Decimal) and kind.scale == 0]
        return frame.with_columns(pl.col(counts).cast(pl.Int64)) if counts else frame


def _number(variable: str, default: float) -> float:
    text = os.environ.get(variable)
    try:
        return float(text) if text else default
    except ValueError:
        raise DatabaseError(f"{variable} must be a number, not {text!r}") from None
