"""pipeline_changes: from the opening to the ending pipeline by replaying every change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.oracle.calendar import DAY
from tests.oracle.company import Company, Row
from tests.oracle.facts import dimensions, lives
from tests.oracle.history import Life, State, money
from tests.oracle.scope import Scope, seen_owner

MOVEMENTS = (
    "opening",
    "created",
    "reopened",
    "transferred_in",
    "pulled_in",
    "increased",
    "decreased",
    "pushed_out",
    "transferred_out",
    "won",
    "lost",
    "removed",
    "ending",
)
BASES = ("open", "expected_in_period")


def steps(life: Life) -> Iterator[tuple[State | None, State]]:
    """The state before and after every instant at which a deal changed.

    A deal created and closed at one instant is first created, as it closed, and then closed.
    """
    before: State | None = None
    for version in life.versions:
        if before is None and version.outcome != "open" and life.created is not None:
            born = replace(version, outcome="open", is_removed=False)
            yield None, born
            before = born
        yield before, version
        before = version


class Slice:
    """The open pipeline of a scope on one basis."""

    def __init__(self, company: Company, scope: Scope, basis: str) -> None:
        self.company, self.scope, self.basis = company, scope, basis

    def is_due(self, state: State) -> bool:
        """Whether the expected close lies in the period, where the basis asks for it."""
        close = state.expected_close_date
        start, end = self.scope.period_start, self.scope.period_end
        return self.basis == "open" or (close is not None and start <= close <= end)

    def is_scoped(self, life: Life, state: State) -> bool:
        return self.scope.keeps(dimensions(self.company, life, state))

    def holds(self, life: Life, state: State | None) -> bool:
        return state is not None and state.standing == "open" and self.is_scoped(life, state) and self.is_due(state)

    def movements(self, life: Life, before: State | None, after: State) -> Iterator[tuple[str, Decimal]]:
        """What one instant does to the slice: the amount first, where the deal stood; then it leaves or enters."""
        stood, stands = self.holds(life, before), self.holds(life, after)
        amount = money(after.amount, after.rate) or Decimal(0)
        if stood:
            assert before is not None
            change = amount - (money(before.amount, before.rate) or Decimal(0))
            if change:
                yield ("increased" if change > 0 else "decreased"), abs(change)
            if not stands:
                yield self.way_out(life, after), amount
        elif stands:
            yield self.way_in(life, before), amount

    def way_out(self, life: Life, after: State) -> str:
        if after.standing != "open":
            return after.standing
        return "pushed_out" if self.is_scoped(life, after) else "transferred_out"

    def way_in(self, life: Life, before: State | None) -> str:
        if before is None:
            return "created"
        if before.standing != "open":
            return "reopened"
        return "pulled_in" if self.is_scoped(life, before) else "transferred_in"


def pipeline_movement_list(company: Company, scope: Scope) -> list[Row]:
    """Every deal standing at the opening or ending, and every movement between."""
    start, end = scope.window
    ends = (("opening", min(start - DAY, end)), ("ending", end))
    rows = []

    def tell(life: Life, basis: str, movement: str, day: date, state: State, amount: Decimal) -> None:
        by = seen_owner(scope, dimensions(company, life, state))
        row = life.row
        rows.append(
            {
                "basis": basis,
                "movement": movement,
                "on_date": day,
                "deal_id": row["deal_id"],
                "deal": row["name"] or row["deal_id"],
                "account": company.one("accounts", row["account_id"])["name"] or row["account_id"],
                "region": by["region"],
                "rep": by["rep"],
                "stage": state.stage,
                "amount": amount,
            }
        )

    for basis in BASES:
        part = Slice(company, scope, basis)
        for life in lives(company):
            for movement, day in ends:
                state = life.as_of(day)
                if part.holds(life, state):
                    assert state is not None
                    tell(life, basis, movement, day, state, money(state.amount, state.rate) or Decimal(0))
            for before, after in steps(life):
                if start <= after.at.date() <= end:
                    for movement, amount in part.movements(life, before, after):
                        tell(life, basis, movement, after.at.date(), after, amount)
    return rows


def pipeline_changes(company: Company, scope: Scope) -> list[Row]:
    start, end = scope.window
    opening_day = min(start - DAY, end)
    rows = []
    for basis in BASES:
        part = Slice(company, scope, basis)
        found: dict[str, list[Decimal]] = {movement: [] for movement in MOVEMENTS}
        for life in lives(company):
            for movement, day in (("opening", opening_day), ("ending", end)):
                state = life.as_of(day)
                if part.holds(life, state):
                    assert state is not None
                    found[movement].append(money(state.amount, state.rate) or Decimal(0))
            for before, after in steps(life):
                if start <= after.at.date() <= end:
                    for movement, amount in part.movements(life, before, after):
                        found[movement].append(amount)
        rows += [
            {
                "basis": basis,
                "movement_order": order,
                "movement": movement,
                "deals": len(found[movement]),
                "amount": sum(found[movement], Decimal(0)),
            }
            for order, movement in enumerate(MOVEMENTS, 1)
        ]
    return rows
