"""The credits and leads behind campaign_roi, campaign_size_results and channel_roi, and the leads of reps."""

from __future__ import annotations

from tests.oracle.cohort_lists import account_name
from tests.oracle.company import Company, Row
from tests.oracle.facts import is_lead_known
from tests.oracle.marketing import campaign_rows, leads_of
from tests.oracle.reps import assigned_leads, conversion, converted
from tests.oracle.scope import Scope


def campaign_columns(row: Row) -> Row:
    return {
        "campaign_id": row["campaign_id"],
        "campaign": row["name"] or row["campaign_id"],
        "is_costed": bool(row["cost"]),
    }


def campaign_credit_list(company: Company, scope: Scope) -> list[Row]:
    return [
        {
            **campaign_columns(row),
            "channel": row["channel"] if row["campaign_id"] is not None else part.fact.channel,
            "deal_id": part.fact.deal_id,
            "deal": part.fact.life.row["name"] or part.fact.deal_id,
            "account": account_name(company, part.fact.life.row["account_id"]),
            **{name: part.fact.dimensions[name] for name in ("account_size", "region", "team", "rep", "pipeline")},
            "stage": part.fact.state.stage,
            "outcome": part.fact.outcome,
            "created_date": part.fact.created_date,
            "closed_date": part.fact.closed_date,
            "share": part.part,
            "amount": part.fact.amount,
            "credited_amount": None if part.fact.amount is None else part.amount,
            "is_won": part.fact.outcome == "won",
        }
        for row, parts in campaign_rows(company, scope)
        for part in parts
    ]


def lead_columns(company: Company, lead: Row, scope: Scope) -> Row:
    """What a list says of a lead, as known by as_of."""
    rep = company.one("reps", lead["rep_id"])
    qualified = lead["qualified_at"].date() if lead["qualified_at"] is not None else None
    is_qualified = qualified is not None and qualified <= scope.as_of
    is_converted = converted(company, lead, scope)
    return {
        "lead_id": lead["lead_id"],
        "company": lead["company"],
        "contact": lead["contact"],
        "region": lead["region"] or rep["region"],
        "team": rep["team"],
        "rep": company.rep_name(lead["rep_id"]),
        "created_date": lead["created_at"].date() if lead["created_at"] is not None else company.exported_on,
        "qualified_date": qualified if is_qualified else None,
        "converted_date": converted_date(company, lead) if is_converted else None,
        "is_qualified": is_qualified,
        "is_converted": is_converted,
    }


def converted_date(company: Company, lead: Row) -> object:
    """Its own day of conversion, else that on which the deal it became was created."""
    at = conversion(company, lead)
    return at.date() if at is not None else None


def campaign_lead_list(company: Company, scope: Scope) -> list[Row]:
    running = {row["campaign_id"]: row for row, _ in campaign_rows(company, scope)}
    rows = []
    for row in (*running.values(), *([] if None in running else [company.one("campaigns", None)])):
        for lead in leads_of(company, scope, row["campaign_id"]):
            channel = row["channel"] if row["campaign_id"] is not None else lead["channel"]
            rows.append({**campaign_columns(row), "channel": channel, **lead_columns(company, lead, scope)})
    return rows


def lead_list(company: Company, scope: Scope) -> list[Row]:
    assigned = [lead["lead_id"] for lead in assigned_leads(company, scope)]
    rows = []
    for lead in company.rows("leads"):
        told = lead_columns(company, lead, scope)
        dimensions = {name: told[name] for name in ("region", "team", "rep")}
        dimensions |= {"channel": lead["channel"], "campaign_id": lead["campaign_id"]}
        is_created, is_assigned = scope.in_window(told["created_date"]), lead["lead_id"] in assigned
        at = lead["assigned_at"] or lead["created_at"]
        if is_lead_known(company, lead, scope.as_of) and scope.keeps(dimensions) and (is_created or is_assigned):
            rows.append(
                {
                    **told,
                    "channel": lead["channel"],
                    "campaign_id": lead["campaign_id"],
                    "campaign": company.one("campaigns", lead["campaign_id"])["name"] or lead["campaign_id"],
                    "assigned_date": at.date() if at is not None else None,
                    "is_created_in_period": is_created,
                    "is_assigned_in_period": is_assigned,
                }
            )
    return rows
