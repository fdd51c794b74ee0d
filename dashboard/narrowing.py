"""From a number to its rows: which rows of which list one number of a view is the sum of, or rests on."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard import catalog
from dashboard.days import Until, month_end
from dashboard.parts import part
from dashboard.scope import FILTERS, NOT_SET, Scope

LIST = "deal_list"
# Campaigns and accounts are chosen by id, as two may have one name.
_BY_ID = {"campaign_id": "campaigns", "account_id": "accounts"}
_FIELDS = {choice.key: choice.field for choice in FILTERS if choice.field not in _BY_ID.values()} | _BY_ID
_UNTIL = re.compile(r"(\w+) <= (\d{4}-\d{2}-\d{2})")
_PLACE = re.compile(r"(?:(?P<column>\w+) of )?(?P<place>.+)")


class Whole(dict[str, Any]):
    """What several rows of a view come to together: its numbers narrow the scope by those key columns alone that it
    holds, one of which may hold a list of the members."""


@dataclass(frozen=True)
class Behind:
    """The rows behind a number: those of list `view` that meet `where`, in the reader's scope after `narrow`.

    `column` is what to sum over them, "" to count them. Where `is_sum` is false the number is no sum (a rate, a median,
    a difference) and the rows are those it rests on. `filters` are fields of the scope with the members to narrow them
    to, `days` those of the row's month, `as_of` the day at whose end the row stands, `compared` the period that the
    number is of where it is not the present one: `previous`, `last_year`, or `comparison`, the one the reader chose.
    A difference has in `less` the period whose like sum was taken from that of these rows.
    """

    view: str
    where: dict[str, object]
    column: str = ""
    filters: dict[str, list[str]] = field(default_factory=dict)
    days: tuple[dt.date, dt.date] | None = None
    as_of: dt.date | None = None
    compared: str = ""
    is_sum: bool = True
    less: str = ""

    def narrow(self, scope: Scope, days: Mapping[str, dt.date]) -> Scope:
        """The scope in which the list is to be read; `days` are Database.days of the reader's scope."""
        members: dict[str, Any] = {name: tuple(chosen) for name, chosen in self.filters.items()}
        if not (self.days or self.as_of or self.compared):
            return scope.replace(**members)
        span = self.compared or "period"
        start, end = days[f"{span}_start"], days[f"{span}_end"]
        as_of = days[f"{self.compared}_as_of" if self.compared else "as_of"]
        if self.as_of:
            as_of = min(as_of, self.as_of)
        if self.days:
            first, last = self.days
            # A month of states at its end is whole, a month of the period ends where the period does.
            start, end = (first, last) if self.as_of else (max(start, first), min(end, last))
        # A link says only what differs from the default.
        day = None if as_of == min(end, days["exported_on"]) else as_of
        return scope.replace(**members, period_start=start, period_end=end, as_of=day)


def behind(view: str, column: str, row: Mapping[str, Any]) -> Behind | None:
    """The rows behind one number of a view; `row` holds at least the view's key columns, or is a Whole.

    None where no list has them, and behind a number in `row` that is not known or a sum of 0. A column of PARTS is
    known where the row has it and the two that it is of. KeyError for an unknown view or column.
    """
    if drawn := part(column, row):
        found = behind(view, drawn.whole, row) if row[column] else None
        return found and dataclasses.replace(found, where=found.where | where_of([drawn.condition]))
    query = catalog.query(view)
    text, name, compared, is_sum = _stated(query, column, row)
    less = _less(query, column)
    # A stage outside the reader's filter is shown with 0: narrowed to it, the scope would hold its deals.
    if not text or (column in row and (row[column] is None or (is_sum and not row[column]))):
        return None
    summed, listed, where, bounds = _parsed(text)
    if any(row[bound] is None for bound in bounds.values()):
        return None
    where = where | {each: Until(row[bound]) for each, bound in bounds.items()}
    days, as_of = _time(query, column, row)
    where, filters = _narrowed(query, row, listed, where)
    is_summed = is_sum or bool(less)
    if is_summed and not summed and _unit(query, name) != "count":
        summed = name if name in _columns(listed) else "amount"
    return Behind(listed, where, summed if is_summed else "", filters, days, as_of, compared, is_sum, less)


def counted(view: str, column: str, listed: str) -> dict[str, object] | None:
    """What rows of a list meet that a count of a view counts; None where it counts none of that list. KeyError for an
    unknown view."""
    stated = catalog.query(view).rows.get(column) or _measured(column).get("rows", "")
    summed, at, where, bounds = _parsed(stated)
    return where if stated and at == listed and not summed and not bounds else None


def conditions(where: Mapping[str, object]) -> list[str]:
    """Conditions on a list's rows in words that fit a URL: `is_open`, `not is_lost`, `stage = S1`, `day <= DAY`."""
    return [_written(column, value) for column, value in where.items()]


def where_of(written: Iterable[str]) -> dict[str, object]:
    """The conditions that such words mean, as Database.read takes them. The inverse of `conditions`."""
    where: dict[str, object] = {}
    for each in written:
        column, is_equal, value = each.partition(" = ")
        if is_equal:
            where[column] = value
        elif until := _UNTIL.fullmatch(each):
            where |= _until(*until.groups())
        elif column.endswith(" is null"):
            where[column.removesuffix(" is null")] = None
        elif column.startswith("not "):
            # Where it is not known it is not so.
            where[column.removeprefix("not ")] = [False, None]
        else:
            where[column] = True
    return where


