"""A number that a reader followed to its rows, as the address of the Deals page holds it, and the way back from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import catalog
from dashboard.narrowing import LIST, Behind, conditions, where_of
from dashboard.parts import PARTS
from dashboard.scope import DAYS, FILTERS, RULES

Query = dict[str, list[str]]
# The periods whose sum a difference may take off.
_PERIODS = ("previous", "last_year", "comparison")
# What the parameter `sum` says where it names no column.
COUNTED, RESTS_ON = "count", "none"
# What a number narrows; a forged link could undo what no address may be given.
_UNDONE = {choice.key for choice in (*DAYS, *FILTERS, *RULES)}


@dataclass(frozen=True)
class Followed:
    """The rows of list `view` that meet `where`, `column` of them summed (COUNTED, RESTS_ON), behind number `of`.

    `of` is "view.column"; `page` is where the reader came from, `undo` what its address says of the choices that were
    narrowed on the way: "key=value", or "key" where it says nothing. Where the number is the difference of two sums,
    `less` is the period of the other one.
    """

    of: str
    view: str
    where: dict[str, object]
    column: str
    page: str
    undo: tuple[str, ...] = ()
    less: str = ""

    @classmethod
    def behind(cls, of: str, found: Behind, page: str, before: Query, after: Query) -> Followed:
        """The number `of` whose rows were `found`, on the way from a page's query to the narrowed one."""
        changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        undo = [f"{key}={value}" for key in changed for value in before.get(key, ())]
        undo += [key for key in changed if key not in before]
        column = found.column if found.column else COUNTED if found.is_sum or found.less else RESTS_ON
        return cls(of, found.view, dict(found.where), column, page, tuple(undo), found.less)

    @classmethod
    def from_query(cls, query: Mapping[str, list[str]]) -> Followed | None:
        """What a link says; None where it names no number or one that there is not: links are edited and forged."""
        of, view = query.get("of", [""])[-1], query.get("list", [LIST])[-1]
        where, column = where_of(query.get("rows", ())), query.get("sum", ["amount"])[-1]
        try:
            named, _, measure = of.partition(".")
            wholes = [each.whole for each in PARTS[measure]] if measure in PARTS else [measure]
            if not any(_is_known(named, each) for each in wholes):
                return None
            listed = catalog.query(view)
        except KeyError:
            return None
        wanted = {*where, *({column} - {COUNTED, RESTS_ON})}
        if listed.layer not in ("views", "checks") or not wanted <= listed.columns.keys():
            return None
        page = query.get("page", [""])[-1]
        undo = tuple(each for each in query.get("undo", ()) if each.partition("=")[0] in _UNDONE)
        less = query.get("less", [""])[-1]
        less = less if less in _PERIODS and column != RESTS_ON else ""
        return cls(of, view, where, column, page if page.isidentifier() else "", undo, less)

    def to_query(self) -> Query:
        """Its parameters, short: what a link to an amount of deals would say anyway is left out."""
        found = {"of": [self.of]}
        if self.view != LIST:
            found["list"] = [self.view]
        if self.where:
            found["rows"] = conditions(self.where)
        if self.column != "amount":
            found["sum"] = [self.column]
        if self.page:
            found["page"] = [self.page]
        if self.undo:
            found["undo"] = list(self.undo)
        if self.less:
            found["less"] = [self.less]
        return found

    def way_back(self, query: Query) -> Query:
        """The choices of a query with those that were narrowed as they were before."""
        narrowed = {each.partition("=")[0] for each in self.undo}
        found = {key: value for key, value in query.items() if key not in narrowed}
        for each in self.undo:
            key, is_said, value = each.partition("=")
            if is_said:
                found[key] = [*found.get(key, ()), value]
        return found


def _is_known(view: str, column: str) -> bool:
    """Whether a view has a column; KeyError where there is no such view."""
    described = catalog.query(view)
    try:
        described.column(column)
    except KeyError:
        return False
    return True
