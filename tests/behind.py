"""Whether the rows behind every number of every view sum to it, whichever database answers."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from dashboard import catalog, narrowing
from dashboard.days import Until
from dashboard.scope import Scope

Row = Mapping[str, object]
Read = Callable[[str, Scope], Sequence[Row]]

VIEWS = [each.name for each in catalog.queries("views") if not each.name.endswith("_list")]


def additive(view: str, row: Row) -> Iterator[tuple[str, narrowing.Behind]]:
    """The columns of a row that are sums over the rows of a list."""
    for column in row:
        # Without the number itself, so that one that is wrongly 0 is held to its rows as well.
        behind = narrowing.behind(view, column, {name: value for name, value in row.items() if name != column})
        if behind is not None and behind.is_sum:
            yield column, behind


def disagreements(
    read: Read, days: Mapping[str, dt.date], scope: Scope, views: Sequence[str] = VIEWS, most: int = 5
) -> list[str]:
    """One line per number that is not the sum of the rows that a click on it opens, in `most` rows of each view."""
    lists: dict[tuple[str, Scope], Sequence[Row]] = {}
    found = []
    for view in views:
        for row in spread(read(view, scope), most):
            for column, behind in additive(view, row):
                if row[column] is None or is_left_out(behind, scope):
                    # What is not known is shown as such, what is left out as 0: neither is a link.
                    assert not row[column]
                    continue
                place = behind.view, behind.narrow(scope, days)
                if place not in lists:
                    lists[place] = read(*place)
                rows = [each for each in lists[place] if meets(each, behind.where)]
                total = summed(rows, behind.column)
                if not is_same(row[column], total):
                    found.append(f"{view} {column} {row}: {row[column]} is not {total} of {behind}")
    return found


def is_left_out(behind: narrowing.Behind, scope: Scope) -> bool:
    """Whether a row is about a member that the reader's filters leave out: a stage that is shown with 0."""
    chosen = {name: getattr(scope, name) for name in behind.filters}
    return any(chosen[name] and not set(members) & set(chosen[name]) for name, members in behind.filters.items())


def spread(rows: Sequence[Row], most: int) -> Sequence[Row]:
    """At most so many of the rows, from all over."""
    return rows[:: max(1, -(-len(rows) // most))]


def meets(row: Row, where: Mapping[str, object]) -> bool:
    """Whether a row meets the conditions, as Database.read understands them."""
    return all(_is_met(row[column], value) for column, value in where.items())


def _is_met(found: object, value: object) -> bool:
    if isinstance(value, Until):
        return isinstance(found, dt.date) and found <= value.day
    return found in value if isinstance(value, list) else found == value


def summed(rows: Sequence[Row], column: str) -> object:
    """The number of rows, or the sum of what they know of a column."""
    if not column:
        return len(rows)
    return sum((row[column] for row in rows if row[column] is not None), 0)


def is_same(number: object, total: object) -> bool:
    """Money and counts to the last digit; fractional counts and comparisons, which are no decimals, as floats go."""
    if isinstance(number, float):
        return math.isclose(number, float(total), rel_tol=1e-12, abs_tol=1e-9)
    return number == total
