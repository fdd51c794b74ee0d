"""Exports of a few deals day by day, and what deals are like on a day: by that day's export alone, or by all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from random import Random

import duckdb

from dashboard import catalog, installing
from dashboard.catalog import Query
from dashboard.importing import facts, frames, kept, observed, placing
from dashboard.importing.kept import KeptExport
from dashboard.importing.placing import Extent, Place
from dashboard.importing.report import Report
from dashboard.settings import Settings
from tests.oracle.company import Row
from tests.strategies import stage_list

STATE = ("stage", "amount", "expected_close_date", "rep_id", "region", "probability")


def _resting_on(*names: str) -> list[Query]:
    """Some derived objects and all that they read, in the order in which they are made."""
    derived = {each.name: each for each in catalog.queries("derived")}
    found: set[str] = set()
    left = set(names)
    while left:
        found |= left
        left = {read for name in left for read in derived[name].mentions & derived.keys()} - found
    return installing.in_order([derived[name] for name in found])


_HISTORY = _resting_on("deal_versions", "deal_stays")


class Exports:
    """A database that is filled with one export after the other, each of which is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: list[KeptExport] = []
        self._is_derived = True
        self.last: tuple[dt.date, list[Row], list[Row]] = (dt.date.min, [], [])
        self._filled = duckdb.connect(config={"threads": 1})
        installing.install(self._filled, "tables")
        stages = [tuple(row.get(name) for name in catalog.query("stages").columns) for row in stage_list(Random(1))]
        frames.insert(self._filled, "stages", stages)
        self._write_facts(dt.date(2026, 1, 1))
        installing.install(self._filled, "metrics")

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The database with the history of every deal derived, which takes longer than to fill it."""
        if not self._is_derived:
            for query in _HISTORY:
                self._filled.execute(query.sql)
            self._is_derived = True
        return self._filled

    def add(
        self, day: dt.date, deals: list[Row], extent: Extent = Extent.ASKED, history: tuple[Row, ...] = ()
    ) -> Place:
        """Import the deals exported on a day."""
        self._fill(day, deals, list(history))
        is_full = {Extent.FULL: True, Extent.PARTIAL: False}.get(extent)
        new = kept.keep(self._filled, self.folder, f"{len(self.kept)}", Report(exported_on=day), is_full)
        place = placing.place(self._filled, self.folder, self.kept, new, extent)
        self.kept = place.exports
        if not place.is_older:
            self.last = day, deals, list(history)
        self.settle()
        return place

    def settle(self) -> None:
        """Make the tables tell what all kept exports tell."""
        self._fill(*self.last)
        observed.observe(self._filled, self.folder, self.kept)
        self._is_derived = False

    def alone(self, day: dt.date, deals: list[Row]) -> None:
        """Make the tables tell what one export tells."""
        self._fill(day, deals, [])
        self._is_derived = False

    def states(self, day: dt.date) -> dict[str, Row]:
        """What each deal was like at the end of a day; of a closed one, when it closed."""
        found = self.connection.execute(
            """select v.deal_id, v.outcome, v.closed_date, v.stage, v.amount, v.expected_close_date, v.rep_id,
                own.region, v.probability
            from deal_versions as v inner join deal_stays as own using (deal_no, event_no)
            where v.valid_from_date <= $day and v.valid_to_date > $day and v.outcome <> 'removed'""",
            {"day": day},
        )
        names = [column[0] for column in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        shown = ("outcome", "closed_date")
        return {
            str(row["deal_id"]): {name: row[name] for name in (shown if row["outcome"] != "open" else (*shown, *STATE))}
            for row in rows
        }

    def history(self) -> list[tuple]:
        """The rows of deal_history that comparing exports made, without their order."""
        names = ", ".join(name for name in catalog.query("deal_history").columns if name != "line_no")
        return self._filled.execute(
            f"select {names} from deal_history where observed is not null order by all"
        ).fetchall()

    def _fill(self, day: dt.date, deals: list[Row], history: list[Row]) -> None:
        for table, rows in (("deals", deals), ("deal_history", history)):
            self._filled.execute(f"delete from {table}")
            for row in rows:
                places = ", ".join("?" * len(row))
                self._filled.execute(f"insert into {table} ({', '.join(row)}) values ({places})", list(row.values()))
        self._write_facts(day)

    def _write_facts(self, day: dt.date) -> None:
        moment = dt.datetime.combine(day, dt.time(12))
        facts.write(self._filled, facts.Facts(day, moment, "default", ("deals",), Settings()))


def deal(deal_id: str, stage: str = "S1", **given: object) -> Row:
    """A deal as exported, with everything filled."""
    row: Mapping[str, object] = {
        "deal_id": deal_id,
        "stage": stage,
        "outcome": "open",
        "amount": 100,
        "created_at": dt.datetime(2026, 1, 5),
        "expected_close_date": dt.date(2026, 6, 30),
        "rep_id": "R1",
        "region": "North",
        "probability": 0.4,
    }
    return {**row, **given}
