"""What an import changed: one database version against another, in rows, deals and money, by plain SQL over both."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import duckdb

from dashboard.importing.frames import literal

log = logging.getLogger(__name__)

# Tables only, no views: a version written by an older release must answer too.
_ROWS = """
select table_name, sum(rows_accepted)::bigint, sum(rows_refused)::bigint
from {version}.import_files
where table_name is not null
group by table_name
order by table_name
"""
_DEALS = "select count(*) from {version}.deals"
_STATES = """
select outcome, count(*), coalesce(sum(amount), 0)::decimal(38, 2)
from {version}.deal_versions
where valid_to_date = date '9999-12-31'
group by outcome
"""
_CAME_AND_WENT = """
select
    count(*) filter (where earlier.deal_id is null),
    count(*) filter (where later.deal_id is null),
from after.deals as later
full join before.deals as earlier on later.deal_id = earlier.deal_id
"""


@dataclass(frozen=True)
class Figure:
    """One line of the comparison. `name` is rows, refused, deals, won_deals, won_amount, lost_deals, open_deals or
    open_amount, `table` the table of rows and refused. None where a version has no such table or there is none."""

    name: str
    before: Decimal | int | None
    after: Decimal | int | None
    table: str | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after


@dataclass(frozen=True)
class Comparison:
    """Figures in the order they are told, over all days, in the reporting currency; deals that came and went by id."""

    figures: tuple[Figure, ...]
    deals_new: int | None = 0
    deals_gone: int = 0


def compare(before: Path | None, after: Path) -> Comparison:
    """What a version holds beside the one before it; against nothing where there is none, or it cannot be read."""
    with duckdb.connect() as connection:
        later = _facts(connection, "after", after)
        earlier, new, gone = _Facts(), later.deals, 0
        if before is not None:
            try:
                earlier = _facts(connection, "before", before)
                new, gone = connection.execute(_CAME_AND_WENT).fetchone() or (0, 0)
            except duckdb.Error:
                # A version of a release whose tables had other names must not stand in the way of an import.
                log.info("%s cannot be compared with", before, exc_info=True)
    return Comparison(tuple(_figures(earlier, later)), new, gone)


@dataclass(frozen=True)
class _Facts:
    """A version in figures; `deals` None: there is none."""

    deals: int | None = None
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    states: dict[str, tuple[int, Decimal]] = field(default_factory=dict)


def _facts(connection: duckdb.DuckDBPyConnection, version: str, path: Path) -> _Facts:
    connection.execute(f"attach {literal(str(path))} as {version} (read_only)")
    deals = connection.execute(_DEALS.format(version=version)).fetchone()
    rows = connection.execute(_ROWS.format(version=version)).fetchall()
    states = connection.execute(_STATES.format(version=version)).fetchall()
    return _Facts(
        deals[0] if deals else 0,
        {table: (accepted, refused) for table, accepted, refused in rows},
        {outcome: (count, amount) for outcome, count, amount in states},
    )


def _figures(earlier: _Facts, later: _Facts) -> list[Figure]:
    figures = [Figure("deals", earlier.deals, later.deals)]
    for outcome in ("won", "open", "lost"):
        nothing = (None, None) if earlier.deals is None else (0, Decimal(0))
        was, now = earlier.states.get(outcome, nothing), later.states.get(outcome, (0, Decimal(0)))
        figures.append(Figure(f"{outcome}_deals", was[0], now[0]))
        figures.append(Figure(f"{outcome}_amount", was[1], now[1]))
    tables = dict.fromkeys([*later.rows, *earlier.rows])
    for place, name in enumerate(("rows", "refused")):
        for table in tables:
            was_rows, rows = earlier.rows.get(table), later.rows.get(table)
            figure = Figure(name, was_rows[place] if was_rows else None, rows[place] if rows else None, table)
            if name == "rows" or figure.before or figure.after:
                figures.append(figure)
    return figures
