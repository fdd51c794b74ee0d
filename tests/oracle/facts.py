"""What every deal is like as of a day: the wide row that most views are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tests.oracle.calendar import days_until
from tests.oracle.company import Company, Row
from tests.oracle.history import Life, State, live, money
from tests.oracle.stays import Stay, chances, stays

COMPETITOR = (
    "competit",
    "outsold",
    "out-sold",
    "chose another",
    "竞争",
    "竞品",
    "对手",
    "友商",
    "同行",
    "选择其他",
    "选择他",
)
NO_DECISION = (
    "no decision",
    "no-decision",
    "no budget",
    "no-budget",
    "budget cut",
    "lost interest",
    "no interest",
    "no longer",
    "postpone",
    "on hold",
    "cancel",
    "stopped",
    "abandon",
    "unresponsive",
    "no response",
    "went dark",
    "暂停",
    "取消",
    "无预算",
    "没有预算",
    "无限期",
    "放弃",
    "不采购",
    "未决策",
    "停止采购",
    "暂缓",
    "预算不足",
    "搁置",
    "终止",
    "无需求",
    "没有需求",
    "失联",
    "无意向",
)


@dataclass(frozen=True)
class Fact:
    """A deal as of the end of a day; money in the reporting currency, closed_* NULL while open."""

    life: Life
    state: State
    dimensions: dict[str, object]
    amount: Decimal | None
    probability: float | None
    forecast_category: str | None
    created_date: date | None
    closed_date: date | None
    cycle_days: float | None
    close_reason: str | None
    lost_to: str | None
    ending: str | None
    present: Stay | None
    days_in_stage: float | None
    age_days: float | None

    @property
    def deal_id(self) -> str:
        return self.life.row["deal_id"]

    @property
    def outcome(self) -> str:
        return self.state.outcome

    @property
    def weighted_amount(self) -> float | None:
        if self.outcome != "open" or self.amount is None or self.probability is None:
            return None
        return float(self.amount) * float(self.probability)

    def __getattr__(self, name: str) -> object:
        """A dimension by its name."""
        try:
            return self.__dict__["dimensions"][name]
        except KeyError:
            raise AttributeError(name) from None


def lives(company: Company) -> list[Life]:
    """Every deal that exists in some version."""
    if "lives" not in company.memory:
        company.memory["lives"] = [life for row in company.rows("deals") if (life := live(company, row)) is not None]
    return company.memory["lives"]


def facts(company: Company, as_of: date) -> list[Fact]:
    """Every deal that exists at the end of a day and is not removed."""
    key = ("facts", as_of)
    if key not in company.memory:
        states = [(life, life.as_of(as_of)) for life in lives(company)]
        company.memory[key] = [
            _fact(company, life, state, as_of) for life, state in states if state is not None and not state.is_removed
        ]
    return company.memory[key]


def removed(company: Company, as_of: date) -> list[Fact]:
    """Every deal that was deleted by the end of a day, as it was then."""
    states = [(life, life.as_of(as_of)) for life in lives(company)]
    return [_fact(company, life, state, as_of) for life, state in states if state is not None and state.is_removed]


def lead_of(company: Company, row: Row) -> Row:
    """The deal's lead: its own, else the first one converted to it; a row of NULLs if none."""
    if row["lead_id"] is not None:
        return company.one("leads", row["lead_id"])
    to_it = [lead for lead in company.rows("leads") if lead["deal_id"] == row["deal_id"]]
    to_it.sort(key=lambda lead: (lead["created_at"] is None, lead["created_at"] or datetime.min, lead["lead_id"]))
    return to_it[0] if to_it else company.one("leads", None)


def is_lead_known(company: Company, lead: Row, as_of: date) -> bool:
    """Whether a lead exists by a day; one without creation exists from the day of the export on."""
    created = lead["created_at"].date() if lead["created_at"] is not None else company.exported_on
    return created <= as_of


def primary_campaign(company: Company, row: Row) -> str | None:
    return row["campaign_id"] or lead_of(company, row)["campaign_id"]


