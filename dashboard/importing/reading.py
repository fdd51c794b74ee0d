"""A source read by a mapping, and what is decided for all of them."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass, field

from dashboard.importing.columns import Column
from dashboard.importing.mapping import Mapping
from dashboard.importing.source import Source
from dashboard.importing.stages import StageList


@dataclass
class Reading:
    """One (source, mapping). `columns` by our column's name; `flags` are booleans that only make an outcome.

    `used_headers` are the file's headers that feed something; the others go to extra. `counts_broken`: the rows of the
    file that could not be split are counted here, not with another table that the file feeds. `once` is a temporary
    table of the positions that count, where a file repeats rows; "" where all do.
    """

    number: int
    source: Source
    mapping: Mapping
    columns: dict[str, Column] = field(default_factory=dict)
    flags: dict[str, Column] = field(default_factory=dict)
    joins: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts_broken: bool = True
    used_headers: set[str] = field(default_factory=set)
    once: str = ""
    _maps: int = 0

    @property
    def table(self) -> str:
        """The table the rows go to."""
        return self.mapping.table

    @property
    def all_columns(self) -> list[Column]:
        """Columns and flags, in a fixed order."""
        return [*self.columns.values(), *self.flags.values()]

    def map_name(self) -> str:
        """A new name for a temporary map table."""
        self._maps += 1
        return f"map_{self.number}_{self._maps}"

    def label(self, name: str) -> str:
        """The header a column comes from, as the refusal names it."""
        found = self.columns.get(name)
        return found.header if found else name

    @property
    def from_clause(self) -> str:
        """`from … where …` of all its rows: the source with the maps joined."""
        own = [join for column in self.all_columns for join in column.joins]
        return f"from {self.source.table} s {' '.join(dict.fromkeys([*self.joins, *own]))} where {self.where}"

    @property
    def where(self) -> str:
        """Condition on rows that are this mapping's at all."""
        conditions = [self.source.not_blank]
        if self.once:
            conditions.append(f"{self.source.row} in (select position from {self.once})")
        for header, texts in self.mapping.skip.items():
            listed = ", ".join("'" + text.casefold().replace("'", "''") + "'" for text in texts)
            conditions.append(f"coalesce(lower(s.{self.source.column(header)}::text), '') not in ({listed})")
        return " and ".join(conditions)


@dataclass(frozen=True)
class Decisions:
    """What is decided for whole files or tables: order of dates per source, percent per table and column, stages."""

    zone: zoneinfo.ZoneInfo
    orders: dict[str, str | None]
    percents: frozenset[tuple[str, str]]
    stages: StageList


def share_table(table: str) -> str:
    """The table a share's form is decided with: deals and their history count as one."""
    return "deals" if table == "deal_history" else table
