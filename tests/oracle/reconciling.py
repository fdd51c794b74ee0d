"""crm_reconciliation and crm_reconciliation_list: every deal asked by itself why the CRM's sum holds it otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.oracle.closing import kind
from tests.oracle.company import Company, Row
from tests.oracle.facts import (
    Fact,
    channel_of,
    facts,
    lives,
    primary_campaign,
    product_lines_of,
    rep_dimensions,
)
from tests.oracle.history import Life
from tests.oracle.scope import Scope, seen_owner

MEASURES = {"won_amount": "won", "lost_amount": "lost", "open_amount": "open", "created_amount": None}
STEPS = (
    "repeated",
    "refused",
    "deleted",
    "created_after_export",
    "without_day",
    "owner",
    "after_as_of",
    "outcome_then",
    "closed_after_export",
    "closed_before_created",
    "other_day",
    "amount_then",
    "converted",
    "rate_missing",
)
NOTES = ("without_amount", "no_day", "refused_unread")


@dataclass(frozen=True)
class Side:
    """A deal in one measure: what the export says, and what counts as of as_of."""

    company: Company
    scope: Scope
    measure: str
    row: Row
    life: Life | None
    fact: Fact | None

    @property
    def wanted(self) -> str | None:
        return MEASURES[self.measure]

    @property
    def outcome(self) -> str:
        """open, won or lost by the export alone."""
        if self.row["outcome"] is not None:
            return self.row["outcome"]
        return kind(self.company, self.row, self.row) if self.row["stage"] is not None else "open"

    @property
    def day(self) -> date | None:
        """The day by which the CRM counts it."""
        if self.wanted == "open":
            return None
        if self.wanted is None:
            return _day(self.row["created_at"])
        if self.outcome == "open":
            return None
        return _day(self.row["closed_at"]) or self.row["expected_close_date"]

    @property
    def counted_day(self) -> date | None:
        if self.wanted is None:
            return _day(self.life.created) if self.life else None
        return self.fact.closed_date if self.fact and self.wanted != "open" else None

    @property
    def is_exported(self) -> bool:
        if self.wanted is not None and self.outcome != self.wanted:
            return False
        if self.wanted == "open":
            return True
        return self.day is not None and self.scope.period_start <= self.day <= self.scope.period_end

    @property
    def would_count(self) -> bool:
        if self.fact is None:
            return False
        if self.wanted is not None and self.fact.outcome != self.wanted:
            return False
        return self.wanted == "open" or self.scope.in_window(self.counted_day)

    @property
    def dimensions(self) -> dict[str, object]:
        """What the CRM says of it today."""
        company, row, life = self.company, self.row, self.life
        account, rep = company.one("accounts", row["account_id"]), company.one("reps", row["rep_id"])
        open_stage = row["stage"] if row["stage"] is None or kind(company, row, row) == "open" else None
        stage = open_stage
        if self.outcome != "open" and self.fact is not None:
            stage = self.fact.state.stage or open_stage
        return {
            "region": row["region"] or account["region"] or rep["region"],
            **rep_dimensions(company, row["rep_id"]),
            "product_line": product_lines_of(company, row) if life else row["product_line"],
            "account_size": account["size"],
            "channel": (channel_of(company, row) if life else None) or row["channel"],
            "pipeline": row["pipeline"] or company.default_pipeline,
            "deal_type": row["deal_type"],
            "stage": stage,
            "campaign_id": (primary_campaign(company, row) if life else None) or row["campaign_id"],
            "account_id": row["account_id"],
        }

    @property
    def is_chosen_today(self) -> bool:
        return self.scope.keeps(self.dimensions)

    @property
    def is_in_crm(self) -> bool:
        return self.is_exported and self.is_chosen_today

    @property
    def is_counted(self) -> bool:
        return self.would_count and self.scope.keeps(self.fact.dimensions)

    @property
    def step(self) -> str | None:
        """The reason for a difference; NULL where there is none."""
        if self.is_in_crm and self.is_counted:
            return self._why_other_amount()
        if self.is_in_crm:
            return self._why_left_out()
        return self._why_added() if self.is_counted else None

    def _why_other_amount(self) -> str | None:
        if (self.row["amount"] or 0) == (self.fact.amount or 0):
            return None
        if self.row["currency"] in (None, self.company.currency):
            return "amount_then"
        return "rate_missing" if self.fact.amount is None else "converted"

    def _why_left_out(self) -> str:
        as_of, exported_on = self.scope.as_of, self.company.exported_on
        if self.row["is_deleted"] and self.fact is None:
            return "deleted"
        if self.row["created_at"] is not None and self.row["created_at"].date() > exported_on:
            return "created_after_export"
        if self.life is None:
            return "without_day"
        if self.would_count:
            return "owner"
        began = _day(self.life.created)
        if self.fact is None:
            return "after_as_of" if (began or exported_on) > as_of else "deleted"
        if began is not None and began > as_of:
            return "after_as_of"
        if self.outcome != "open" and self.life.final is not None and self.life.final.at.date() > as_of:
            return "after_as_of"
        if self.wanted is not None and self.fact.outcome != self.wanted:
            return "outcome_then"
        return self._why_other_day()

    def _why_added(self) -> str:
        if self.is_exported:
            return "owner"
        if self.wanted is not None and self.outcome != self.wanted:
            return "outcome_then"
        return self._why_other_day()

    def _why_other_day(self) -> str:
        if self.wanted is None:
            return "other_day"
        if self.day is not None and self.day > self.company.exported_on:
            return "closed_after_export"
        is_moved = self.life.final is not None and self.life.final.is_moved
        return "closed_before_created" if is_moved else "other_day"

    @property
    def note(self) -> str | None:
        if self.is_counted and self.fact.amount is None:
            return "without_amount"
        if self.is_in_crm or self.is_counted or not self.is_chosen_today or self.row["is_deleted"]:
            return None
        is_closing = self.wanted in ("won", "lost") and self.outcome == self.wanted
        return "no_day" if is_closing and self.day is None and self.fact is None else None

    def lines(self) -> Iterator[tuple[str, Decimal | None]]:
        """Every line it stands in, with what it adds."""
        exported = (self.row["amount"] or Decimal(0)) if self.is_in_crm else Decimal(0)
        counted = (self.fact.amount or Decimal(0)) if self.is_counted else Decimal(0)
        if self.is_in_crm:
            yield "exported", exported
        if self.step:
            yield self.step, counted - exported
        if self.is_counted:
            yield "counted", counted
        if self.note:
            yield self.note, None


def sides(company: Company, scope: Scope) -> Iterator[Side]:
    living = {life.row["deal_id"]: life for life in lives(company)}
    standing = {fact.deal_id: fact for fact in facts(company, scope.as_of)}
    for row in company.rows("deals"):
        for measure in MEASURES:
            yield Side(company, scope, measure, row, living.get(row["deal_id"]), standing.get(row["deal_id"]))


def crm_reconciliation_list(company: Company, scope: Scope) -> list[Row]:
    rows = []
    for side in sides(company, scope):
        row, fact = side.row, side.fact
        account, today = company.one("accounts", row["account_id"]), seen_owner(scope, side.dimensions)
        then = seen_owner(scope, fact.dimensions) if fact else {}
        for step, amount in side.lines():
            rows.append(
                {
                    "measure": side.measure,
                    "step": step,
                    "amount": amount,
                    "deal_id": row["deal_id"],
                    "deal": row["name"] or row["deal_id"],
                    "account": account["name"] or row["account_id"],
                    "outcome": side.outcome,
                    "outcome_then": fact.outcome if fact else None,
                    "exported_date": side.day,
                    "counted_date": side.counted_day if side.would_count else None,
                    "exported_amount": row["amount"],
                    "currency": row["currency"] or company.currency,
                    "counted_amount": fact.amount if side.is_counted else None,
                    "region": today["region"],
                    "region_then": then.get("region"),
                    "rep": today["rep"],
                    "rep_then": then.get("rep"),
                    "file": None,
                    "line": None,
                    "reason": None,
                }
            )
    return rows


def crm_reconciliation(company: Company, scope: Scope) -> list[Row]:
    listed = crm_reconciliation_list(company, scope)
    counted = {(row["measure"], row["deal_id"]) for row in listed if row["step"] == "counted"}
    exported = {(row["measure"], row["deal_id"]) for row in listed if row["step"] == "exported"}
    rows = []
    for measure in MEASURES:
        for order, step in enumerate(("exported", *STEPS, "counted", *NOTES), 1):
            behind = [row for row in listed if (row["measure"], row["step"]) == (measure, step)]
            keys = [(measure, row["deal_id"]) for row in behind]
            change = sum((key in counted) - (key in exported) for key in keys)
            is_note = step in NOTES
            rows.append(
                {
                    "measure": measure,
                    "step_order": order,
                    "step": step,
                    "line_kind": {"exported": "start", "counted": "end"}.get(step, "note" if is_note else "step"),
                    "deals": len(behind),
                    "deals_change": None if is_note else change if step in STEPS else len(behind),
                    "amount": None if is_note else sum((row["amount"] for row in behind), Decimal(0)),
                    "exported_amount": sum((row["exported_amount"] or Decimal(0) for row in behind), Decimal(0)),
                }
            )
    return rows


def _day(instant: object) -> date | None:
    return instant.date() if instant is not None else None
