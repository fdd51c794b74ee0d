"""Who is credited with a deal: revenue splits normalised to 1, overlays beside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from tests.oracle.company import Company
from tests.oracle.facts import Fact
from tests.oracle.numbers import ratio
from tests.oracle.scope import FILTERS

# Rep and team filters look at the credited rep, all others at the deal.
NOT_OWNERS = tuple(name for name in FILTERS.values() if name not in ("team", "rep"))


@dataclass(frozen=True)
class Credit:
    """A rep's share of a deal, and what that is in whole cents; NULL rep: the deal has no owner."""

    fact: Fact
    rep_id: str | None
    role: str
    share: float | None
    amount: Decimal | None = None


def credits(company: Company, fact: Fact) -> list[Credit]:
    """The credits of a deal; those of role revenue sum to its amount."""
    splits = company.of_deal("deal_splits", fact.deal_id)
    exported = fact.life.row["amount"]
    revenue = [split for split in splits if (split["role"] or "revenue") == "revenue"]
    is_by_amount = all(split["share"] is None for split in revenue)

    def overlay(split: dict[str, object]) -> float | None:
        """Its own share, else its amount over the present one; money of a deal without an exchange rate is none."""
        if split["share"] is not None or split["amount"] is None or fact.amount is None:
            return split["share"]
        return ratio(split["amount"], fact.state.amount)

    def weight(split: dict[str, object]) -> float | None:
        if split["share"] is not None:
            return float(split["share"])
        if split["amount"] is None:
            return None
        if is_by_amount and split in revenue:
            return float(split["amount"])
        return float(split["amount"]) / float(exported) if exported else None

    whole = sum(weight(split) or 0.0 for split in revenue)
    if whole:
        result = [Credit(fact, split["rep_id"], "revenue", (weight(split) or 0.0) / whole) for split in revenue]
    else:
        result = [Credit(fact, fact.rep_id, "revenue", 1.0)]
    overlays = [
        Credit(fact, split["rep_id"], split["role"], overlay(split)) for split in splits if split not in revenue
    ]
    return in_cents(fact, result) + [replace(each, amount=cents(fact, each)) for each in overlays]


def cents(fact: Fact, credit: Credit) -> Decimal | None:
    """The share of the amount, rounded to cents, halves up."""
    if fact.amount is None or credit.share is None:
        return None
    return Decimal(float(fact.amount) * credit.share).quantize(Decimal("0.01"), ROUND_HALF_UP)


def in_cents(fact: Fact, revenue: list[Credit]) -> list[Credit]:
    """The credits with their amounts: the largest share, of several the first rep's, takes what rounding leaves."""
    if fact.amount is None:
        return revenue
    largest = min(revenue, key=lambda each: (-(each.share or 0.0), each.rep_id is None, each.rep_id or ""))
    rounded = [replace(each, amount=cents(fact, each)) for each in revenue if each is not largest]
    rest = Decimal(fact.amount) - sum((each.amount or Decimal(0) for each in rounded), Decimal(0))
    return [*rounded, replace(largest, amount=rest)]
