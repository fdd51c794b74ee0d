"""Database: one published version, opened for reading only; a view and a scope go in, a polars frame comes out."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from dashboard import key_figures, members
from dashboard.connection import Connection, ReadTimeoutError
from dashboard.days import Until
from dashboard.scope import Scope
from dashboard.selects import (
    DatabaseError,
    UnknownColumnError,
    UnknownViewError,
    nearest,
    statement,
    totals,
)
from dashboard.stored_answers import StoredAnswers

__all__ = [
    "Database",
    "DatabaseError",
    "ReadTimeoutError",
    "UnknownColumnError",
    "UnknownViewError",
    "Until",
    "nearest",
    "statement",
]

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


class Database:
    """A version of the database. Holds one connection; safe to share between threads. With `answers` it looks there
    before it asks, and keeps there what it asked."""

    def __init__(self, path: Path, answers: StoredAnswers | None = None) -> None:
        self.path = Path(path)
        self._connection = Connection(self.path, answers)
        self._of_days = functools.lru_cache(maxsize=500)(self._ask_of_days)
        self._names = functools.lru_cache(maxsize=500)(self._ask_names)

    def close(self) -> None:
        """Release the file; reads that are running fail."""
        self._connection.close()

    def interrupt(self) -> None:
        """End the reads that are under way, with a ReadInterruptedError for those who wait for them."""
        self._connection.interrupt()

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
        first: str | None = None,
    ) -> pl.DataFrame:
        """All rows of a view for a scope, in the view's order; only the named columns, where some are named.

        `where` keeps the rows whose columns equal the given values (None: is NULL; a list: any of them; Until: up to a
        day), `limit` the first rows, `first` puts those with most of a column first. Money is Decimal, counts are
        Int64. Every error is a DatabaseError.
        """
        return self._query(*statement(view, where, limit, columns, first), scope or Scope())

    def totals(
        self,
        view: str,
        scope: Scope | None = None,
        columns: Sequence[str] = (),
        where: Mapping[str, object] | None = None,
    ) -> dict[str, Any]:
        """How many rows `read` would give (`rows`), and the sums of some of their columns; NULL over no value."""
        return self._query(*totals(view, columns, where), scope or Scope()).row(0, named=True)

    def key_figures(self, scope: Scope | None = None) -> pl.DataFrame:
        """kpi_comparison and kpi_trend in one frame, read at a third of what both cost: rows without a month are those
        of the comparison."""
        chosen = scope or Scope()
        return self._query(key_figures.STATEMENT, (), chosen, self._of_days(key_figures.SPANS, _days_of(chosen)))

    def short_lists(self, scope: Scope | None = None, most: int = 8) -> pl.DataFrame:
        """The first `most` open deals of all (`list` largest) and of those due by the end of the month of the as-of day
        (`due`), in the order of deal_list; all_deals, all_amount and all_past tell of the whole list."""
        return self._query("select * from short_lists(?)", [most], scope or Scope())

    def deals_in_scope(self, scope: Scope | None = None) -> pl.DataFrame:
        """How many rows deal_list has (`deals`), counted without what else it says of them."""
        listed = "flow_deals(period_start(), period_end(), as_of()) where is_listed"
        return self._query(f"select count(*) as deals from {listed}", (), scope or Scope())

    def facts(self) -> dict[str, Any]:
        """What holds for the whole version: every name of FACTS; `first_day`, on which the first deal was created (NULL
        where that is not known); `tables`, those that files were imported into or comparing exports filled."""
        first = "(select min(created_date) from deal_facts) as first_day"
        row = self._query(f"select {', '.join(f'{name}() as {name}' for name in FACTS)}, {first}").row(0, named=True)
        tables = self._query(
            """select table_name from import_files where rows_accepted > 0
            union select 'deal_history' where has_table('deal_history') and exists (select * from deal_history)
            order by 1"""
        )
        return {**row, "tables": tuple(tables["table_name"].drop_nulls())}

    def days(self, scope: Scope | None = None) -> Mapping[str, dt.date]:
        """The days a scope comes to: `period_start`, `period_end`, `as_of`, the same of the period before
        (`previous_start`, `previous_end`, `previous_as_of`) and of last year (`last_year_…`), and `exported_on`."""
        names = [
            f"{span}_{day}" for span in ("previous", "last_year", "comparison") for day in ("start", "end", "as_of")
        ]
        names += ["period_start", "period_end", "as_of", "exported_on"]
        return self._of_days(f"select {', '.join(f'{n}() as {n}' for n in names)}", _days_of(scope or Scope()))

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
        given = {name: getattr(scope, name) for name in ("reps", "permitted_reps")}
        return scope.replace(**{name: self._names(ids) for name, ids in given.items() if ids})

    def _ask_names(self, reps: tuple[str, ...]) -> tuple[str, ...]:
        """The display names of reps by id or name, which every question of a page needs again."""
        sql = """
            select coalesce(named.rep, identified.rep, given.rep) as rep
            from (select unnest(?::text[]) as rep, generate_subscripts(?::text[], 1) as place) as given
            left join rep_facts as named on given.rep = named.rep
            left join rep_facts as identified on given.rep = identified.rep_id
            order by given.place
        """
        return tuple(self._query(sql, [list(reps)] * 2)["rep"])

    def _ask_of_days(self, sql: str, days: Scope) -> Mapping[str, Any]:
        """One row that depends on days alone, which readers with other filters and permissions share."""
        return MappingProxyType(self._query(sql, (), days).row(0, named=True))

    def _query(
        self,
        sql: str,
        values: Sequence[object] = (),
        scope: Scope | None = None,
        beside: Mapping[str, object] | None = None,
    ) -> pl.DataFrame:
        variables = {} if scope is None else {**self.resolve(scope).variables(), **(beside or {})}
        return self._connection.query(sql, values, variables)


def _days_of(scope: Scope) -> Scope:
    """The days of a scope and what they are compared with, without filters and permissions."""
    return Scope(
        period_start=scope.period_start, period_end=scope.period_end, as_of=scope.as_of, comparison=scope.comparison
    )
