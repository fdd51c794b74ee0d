"""Selects: the statements by which a view is read, checked against the catalogue, with a `?` for every value."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from dashboard import catalog
from dashboard.days import Until

_BOOKKEEPING = ("stages", "history_imports", "history_sources", "import_files", "import_columns", "refused_rows")


class DatabaseError(Exception):
    """The database cannot be opened, or cannot answer; the message is meant for the reader."""


class UnknownViewError(DatabaseError):
    """No view of that name; the message names the nearest."""


class UnknownColumnError(DatabaseError):
    """The view has no column of that name."""


def statement(
    view: str,
    where: Mapping[str, object] | None = None,
    limit: int | None = None,
    columns: Sequence[str] | None = None,
    first: str | None = None,
) -> tuple[str, list[object]]:
    """The select that `read` runs, with a `?` for each of the values. UnknownViewError, UnknownColumnError."""
    described = _described(view, (*(where or ()), *(columns or ())))
    conditions, values = _conditions(where or {})
    listed = ", ".join(f'"{each}"' for each in columns or ())
    sql = f"select {listed or '*'} from {described.name}{_where(conditions)}"
    if first:
        # Measures have a file of their own, so the view's header may not name it.
        described.column(first)
        key = [each.strip() for each in described.header.get("key", "").split(",") if each.strip()]
        sql += f' order by "{first}" desc nulls last' + "".join(f', "{each}" nulls last' for each in key)
    if limit is not None:
        sql += " limit ?"
        values.append(int(limit))
    return sql, values


def totals(view: str, columns: Sequence[str], where: Mapping[str, object] | None = None) -> tuple[str, list[object]]:
    """The select for how many rows of a view meet a condition (`rows`) and, by name, the sums of columns; of a flag how
    often it is true. UnknownViewError, UnknownColumnError."""
    described = _described(view, (*(where or ()), *columns))
    conditions, values = _conditions(where or {})
    sums = [
        f'count(*) filter (where "{each}") as "{each}"'
        if described.column(each).unit == "flag"
        else f'sum("{each}") as "{each}"'
        for each in columns
    ]
    return f"select {', '.join(['count(*) as rows', *sums])} from {described.name}{_where(conditions)}", values


def _conditions(where: Mapping[str, object]) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    for column, value in where.items():
        if isinstance(value, Until):
            conditions.append(f'"{column}" <= ?')
            values.append(value.day)
            continue
        given = list(value) if isinstance(value, list | tuple) else [value]
        # An equality reaches the scans of what a view joins, which `is not distinct from` does not.
        ways = (f'"{column}" is null' if each is None else f'"{column}" = ?' for each in given)
        conditions.append(" or ".join(ways) or "false")
        values += [each for each in given if each is not None]
    return conditions, values


def _where(conditions: Sequence[str]) -> str:
    return " where " * bool(conditions) + " and ".join(f"({each})" for each in conditions)


def _described(view: str, columns: Sequence[str]) -> catalog.Query:
    """The view, known to have these columns."""
    readable = {each.name: each for each in catalog.queries() if each.layer in ("views", "checks")}
    readable |= {name: catalog.query(name) for name in _BOOKKEEPING}
    if view not in readable:
        raise UnknownViewError(f"There is no view {view}{nearest(view, readable)}")
    for column in columns:
        if column not in readable[view].columns:
            raise UnknownColumnError(f"{view} has no column {column}{nearest(column, readable[view].columns)}")
    return readable[view]


def nearest(name: str, known: Mapping[str, object]) -> str:
    """A question naming the nearest known name, or nothing: `; did you mean kpis?`."""
    found = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {found[0]}?" if found else ""