def _until(column: str, day: str) -> dict[str, object]:
    try:
        return {column: Until(dt.date.fromisoformat(day))}
    except ValueError:
        # A forged link may name a day that there is not: no list has a column of that name.
        return {f"{column} <= {day}": True}


def _written(column: str, value: object) -> str:
    if value is True:
        return column
    if value is None:
        return f"{column} is null"
    if isinstance(value, Until):
        return f"{column} <= {value.day}"
    return f"{column} = {value}" if isinstance(value, str) else f"not {column}"


def _stated(query: catalog.Query, column: str, row: Mapping[str, Any]) -> tuple[str, str, str, bool]:
    """What the headers say of a number's rows, the measure it is, the period it is of, and whether it is their sum."""
    is_additive = query.column(column).unit in ("money", "count")
    # A level whose number is counted in another way has a line of its own: `rows won_amount_of_rep`.
    own = query.rows.get(f"{column}_of_{row.get('level')}")
    stated, over = own or query.rows.get(column, ""), query.over.get(column, "")
    name, compared, is_sum = column, "", True
    if "measure" in (stated.split(" ")[0], over):
        name, is_sum = row["measure"], over != "measure" and not _less(query, column)
        compared = stated.partition(" of ")[2] if is_sum else ""
        stated, over = query.rows.get(name, ""), query.over.get(name, "")
    measured = _measured(name)
    stated = stated or measured.get("rows", "") or (query.header.get("rows", "") if is_additive else "")
    if stated and not stated.startswith("none"):
        return stated, name, compared, is_sum
    over = over or measured.get("over", "")
    return "" if over.startswith("none") else over, name, compared, False


def _less(query: catalog.Query, column: str) -> str:
    """The period whose sum a difference takes off, as its header says: `measure less measure of PERIOD`."""
    return query.rows.get(column, "").partition(" less measure of ")[2]


def _measured(name: str) -> Mapping[str, str]:
    try:
        return catalog.measure(name).header
    except KeyError:
        return {}


def _unit(query: catalog.Query, name: str) -> str:
    return _measured(name).get("unit", "") if name not in query.columns else query.column(name).unit


def _columns(listed: str) -> Mapping[str, str]:
    return catalog.query(listed).columns


@functools.cache
def _parsed(text: str) -> tuple[str, str, dict[str, object], dict[str, str]]:
    """What to sum, the list and the conditions of a header line: `[COLUMN of ][LIST[.]][CONDITION and …]`; last those
    that end with a day of the number's own row, `COLUMN <= COLUMN OF THE ROW`."""
    found = _PLACE.fullmatch(text)
    assert found is not None
    listed, dot, rest = found["place"].partition(".")
    if not dot and listed not in {each.name for each in catalog.queries() if each.layer in ("views", "checks")}:
        listed, rest = LIST, found["place"]
    stated = rest.split(" and ") if rest else []
    bounds = dict(each.split(" <= ") for each in stated if " <= " in each)
    return found["column"] or "", listed, where_of(each for each in stated if " <= " not in each), bounds


def _time(
    query: catalog.Query, column: str, row: Mapping[str, Any]
) -> tuple[tuple[dt.date, dt.date] | None, dt.date | None]:
    """The days that a number is about and the day at whose end it stands, by the columns that the view names: a month,
    or `FIRST to LAST`."""
    if column in query.as_of:
        return None, row.get(query.as_of[column])
    begins, _, ends = query.header.get("days", "").partition(" to ")
    first = row.get(begins)
    days = (first, row[ends] if ends else month_end(first)) if isinstance(first, dt.date) else None
    on_day = row.get(query.header.get("as_of", ""))
    if days and on_day == first:
        return days, days[1]
    return days, on_day


def _narrowed(
    query: catalog.Query, row: Mapping[str, Any], listed: str, where: dict[str, object]
) -> tuple[dict[str, object], dict[str, list[str]]]:
    """The members that the row is about: as filters where these act on the list's own column, else as conditions."""
    filters: dict[str, list[str]] = {}
    filtered = _names(catalog.query(listed).header.get("filters", ""))
    for column, member in _members(query, row).items():
        if column in filtered and member != NOT_SET:
            # A whole may be that of several members.
            several = member if isinstance(member, list) else [member]
            filters[_FIELDS[column]] = [NOT_SET if each is None else each for each in several]
        else:
            where = where | {column: member}
    return where, filters


def _members(query: catalog.Query, row: Mapping[str, Any]) -> dict[str, Any]:
    """What the row is about, by the names that columns of lists have (`key: reason as close_reason`); rows of different
    measures may be about different things (`key win_rate: dimension, name`)."""
    key = query.keys.get(row.get("measure", ""), query.header.get("key", ""))
    keys = [re.split(r" as ", each.strip()) for each in key.split(",") if each.strip()]
    names = {each[0]: each[-1] for each in keys if each[0] in row or not isinstance(row, Whole)}
    members: dict[str, Any] = {}
    for kind in names.keys() & {"dimension", "level"}:
        members |= {row[kind]: row["name"]} if row[kind] != "company" else {}
        names = {column: name for column, name in names.items() if column not in (kind, "name")}
    return members | {name: row[column] for column, name in names.items()}


def _names(written: str) -> list[str]:
    return re.findall(r"\w+", written)
