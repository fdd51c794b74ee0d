"""Database: one published version, opened for reading only; a view and a scope go in, a polars frame comes out."""

from __future__ import annotations

import datetime as dt
import difflib
import logging
import os
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from dashboard import catalog, members
from dashboard.days import Until
from dashboard.scope import Scope

log = logging.getLogger(__name__)

FACTS = (
    "exported_on",
    "imported_at",
    "default_period_start",
    "default_period_end",
    "reporting_currency",
    "has_times",
    "time_zone",
    "fiscal_year_start_month",
    "week_start",
    "default_pipeline",
    "thin_sample",
    "coverage_target",
    "first_response_hours",
    "cycle_basis_wins",
    "attribution_window_days",
    "cooling_off_days",
    "stale_after_days",
)
_BOOKKEEPING = ("stages", "import_files", "import_columns", "refused_rows")


class DatabaseError(Exception):
    """The database cannot be opened, or cannot answer; the message is meant for the reader."""


class UnknownViewError(DatabaseError):
    """No view of that name; the message names the nearest."""


class UnknownColumnError(DatabaseError):
    """The view has no column of that name."""


class ReadTimeoutError(DatabaseError):
    """The answer took longer than FUNNEL_TIMEOUT_SECONDS."""


class Database:
    """A version of the database. Holds one connection; safe to share between threads.

    Environment: FUNNEL_MEMORY_LIMIT (default 2GB), FUNNEL_THREADS (all cores), FUNNEL_TIMEOUT_SECONDS (60).
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self._timeout = _number("FUNNEL_TIMEOUT_SECONDS", 60)
        config: dict[str, Any] = {
            "enable_external_access": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "memory_limit": os.environ.get("FUNNEL_MEMORY_LIMIT") or "2GB",
            "threads": max(1, int(_number("FUNNEL_THREADS", os.cpu_count() or 1))),
            "lock_configuration": True,
        }
        if not self.path.is_file():
            raise DatabaseError(f"There is no database at {self.path}")
        try:
            self._connection = duckdb.connect(str(self.path), read_only=True, config=config)
        except (duckdb.Error, ValueError) as error:
            raise DatabaseError(f"{self.path.name} cannot be opened: {error}") from error

    def close(self) -> None:
        """Release the file; reads that are running fail."""
        self._connection.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(
        self,
        view: str,
        scope: Scope | None = None,
        *,
        where: Mapping[str, object] | None = None,
        limit: int | None = None,
        columns: Sequence[str] | None = None,
    ) -> pl.DataFrame:
        """All rows of a view for a scope, in the view's order; only the named columns, where some are named.

        `where` keeps the rows whose columns equal the given values (None: is NULL; a list: any of them; Until: up to a
        day), `limit` the first rows. Money is Decimal, counts are Int64. Every error is a DatabaseError.
        """
        return self._query(*statement(view, where, limit, columns), scope or Scope())

    def facts(self) -> dict[str, Any]:
        """What holds for the whole version: every name of FACTS; `first_day`, on which the first deal was created (NULL
        where that is not known); `tables`, those that files were imported into."""
        first = "(select min(created_date) from deal_facts) as first_day"
        row = self._query(f"select {', '.join(f'{name}() as {name}' for name in FACTS)}, {first}").row(0, named=True)
        tables = self._query("select distinct table_name from import_files where rows_accepted > 0 order by 1")
        return {**row, "tables": tuple(tables["table_name"].drop_nulls())}

    def days(self, scope: Scope | None = None) -> dict[str, dt.date]:
        """The days a scope comes to: `period_start`, `period_end`, `as_of`, the same of the period before
        (`previous_start`, `previous_end`, `previous_as_of`) and of last year (`last_year_…`), and `exported_on`."""
        names = [
            f"{span}_{day}" for span in ("previous", "last_year", "comparison") for day in ("start", "end", "as_of")
        ]
        names += ["period_start", "period_end", "as_of", "exported_on"]
        found = self._query(f"select {', '.join(f'{n}() as {n}' for n in names)}", (), scope or Scope())
        return found.row(0, named=True)

    def members(
        self,
        dimension: str,
        scope: Scope | None = None,
        search: str = "",
        limit: int | None = None,
        among: Sequence[str] = (),
    ) -> pl.DataFrame:
        """Members of a dimension (`region`, `team`, …) with deals that the scope's other filters and permissions keep.

        Columns: value (what the filter takes; `~` for NULL), label (what to show, NULL for `~`), deals (on the day of
        the export). Stages come in their order, others by name, `~` last. `search`, `limit` and `among` as in
        members.statement.
        """
        try:
            sql, values = members.statement(dimension, search, limit, among)
        except members.UnknownDimensionError as error:
            raise UnknownColumnError(str(error)) from None
        return self._query(sql, values, members.narrowing(scope or Scope(), dimension))

    def offered(self, scope: Scope | None = None) -> pl.DataFrame:
        """The members of every dimension in members.GROUPED at once. Columns: dimension, value, deals."""
        return self._query(members.ALL_GROUPED, (), members.narrowing(scope or Scope()))

    def resolve(self, scope: Scope) -> Scope:
        """The same scope with ids among its reps replaced by the display names that the views filter by."""
        sql = """
            select coalesce(named.rep, identified.rep, given.rep) as rep
            from (select unnest(?::text[]) as rep, generate_subscripts(?::text[], 1) as place) as given
            left join rep_facts as named on given.rep = named.rep
            left join rep_facts as identified on given.rep = identified.rep_id
            order by given.place
        """
        given = {name: list(getattr(scope, name) or ()) for name in ("reps", "permitted_reps")}
        return scope.replace(**{name: self._query(sql, [ids, ids])["rep"] for name, ids in given.items() if ids})

    def _query(self, sql: str, values: Sequence[object] = (), scope: Scope | None = None) -> pl.DataFrame:
        # A cursor of its own per read: DuckDB keeps variables per cursor, and a shared one returns other threads' rows.
        cursor = self._connection.cursor()
        timer = threading.Timer(self._timeout, cursor.interrupt)
        timer.daemon = True
        timer.start()
        try:
            if scope is not None:
                for name, value in self.resolve(scope).variables().items():
                    if value is not None:
                        cursor.execute(f"set variable {name} = ?", [value])
            frame = cursor.sql(sql, params=list(values)).pl()
        except duckdb.InterruptException:
            raise ReadTimeoutError(f"No answer within {self._timeout:g} seconds") from None
        except duckdb.CatalogException as error:
            log.warning("%s", error)
            raise DatabaseError(
                "This database was made by another version of the program and lacks something it now asks for: "
                "import the exports again"
            ) from error
        except duckdb.Error as error:
            raise DatabaseError(str(error)) from error
        finally:
            timer.cancel()
            cursor.close()
        # Sums of integers arrive as HUGEINT, which polars can only hold as a decimal.
        counts = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Decimal) and kind.scale == 0]
        return frame.with_columns(pl.col(counts).cast(pl.Int64)) if counts else frame


def statement(
    view: str, where: Mapping[str, object] | None = None, limit: int | None = None, columns: Sequence[str] | None = None
) -> tuple[str, list[object]]:
    """The select that `read` runs, with a `?` for each of the values. UnknownViewError, UnknownColumnError."""
    described = _described(view)
    conditions: list[str] = []
    values: list[object] = []
    for column in (*(where or ()), *(columns or ())):
        if column not in described.columns:
            raise UnknownColumnError(f"{view} has no column {column}{nearest(column, described.columns)}")
    for column, value in (where or {}).items():
        if isinstance(value, Until):
            conditions.append(f'"{column}" <= ?')
            values.append(value.day)
            continue
        given = list(value) if isinstance(value, list | tuple) else [value]
        conditions.append(" or ".join([f'"{column}" is not distinct from ?'] * len(given)) or "false")
        values += given
    listed = ", ".join(f'"{each}"' for each in columns or ())
    sql = f"select {listed or '*'} from {described.name}"
    sql += " where " * bool(conditions) + " and ".join(f"({each})" for each in conditions)
    if limit is not None:
        sql += " limit ?"
        values.append(int(limit))
    return sql, values


def _described(view: str) -> catalog.Query:
    readable = {each.name: each for each in catalog.queries() if each.layer in ("views", "checks")}
    readable |= {name: catalog.query(name) for name in _BOOKKEEPING}
    if view not in readable:
        raise UnknownViewError(f"There is no view {view}{nearest(view, readable)}")
    return readable[view]


def nearest(name: str, known: Mapping[str, object]) -> str:
    """A question naming the nearest known name, or nothing: `; did you mean kpis?`."""
    found = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {found[0]}?" if found else ""


def _number(variable: str, default: float) -> float:
    text = os.environ.get(variable)
    try:
        return float(text) if text else default
    except ValueError:
        raise DatabaseError(f"{variable} must be a number, not {text!r}") from None
