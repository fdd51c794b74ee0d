"""Schemas of CRMs whose own database is read without being told how, as declared in `schemas/*.toml`.

A file there holds `label`, `engine`, `time_zone` (of its timestamps without one), `signature` (columns that recognise
the schema, `table.column`) and a list of `queries`:

- `name`: what the source is called; `from` and `joins`: `table alias …`, a join left unless it begins with `inner`;
- `columns`: header = an expression, or several of which the first one that can be asked counts; `where`, `order`;
- `needs`: columns without which the query is left out, as it is without the table of an inner join.

A CRM's versions differ: a column, join or condition that names a column (`alias.column`) the database does not have is
left out; `alias.column?` is NULL where it is not there. Names kept in several languages are given in the first one.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.addresses import Address
from dashboard.importing import likeness
from dashboard.importing.live_sessions import JSON, Field
from dashboard.importing.problems import ImportProblem
from dashboard.live_databases import LiveDatabase, LiveTable

FOLDER = Path(__file__).resolve().parent / "schemas"
Tables = dict[str, list[Field]]

_REFERENCE = re.compile(r"\b([a-z])\.([a-z_]\w*)(\??)")
_SHOWN_TABLES, _SHOWN_COLUMNS = 30, 8


@dataclass(frozen=True)
class Schema:
    """The schema of one CRM. See the module for its parts."""

    label: str
    engine: str
    time_zone: str
    signature: tuple[str, ...]
    queries: tuple[dict[str, Any], ...]

    def fits(self, engine: str, tables: Tables) -> bool:
        """Whether a database is of this schema."""
        return engine == self.engine and _has(tables, self.signature)

    def tables(self, tables: Tables, languages: tuple[str, ...]) -> list[LiveTable]:
        """What can be asked of a database that has these tables."""
        asked = ((each["name"], _sql(each, tables, languages)) for each in self.queries)
        return [LiveTable(name, query=sql) for name, sql in asked if sql]


@functools.cache
def _schemas() -> tuple[Schema, ...]:
    declared = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(
        Schema(each["label"], each["engine"], each["time_zone"], tuple(each["signature"]), tuple(each["queries"]))
        for each in declared
    )


def recognised(engine: str, tables: Tables) -> Schema | None:
    """The schema a database is of, None for one that nobody has described."""
    return next((each for each in _schemas() if each.fits(engine, tables)), None)


def _has(tables: Tables, columns: tuple[str, ...]) -> bool:
    there = {f"{table}.{field.name}" for table, fields in tables.items() for field in fields}
    return set(columns) <= there


class _Asker:
    """One query on its way to SQL: which aliases there are and what their columns are."""

    def __init__(self, tables: Tables, languages: tuple[str, ...]) -> None:
        self._tables, self._languages = tables, languages
        self._aliases: dict[str, dict[str, str]] = {}

    def has(self, named: str) -> bool:
        """Whether the table of `table alias …` is there; its alias is known from then on."""
        table, alias, *_ = named.split()
        if table not in self._tables:
            return False
        self._aliases[alias] = {field.name: field.type for field in self._tables[table]}
        return True

    def forget(self, named: str) -> None:
        """Take an alias back, as its join cannot be made."""
        self._aliases.pop(named.split()[1], None)

    def sql(self, expression: str) -> str | None:
        """The expression with its columns; None where one is not there."""
        missing = [
            found[0]
            for found in _REFERENCE.finditer(expression)
            if not found[3]
            and found[2] not in self._aliases.get(found[1], {})
            and not self._is_inner(expression, found[1])
        ]
        return None if missing else _REFERENCE.sub(self._column, expression)

    def _is_inner(self, expression: str, alias: str) -> bool:
        """Whether an expression has the alias of a query of its own."""
        return alias not in self._aliases and re.search(rf"\b(?:from|join) \w+ {alias}\b", expression) is not None

    def _column(self, found: re.Match[str]) -> str:
        alias, column, _ = found.groups()
        if alias not in self._aliases and not found[3]:
            return found[0]
        type_ = self._aliases.get(alias, {}).get(column)
        if type_ is None:
            return "null"
        if type_ != JSON:
            return f"{alias}.{column}"
        texts = [f"{alias}.{column} ->> '{language}'" for language in self._languages]
        return f"coalesce({', '.join(texts)}, (select min(value) from jsonb_each_text({alias}.{column}::jsonb)))"


def _sql(query: dict[str, Any], tables: Tables, languages: tuple[str, ...]) -> str | None:
    """The SQL of a declared query; None where the database has not what it needs."""
    asker = _Asker(tables, languages)
    if not _has(tables, tuple(query.get("needs", []))) or not asker.has(query["from"]):
        return None
    joins = []
    for declared in query.get("joins", []):
        named = declared.removeprefix("inner ")
        made = asker.sql(named) if asker.has(named) else None
        if made is None:
            asker.forget(named)
            if named != declared:
                return None
            continue
        joins.append(f"{'inner' if named != declared else 'left'} join {made}")
    columns = []
    for header, declared in query["columns"].items():
        choices = [declared] if isinstance(declared, str) else declared
        chosen = next(filter(None, map(asker.sql, choices)), None)
        if chosen:
            columns.append(f'{chosen} as "{header}"')
    conditions = list(filter(None, map(asker.sql, query.get("where", []))))
    where = [f"where {' and '.join(conditions)}"] if conditions else []
    order = [f"order by {made}" for made in [asker.sql(query.get("order", "") or "")] if made]
    return "\n".join([f"select {', '.join(columns)}", f"from {query['from']}", *joins, *where, *order])


def unknown(address: Address, database: LiveDatabase, tables: Tables) -> ImportProblem:
    """What to tell of a database nobody has described: its tables, and a section of funnel.toml to begin with."""
    if not tables:
        return ImportProblem(f"{address.shown} holds no table that this user may read.")
    names = sorted(tables)
    listed = [
        f"  {name}: {', '.join(field.name for field in tables[name][:_SHOWN_COLUMNS])}"
        + (", …" if len(tables[name]) > _SHOWN_COLUMNS else "")
        for name in names[:_SHOWN_TABLES]
    ]
    if len(names) > _SHOWN_TABLES:
        listed.append(f"  … and {len(names) - _SHOWN_TABLES} more")
    said = f"No table of {address.shown} is recognised as deals; say in funnel.toml which it is, for example:"
    return ImportProblem(said, "", *_section(database, tables), "", "Its tables are:", *listed)


def _section(database: LiveDatabase, tables: Tables) -> list[str]:
    """A `[[database]]` and a `[[mapping]]` of the table that looks most like deals."""
    likely = max(sorted(tables), key=lambda name: len(_likeness(tables[name])))
    found = _likeness(tables[likely])
    if "deal_id" not in found:
        first = tables[likely][0].name
        found = {"deal_id": first} | {column: header for column, header in found.items() if header != first}
    url = database.url if database.url.startswith("env:") else "env:CRM_DATABASE"
    lines = [
        "[[database]]",
        f'name = "{database.name}"',
        f'url = "{url}"',
        "[[database.tables]]",
        f'table = "{likely}"',
        "",
        "[[mapping]]",
        f'file = "{database.name}/{likely.split(".")[-1]}"',
        'table = "deals"',
        "[mapping.columns]",
    ]
    return [*lines, *(f'{column} = "{header}"' for column, header in found.items())]


def _likeness(fields: list[Field]) -> dict[str, str]:
    """Our columns of deals that a table's columns look like, each for one of ours: the likeliest first."""
    suggested = likeness.suggest([each.name for each in fields], "deals")
    pairs = [(score, column, header) for column, found in suggested.items() for header, score in found]
    chosen: dict[str, str] = {}
    for _, column, header in sorted(pairs, key=lambda pair: -pair[0]):
        if column not in chosen and header not in chosen.values():
            chosen[column] = header
    return {column: chosen[column] for column in suggested if column in chosen}
