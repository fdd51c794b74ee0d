"""What the import made of every file's headers, how sure it is of it, and what it leaves a person to decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from dashboard.importing import fitting, forms, headers, likeness
from dashboard.importing import mapping as mappings
from dashboard.importing.intake import Intake
from dashboard.importing.source import Source

CERTAIN, LIKELY, DOUBTFUL, UNKNOWN = "certain", "likely", "doubtful", "unknown"
# A file of which less is placed was hardly meant.
_PLACED_SHARE = 1 / 3
_LOOKED_AT = 200
# Of a file that is understood only what is named almost like a column is worth a person's time.
_STRIKING = 92


@dataclass(frozen=True)
class HeaderUse:
    """One header of a file. `columns` are ours that it feeds, alone or with others; none: its cells are kept in extra.

    `example` is its first text that is not blank; `suggestions` are columns it resembles, each with its likeness 0 to
    100, of a header that feeds nothing.
    """

    header: str
    columns: tuple[str, ...] = ()
    example: str = ""
    suggestions: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Recognised:
    """One file and the table it feeds; a file that feeds two is there twice, one that nothing recognised once.

    `certainty` is certain (the settings', our own tables, a form tried on real exports), likely (a form known from
    documents only, or the files of two tables look so), doubtful (a column is missing that every row needs, or hardly a
    header is placed) or unknown; `table` of an unknown file is only the likeliest one, and None where nothing is alike.
    `missing` are columns of the table that nothing feeds, `required` those of them without which no row is read.
    """

    file: str
    table: str | None
    mapping: str
    certainty: str
    headers: tuple[HeaderUse, ...]
    missing: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    rows: int = 0

    @property
    def placed(self) -> int:
        """How many headers feed something."""
        return sum(bool(each.columns) for each in self.headers)

    @property
    def ignored(self) -> tuple[str, ...]:
        """Headers that feed nothing; their cells are kept in extra."""
        return tuple(each.header for each in self.headers if not each.columns)

    @property
    def wants_a_person(self) -> bool:
        """Whether a person should look: it is not understood, a needed column is missing, or a header resembles a
        column that nothing feeds."""
        resembling = any(
            name in self.missing and likeness >= _STRIKING
            for each in self.headers
            for name, likeness in each.suggestions
        )
        return self.certainty in (DOUBTFUL, UNKNOWN) or bool(self.required) or resembling

    def taken_for(self, table: str) -> Recognised:
        """The same headers of a file that nothing recognised, as they resemble the columns of another table."""
        uses = tuple(
            replace(each, suggestions=tuple(likeness.columns_like(each.header, table))) for each in self.headers
        )
        missing = headers.own_tables()[table]
        required = tuple(name for name in missing if name in headers.required(table))
        return replace(self, table=table, headers=uses, missing=missing, required=required)


def restored(told: Iterable[Mapping[str, Any]]) -> list[Recognised]:
    """What `dataclasses.asdict` and JSON made of recognised files."""
    found = []
    for each in told:
        uses = tuple(
            HeaderUse(
                use["header"],
                tuple(use["columns"]),
                use["example"],
                tuple((name, likeness_) for name, likeness_ in use["suggestions"]),
            )
            for use in each["headers"]
        )
        lists = {name: tuple(each[name]) for name in ("missing", "required")}
        found.append(Recognised(**{**each, **lists, "headers": uses}))
    return found


def recognised(connection: duckdb.DuckDBPyConnection, intake: Intake) -> list[Recognised]:
    """What was made of every source of an intake, in file order; sources that only spell out keys of others are left
    out, as are objects that no table needs."""
    looked_up = {each.file.casefold() for maps in intake.mappings.values() for m in maps for each in m.lookups.values()}
    found: list[Recognised] = []
    for source in intake.sources:
        maps = [each for each in intake.mappings.get(source.name, []) if each.table in headers.own_tables()]
        names = list(source.headers)
        if not maps and (headers.known_object(names) or any(headers.is_named(source.name, one) for one in looked_up)):
            continue
        examples = _examples(connection, source)
        used = set().union(*(each.headers | set(each.skip) for each in maps)) if maps else set()
        found += [_of(source, mapping, used, examples) for mapping in maps] or [_unknown(source, examples)]
    return found


def certainty(mapping: mappings.Mapping, names: list[str]) -> str:
    """How sure the recognition of a file's headers is; see `Recognised`."""
    if mapping.crm == headers.SETTINGS:
        return CERTAIN
    placed = mapping.headers & set(names)
    if headers.required(mapping.table) - _fed(mapping) and mapping.table != "stages":
        return DOUBTFUL
    if mapping.crm == forms.OWN:
        return CERTAIN
    if len(placed) < _PLACED_SHARE * len(names) and len(placed) < len(headers.required(mapping.table)) + 4:
        return DOUBTFUL
    is_tried = mapping.crm in forms.verified()
    return CERTAIN if is_tried and not fitting.is_ambiguous(names, mapping.table) else LIKELY


def _fed(mapping: mappings.Mapping) -> set[str]:
    made = {"changed_at", "stage", "deal_id"} if mapping.shape != "rows" else set()
    return {*mapping.columns, *mapping.joined, *mapping.rules, *mapping.constants, *made}


def _of(source: Source, mapping: mappings.Mapping, used: set[str], examples: dict[str, str]) -> Recognised:
    fed = _fed(mapping)
    missing = tuple(name for name in headers.own_tables().get(mapping.table, ()) if name not in fed)
    feeds: dict[str, list[str]] = {}
    for column, header in mapping.columns.items():
        feeds.setdefault(header, []).append(column)
    several = [*mapping.fallbacks.items(), *mapping.joined.items()]
    for column, parts in [*several, *((name, rule.headers) for name, rule in mapping.rules.items())]:
        for header in parts:
            feeds.setdefault(header, []).append(column)
    for header in mapping.stage_columns.values():
        feeds.setdefault(header, []).append("changed_at")
    uses = []
    for header in source.headers:
        columns = tuple(dict.fromkeys(feeds.get(header, ())))
        alike = () if header in used else tuple(likeness.columns_like(header, mapping.table))
        if columns or header not in used:
            uses.append(HeaderUse(header, columns, examples.get(header, ""), alike))
    needed = headers.required(mapping.table) if mapping.table in headers.own_tables() else frozenset()
    return Recognised(
        file=source.name,
        table=mapping.table,
        mapping=mapping.name,
        certainty=certainty(mapping, list(source.headers)),
        headers=tuple(uses),
        missing=missing,
        required=tuple(name for name in missing if name in needed),
        rows=source.rows,
    )


def _unknown(source: Source, examples: dict[str, str]) -> Recognised:
    table = likeness.likely_table(source.name, source.headers)
    alike = {name: tuple(likeness.columns_like(name, table)) if table else () for name in source.headers}
    uses = tuple(HeaderUse(name, (), examples.get(name, ""), alike[name]) for name in source.headers)
    missing = headers.own_tables()[table] if table else ()
    required = tuple(name for name in missing if table and name in headers.required(table))
    return Recognised(source.name, table, "", UNKNOWN, uses, missing, required, source.rows)


def _examples(connection: duckdb.DuckDBPyConnection, source: Source) -> dict[str, str]:
    """The first text of every column among the first rows."""
    firsts = ", ".join(f"any_value({name}::text)" for name in source.columns)
    if not firsts:
        return {}
    found = connection.execute(f"select {firsts} from (select * from {source.table} limit {_LOOKED_AT})").fetchone()
    texts = found or ()
    return {header: text for header, text in zip(source.headers, texts, strict=True) if text is not None}
