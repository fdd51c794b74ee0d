"""Targets for won_amount: by days, the finer period before the coarser, one level at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.oracle.calendar import DAY
from tests.oracle.company import Company, Row
from tests.oracle.scope import FILTERS, PERMISSIONS, Scope

LEVELS = ("company", "region", "team", "rep")
UNTARGETED = ("account_size", "channel", "pipeline", "deal_type", "stage", "campaign_id", "account_id")


@dataclass(frozen=True)
class Target:
    """A target row with its level, its holder there, and the dimensions it belongs to."""

    level: str
    holder: object
    dimensions: dict[str, object]
    product_line: str | None
    start: date
    end: date
    amount: Fraction

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


def _target(company: Company, row: Row) -> Target:
    rep = company.one("reps", row["rep_id"])
    team = row["team"] or rep["team"]
    regions = {other["region"] for other in company.rows("reps") if other["team"] == team and team is not None} - {None}
    region = row["region"] or rep["region"] or (regions.pop() if len(regions) == 1 else None)
    level = next(
        (
            name
            for name, column in (("rep", "rep_id"), ("team", "team"), ("region", "region"))
            if row[column] is not None
        ),
        "company",
    )
    holder = {"rep": row["rep_id"], "team": row["team"], "region": row["region"], "company": None}[level]
    dimensions = {"region": region, "team": team, "rep": company.rep_name(row["rep_id"]), "rep_id": row["rep_id"]}
    return Target(
        level, holder, dimensions, row["product_line"], row["period_start"], row["period_end"], Fraction(row["amount"])
    )


def own_level(scope: Scope, group: str = "company") -> str:
    """The level at which a figure grouped by something takes targets: the finest that is filtered or grouped."""
    return next(level for level in reversed(LEVELS) if level in ("company", group) or scope.limits(level))


def candidates(company: Company, scope: Scope, group: str = "company") -> list[Target]:
    """The target rows of the period, at the own level and finer ones, that the filters keep."""
    if any(scope.limits(dimension) for dimension in UNTARGETED):
        return []
    lines = scope.chosen("product_lines")
    levels = LEVELS[LEVELS.index(own_level(scope, group)) :]
    rows = []
    for row in company.rows("targets"):
        target = _target(company, row)
        is_due = target.start <= scope.period_end and target.end >= scope.period_start
        is_line = target.product_line is None if lines is None else target.product_line in lines
        is_ours = row["measure"] == "won_amount" and target.level in levels
        if is_ours and is_due and is_line and _is_permitted(scope, target):
            rows.append(target)
    return rows


def in_force(company: Company, scope: Scope, group: str = "company", name: object = None) -> list[Target]:
    """The target rows of the first level, from the own one to finer ones, that has any in the period.

    `group` and `name` narrow them to one region, team or rep (by id); empty where nothing is set or a filter is
    on something that targets are not set for.
    """
    key = "rep_id" if group == "rep" else group
    rows = [
        target for target in candidates(company, scope, group) if group == "company" or target.dimensions[key] == name
    ]
    for level in LEVELS:
        found = [target for target in rows if target.level == level]
        if found:
            return found
    return []


def _is_permitted(scope: Scope, target: Target) -> bool:
    """The filters on region, team and rep, for the dimensions that a row of this level has."""
    limited = [
        name
        for name in ("region", "team", "rep")
        if any(FILTERS.get(variable) == name for variable in scope.filters)
        or any(PERMISSIONS.get(variable) == name for variable in scope.permissions)
    ]
    return not limited or scope.keeps(target.dimensions, *limited)


def amount_between(targets: list[Target], start: date, end: date) -> float | None:
    """The part of some targets that falls on days from start to end, to the cent; NULL where there are none."""
    if not targets:
        return None
    amount, day = Fraction(0), start
    while day <= end:
        covering = [target for target in targets if target.start <= day <= target.end]
        for key in {(target.holder, target.product_line) for target in covering}:
            of_key = [target for target in covering if (target.holder, target.product_line) == key]
            shortest = min(target.days for target in of_key)
            amount += sum(target.amount / target.days for target in of_key if target.days == shortest)
        day += DAY
    return round(float(amount), 2)


def target_amount(company: Company, scope: Scope, group: str = "company", name: object = None) -> float | None:
    """The target of the whole period."""
    return amount_between(in_force(company, scope, group, name), scope.period_start, scope.period_end)


def target_to_date(company: Company, scope: Scope) -> float | None:
    """The target of the days up to as_of."""
    return amount_between(in_force(company, scope), scope.period_start, min(scope.period_end, scope.as_of))
