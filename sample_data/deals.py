"""One deal: what it is, and the log of what happened to it."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sample_data.campaigns import CampaignPlan
from sample_data.company import Account, Product, Rep


@dataclass(frozen=True)
class Change:
    """The state of a deal from an instant on; all fields are full values, not differences."""

    at: datetime
    stage: str
    old_stage: str | None
    outcome: str
    amount: int | None
    expected_close: date | None
    probability: float
    category: str
    rep: Rep


@dataclass(frozen=True)
class Line:
    """A line item. amount: after discount, for all units."""

    product: Product
    quantity: int
    unit_price: float
    amount: int


@dataclass(frozen=True)
class Split:
    """A rep's share of a deal; role revenue counts, overlay is shown beside."""

    rep: Rep
    share: float
    role: str


@dataclass
class Deal:
    """A possible sale. history[0] is its creation, history[-1] its state on the day of the export."""

    key: int
    name: str
    account: Account | None
    sort: str
    kind: str
    line: str
    channel: str
    campaign: CampaignPlan | None
    history: list[Change]
    reason: str | None = None
    competitor: str | None = None
    close_date: date | None = None
    next_step: str | None = None
    next_step_date: date | None = None
    last_activity: datetime | None = None
    from_lead: bool = False
    is_deleted: bool = False
    has_amount: bool = True
    lines: list[Line] = field(default_factory=list)
    splits: list[Split] = field(default_factory=list)
    # Habits of this deal that the process has drawn.
    pace: float = 1.0
    odds: float = 1.0

    @property
    def created_at(self) -> datetime:
        """The instant the deal was entered."""
        return self.history[0].at

    @property
    def now(self) -> Change:
        """The state after the last change."""
        return self.history[-1]

    @property
    def rep(self) -> Rep:
        """The owner after the last change."""
        return self.now.rep

    @property
    def amount(self) -> int | None:
        """The amount after the last change; None where nobody entered one."""
        return self.now.amount if self.has_amount else None

    def record(self, at: datetime, **changes: Any) -> None:
        """Append a change; the attributes not named stay."""
        before = self.now
        at = max(at, before.at)
        self.history.append(replace(before, at=at, old_stage=before.stage, **changes))
