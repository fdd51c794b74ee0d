"""campaign_roi, campaign_size_results and channel_roi under the four attributions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from tests.oracle.company import Company, Row, Table
from tests.oracle.facts import Fact, facts, is_lead_known, lead_of, primary_campaign
from tests.oracle.funnel import total
from tests.oracle.numbers import ratio
from tests.oracle.scope import FILTERS, Scope

OF_DEALS = tuple(name for name in FILTERS.values() if name not in ("channel", "campaign_id"))


@dataclass(frozen=True)
class Credited:
    """The part of a deal that a campaign is credited with."""

    fact: Fact
    campaign_id: str | None
    part: float

    @property
    def amount(self) -> float:
        return float(self.fact.amount or 0) * self.part


def touches(company: Company, fact: Fact) -> list[Row]:
    """Touches of the deal, its lead or its account up to its creation, inside the window, in order."""
    row, created = fact.life.row, fact.created_date
    if created is None:
        return []
    lead_id = row["lead_id"] or lead_of(company, row)["lead_id"]
    keys = {"deal_id": row["deal_id"], "lead_id": lead_id, "account_id": row["account_id"]}
    earliest = created - timedelta(days=company.attribution_window_days)
    found = [
        touch
        for touch in company.rows("campaign_touches")
        if touch["touched_at"] is not None
        and earliest <= touch["touched_at"].date() <= created
        and any(key is not None and touch[column] == key for column, key in keys.items())
    ]
    return sorted(found, key=lambda touch: (touch["touched_at"], touch["campaign_id"]))


def credit(company: Company, fact: Fact, attribution: str) -> list[Credited]:
    """The campaigns that a deal is credited to; the parts sum to 1."""
    found = touches(company, fact)
    if attribution == "primary" or not found:
        return [Credited(fact, primary_campaign(company, fact.life.row), 1.0)]
    if attribution == "even":
        counts = Counter(touch["campaign_id"] for touch in found)
        return [Credited(fact, campaign, count / len(found)) for campaign, count in counts.items()]
    edge = (min if attribution == "first_touch" else max)(touch["touched_at"] for touch in found)
    return [Credited(fact, min(t["campaign_id"] for t in found if t["touched_at"] == edge), 1.0)]


def credited(company: Company, scope: Scope) -> list[Credited]:
    """Credits of the deals in scope; the channel and campaign filters are left to the campaigns."""
    deals = [fact for fact in facts(company, scope.as_of) if scope.keeps(fact.dimensions, *OF_DEALS)]
    return [part for fact in deals for part in credit(company, fact, scope.attribution)]


def first_named(company: Company, campaign_id: object) -> date | None:
    """The day of the first row that names a campaign; NULL where one has none."""
    days = [
        row[column]
        for table, column in (("deals", "created_at"), ("leads", "created_at"), ("campaign_touches", "touched_at"))
        for row in company.rows(table)
        if row["campaign_id"] == campaign_id
    ]
    return None if None in days else min(days).date()


def running(company: Company, scope: Scope, named: set[object]) -> list[Row]:
    """Campaigns in scope that ran on some day of the flow window, and ids that only deals, touches or leads name."""
    start, end = scope.window
    listed = company.rows("campaigns")
    unlisted = [
        Table(campaign_id=name, started_date=first_named(company, name))
        for name in named - {row["campaign_id"] for row in listed} - {None}
    ]
    return [
        row
        for row in [*listed, *unlisted]
        if (row["started_date"] or date.min) <= end
        and (row["ended_date"] or date.max) >= start
        and start <= end
        and scope.keeps({"channel": row["channel"], "campaign_id": row["campaign_id"]})
    ]


def without_campaign(scope: Scope, parts: list[Credited]) -> list[Credited]:
    """Credits to no campaign, where the scope shows them: their deals by their own channel."""
    return [
        part
        for part in parts
        if part.campaign_id is None and scope.keeps({"channel": part.fact.channel, "campaign_id": None})
    ]


def leads_of(company: Company, scope: Scope, campaign_id: object) -> list[Row]:
    """Leads of a campaign created by as_of (unknown: by the day of the export), in scope by region, team and rep.

    Leads without a campaign are also filtered by their channel.
    """
    result = []
    for lead in company.rows("leads"):
        rep = company.one("reps", lead["rep_id"])
        dimensions = {
            "region": lead["region"] or rep["region"],
            "team": rep["team"],
            "rep": company.rep_name(lead["rep_id"]),
        }
        if campaign_id is None:
            dimensions |= {"channel": lead["channel"], "campaign_id": None}
        if lead["campaign_id"] == campaign_id and is_lead_known(company, lead, scope.as_of) and scope.keeps(dimensions):
            result.append(lead)
    return result


def qualified(leads: list[Row], as_of: date) -> int:
    return sum(lead["qualified_at"] is not None and lead["qualified_at"].date() <= as_of for lead in leads)


def outcome_columns(parts: list[Credited]) -> Row:
    won = [part for part in parts if part.fact.outcome == "won"]
    return {
        "deals": sum(part.part for part in parts),
        "deal_amount": sum(part.amount for part in parts),
        "won_deals": sum(part.part for part in won),
        "won_amount": sum(part.amount for part in won),
    }


def returns(cost: object, leads: int | None, results: Row) -> Row:
    """Costs per result and the returns on cost; NULL without a cost."""
    gain = {
        name: None if cost is None else float(results[name]) - float(cost) for name in ("deal_amount", "won_amount")
    }
    return {
        "cost_per_lead": ratio(cost, leads),
        "cost_per_deal": ratio(cost, results["deals"]),
        "cost_per_won_deal": ratio(cost, results["won_deals"]),
        "pipeline_roi": ratio(gain["deal_amount"], cost),
        "roi": ratio(gain["won_amount"], cost),
    }


def campaign_rows(company: Company, scope: Scope) -> list[tuple[Row, list[Credited]]]:
    """Every running campaign, and NULL, with what it is credited with."""
    parts = credited(company, scope)
    named = {row["campaign_id"] for table in ("deals", "leads", "campaign_touches") for row in company.rows(table)}
    rows = [
        (row, [part for part in parts if part.campaign_id == row["campaign_id"]])
        for row in running(company, scope, named)
    ]
    nobody = without_campaign(scope, parts)
    has_nobody = nobody or leads_of(company, scope, None)
    return [*rows, (company.one("campaigns", None), nobody)] if has_nobody else rows


def campaign_roi(company: Company, scope: Scope) -> list[Row]:
    rows = []
    for row, parts in campaign_rows(company, scope):
        leads = leads_of(company, scope, row["campaign_id"])
        results = outcome_columns(parts)
        count = len(leads) if company.has("leads") else None
        rows.append(
            {
                "campaign_id": row["campaign_id"],
                "campaign": row["name"] or row["campaign_id"],
                "channel": row["channel"],
                "kind": row["kind"],
                "cost": row["cost"],
                "is_costed": bool(row["cost"]),
                "leads": count,
                "qualified_leads": qualified(leads, scope.as_of) if company.has("leads") else None,
                **results,
                **returns(row["cost"], count, results),
            }
        )
    return rows


def campaign_size_results(company: Company, scope: Scope) -> list[Row]:
    rows = []
    for row, parts in campaign_rows(company, scope):
        for size in {part.fact.account_size for part in parts}:
            of_size = [part for part in parts if part.fact.account_size == size]
            rows.append(
                {
                    "campaign_id": row["campaign_id"],
                    "campaign": row["name"] or row["campaign_id"],
                    "account_size": size,
                    **outcome_columns(of_size),
                }
            )
    return rows


def channel_roi(company: Company, scope: Scope) -> list[Row]:
    found = campaign_rows(company, scope)
    by_campaign = [(row, parts) for row, parts in found if row["campaign_id"] is not None]
    nobody = [part for row, parts in found if row["campaign_id"] is None for part in parts]
    rows = []
    for channel in {row["channel"] for row, _ in by_campaign} | {part.fact.channel for part in nobody}:
        costed = [(row, parts) for row, parts in by_campaign if row["channel"] == channel and row["cost"]]
        uncosted = [
            part
            for row, parts in by_campaign
            if row["channel"] == channel and not row["cost"]
            for part in parts
            if part.fact.outcome == "won"
        ]
        uncosted += [part for part in nobody if part.fact.outcome == "won" and part.fact.channel == channel]
        leads = [lead for row, _ in costed for lead in leads_of(company, scope, row["campaign_id"])]
        results = outcome_columns([part for _, parts in costed for part in parts])
        cost = total(row["cost"] for row, _ in costed) if costed else None
        count = len(leads) if company.has("leads") else None
        rows.append(
            {
                "channel": channel,
                "campaigns": len(costed),
                "cost": cost,
                "leads": count,
                "qualified_leads": qualified(leads, scope.as_of) if company.has("leads") else None,
                **results,
                **returns(cost, count, results),
                "uncosted_won_amount": sum(part.amount for part in uncosted),
            }
        )
    return rows
