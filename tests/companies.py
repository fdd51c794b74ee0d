"""Databases built in memory from rows, by the project's own layers, for tests that make many of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import duckdb
import polars as pl

from dashboard import catalog, installing
from dashboard.importing import facts
from dashboard.importing.tables import MADE_BY_IMPORT
from dashboard.settings import Settings
from tests.oracle.company import Company, Row

SOURCES = [query.name for query in catalog.queries("tables") if query.name not in MADE_BY_IMPORT]


class Built:
    """An in-memory database whose tables can be filled again and again; the views stay installed."""

    def __init__(self) -> None:
        self.connection = duckdb.connect(config={"threads": 1})
        self.derived = installing.in_order(catalog.queries("derived"))
        installing.install(self.connection, "tables")
        self._write_facts(Settings(), dt.date(2026, 1, 1), (), "default")
        for query in installing.in_order([query for query in catalog.queries() if query.layer != "tables"]):
            try:
                self.connection.execute(query.sql)
            except duckdb.Error as error:
                raise AssertionError(f"{query.path}: {error}") from error

    def fill(self, tables: Mapping[str, list[Row]], company: Company, settings: Settings) -> None:
        """Replace all rows by those of a company and derive again."""
        self.connection.execute("begin")
        try:
            self._replace(tables, company, settings)
        except BaseException:
            self.connection.execute("rollback")
            raise
        self.connection.execute("commit")

    def _replace(self, tables: Mapping[str, list[Row]], company: Company, settings: Settings) -> None:
        for name in SOURCES:
            self.connection.execute(f"delete from {name}")
            rows = company.stages if name == "stages" else tables.get(name, [])
            self._insert(name, rows)
        facts.judge(self.connection, settings.playbook)
        self._write_facts(settings, company.exported_on, tuple(tables), company.default_pipeline)
        for query in self.derived:
            self.connection.execute(query.sql)

    def _insert(self, table: str, rows: list[Row]) -> None:
        if not rows:
            return
        known = catalog.query(table).columns
        columns = sorted({column for row in rows for column in row} & known.keys())
        places = ", ".join(f"({', '.join('?' * len(columns))})" for _ in rows)
        values = [row.get(column) for row in rows for column in columns]
        self.connection.execute(f"insert into {table} ({', '.join(columns)}) values {places}", values)

    def _write_facts(self, settings: Settings, day: dt.date, tables: tuple[str, ...], pipeline: str) -> None:
        imported_at = dt.datetime.combine(day, dt.time(12))
        facts.write(self.connection, facts.Facts(day, imported_at, pipeline, tables, settings))

    def read(self, view: str, choices: Mapping[str, Any]) -> list[Row]:
        """The rows of a view for the variables of METRICS §3."""
        return self.frame(view, choices).rows(named=True)

    def frame(self, view: str, choices: Mapping[str, Any]) -> pl.DataFrame:
        """The rows of a view as a frame."""
        with self.connection.cursor() as cursor:
            for name, value in choices.items():
                if value is not None:
                    cursor.execute(f"set variable {name} = ?", [value])
            return cursor.sql(f"select * from {view}").pl()


def settings_of(company: Company) -> Settings:
    """The settings that a company of the oracle stands for."""
    settings = Settings()
    return replace(
        settings,
        reporting=replace(
            settings.reporting, currency=company.currency, fiscal_year_start_month=company.fiscal_year_start_month
        ),
        rules=replace(
            settings.rules,
            cycle_basis_wins=company.cycle_basis_wins,
            attribution_window_days=company.attribution_window_days,
            cooling_off_days=company.cooling_off_days,
        ),
    )