def channel_of(company: Company, row: Row) -> str | None:
    campaign = company.one("campaigns", primary_campaign(company, row))
    return row["channel"] or lead_of(company, row)["channel"] or campaign["channel"]


def lines_of(company: Company, row: Row) -> list[Row]:
    """The deal's own line items, in the order of their ids."""
    return sorted(company.of_deal("deal_lines", row["deal_id"]), key=lambda line: line["deal_line_id"] or "")


def product_line_of(company: Company, row: Row) -> str | None:
    """Its own, else that of its largest line, else of its product."""
    if row["product_line"] is not None:
        return row["product_line"]
    lines = lines_of(company, row)
    if lines:
        largest = max(lines, key=lambda line: company.line_amount(line) or Decimal(0))
        of_largest = company.one("products", largest["product_id"])["product_line"]
        if of_largest is not None:
            return of_largest
    return company.one("products", row["product_id"])["product_line"]


def product_lines_of(company: Company, row: Row) -> frozenset[str | None]:
    """The product lines that the deal has a line in; without lines its own."""
    lines = lines_of(company, row)
    if not lines:
        return frozenset([product_line_of(company, row)])
    return frozenset(company.one("products", line["product_id"])["product_line"] for line in lines)


def rep_dimensions(company: Company, rep_id: object) -> dict[str, object]:
    rep = company.one("reps", rep_id)
    return {"rep": company.rep_name(rep_id), "team": rep["team"], "manager": rep["manager"]}


def dimensions(company: Company, life: Life, state: State) -> dict[str, object]:
    """The dimensions that filters act on, by the region and rep of a state."""
    row = life.row
    account, rep = company.one("accounts", row["account_id"]), company.one("reps", state.rep_id)
    return {
        "region": state.region or account["region"] or rep["region"],
        **rep_dimensions(company, state.rep_id),
        "product_line": product_lines_of(company, row),
        "account_size": account["size"],
        "channel": channel_of(company, row),
        "pipeline": state.pipeline,
        "deal_type": row["deal_type"],
        "stage": state.stage,
        "campaign_id": primary_campaign(company, row),
        "account_id": row["account_id"],
    }


def ending(outcome: str, reason: str | None, lost_to: str | None) -> str | None:
    if outcome != "lost":
        return "won" if outcome == "won" else None
    text = (reason or "").lower()
    if lost_to is not None or any(word in text for word in COMPETITOR):
        return "lost_to_competitor"
    return "no_decision" if any(word in text for word in NO_DECISION) else "lost_unspecified"


def _fact(company: Company, life: Life, state: State, as_of: date) -> Fact:
    is_open = state.outcome == "open"
    by = state
    if not is_open:
        assert state.closed_at is not None
        by = life.as_of(min(state.closed_at.date(), as_of)) or state
    probability, category = chances(company, life, state) if is_open else (None, None)
    present = next((stay for stay in stays(life) if stay.lasts(as_of)), None) if is_open else None
    has_reason = not is_open and state.is_final_closing
    reason = life.row["close_reason"] if has_reason else None
    lost_to = life.row["lost_to"] if has_reason else None
    cycle = life.cycle_days(state, company.has_times)
    age = days_until(life.created, as_of, company.has_times) if life.created is not None else None
    is_known = present is not None and present.is_start_known
    return Fact(
        life=life,
        state=state,
        dimensions={**dimensions(company, life, state), **_owner(company, life, by), "rep_id": by.rep_id},
        amount=money(state.amount, state.rate),
        probability=probability,
        forecast_category=category,
        created_date=life.created.date() if life.created is not None else None,
        closed_date=state.closed_at.date() if state.closed_at is not None else None,
        cycle_days=cycle,
        close_reason=reason,
        lost_to=lost_to,
        ending=ending(state.outcome, reason, lost_to),
        present=present,
        days_in_stage=present.days(as_of, company.has_times) if is_known else None,
        age_days=age if is_open else cycle,
    )


def _owner(company: Company, life: Life, by: State) -> dict[str, object]:
    of_day = dimensions(company, life, by)
    return {name: of_day[name] for name in ("region", "rep", "team", "manager")}
