"""Marketing campaigns as planned and paid."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CampaignPlan:
    """A marketing campaign. cost: None where not yet known; pull: how many leads it brings;
    customers: share of its touches with customers."""

    key: int
    name: str
    channel: str
    kind: str
    start: date
    end: date
    budget: int
    cost: int | None
    expected: int
    pull: int
    customers: float
    purpose: str


def plans(table: str) -> tuple[CampaignPlan, ...]:
    """Campaigns from a table with one line each and `|` between the fields of CampaignPlan, key left out."""
    found = []
    for key, line in enumerate(table.strip().splitlines(), start=1):
        name, channel, kind, start, end, budget, cost, expected, pull, customers, purpose = (
            field.strip() for field in line.split("|")
        )
        found.append(
            CampaignPlan(
                key,
                name,
                channel,
                kind,
                date.fromisoformat(start),
                date.fromisoformat(end),
                int(budget),
                int(cost) if cost else None,
                int(expected),
                int(pull),
                float(customers),
                purpose,
            )
        )
    return tuple(found)
