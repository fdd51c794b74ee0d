"""rep_efficiency: one row per rep who had anything to do in the period, and NULL for deals without a rep."""

from __future__ import annotations

from datetime import datetime

from tests.oracle.accounts import is_open_in_window, receipts
from tests.oracle.calendar import add_months
from tests.oracle.company import Company, Row
from tests.oracle.credits import NOT_OWNERS, Credit, credits
from tests.oracle.facts import Fact, facts, is_lead_known, lives, rep_dimensions
from tests.oracle.funnel import in_scope, total, weighted
from tests.oracle.norms import is_stalled, last_cycles, observed_stays, wins
from tests.oracle.numbers import mean, ratio
from tests.oracle.results import (
    average_amount,
    closed,
    coverage,
    created,
    effective,
    remaining_target,
    still_open,
    velocity,
)
from tests.oracle.scope import Scope
from tests.oracle.targets import candidates, target_amount
from tests.oracle.warned import is_planned


def credited(company: Company, scope: Scope) -> list[Credit]:
    """Revenue credits of won deals; rep and team filters look at the credited rep, all others at the deal."""
    won = closed(
        [fact for fact in facts(company, scope.as_of) if scope.keeps(fact.dimensions, *NOT_OWNERS)], "won", scope
    )
    return [
        credit
        for fact in won
        for credit in credits(company, fact)
        if credit.role == "revenue" and scope.keeps(rep_dimensions(company, credit.rep_id), "team", "rep")
    ]


def conversion(company: Company, lead: Row) -> datetime | None:
    """When a lead was converted: on its own day, else when its deal was created, also where that was deleted since."""
    at = lead["converted_at"]
    if at is None and lead["deal_id"] is not None:
        at = next(
            (life.created for life in lives(company) if life.row["deal_id"] == lead["deal_id"]),
            company.one("deals", lead["deal_id"])["created_at"],
        )
    return at


def converted(company: Company, lead: Row, scope: Scope) -> bool:
    """Whether a lead was converted by as_of."""
    at = conversion(company, lead)
    return at is not None and at.date() <= scope.as_of


def assigned_leads(company: Company, scope: Scope) -> list[Row]:
    """Leads assigned (else created) in the flow window and not created after it, in scope by what a lead has."""
    result = []
    for lead in company.rows("leads"):
        at = lead["assigned_at"] or lead["created_at"]
        rep = company.one("reps", lead["rep_id"])
        dimensions = {
            "region": lead["region"] or rep["region"],
            "team": rep["team"],
            "channel": lead["channel"],
            "rep": company.rep_name(lead["rep_id"]),
            "campaign_id": lead["campaign_id"],
        }
        is_known = is_lead_known(company, lead, scope.as_of)
        if at is not None and scope.in_window(at.date()) and is_known and scope.keeps(dimensions):
            result.append(lead)
    return result


def done_activities(company: Company, scope: Scope) -> list[Row]:
    """Activities that took place in the flow window, in scope through their rep."""
    result = []
    for row in company.rows("activities"):
        dimensions = {"region": company.one("reps", row["rep_id"])["region"], **rep_dimensions(company, row["rep_id"])}
        if (
            not is_planned(row)
            and row["occurred_at"] is not None
            and scope.in_window(row["occurred_at"].date())
            and scope.keeps(dimensions)
        ):
            result.append(row)
    return result


def dwell_index(company: Company, scope: Scope, deals: list[Fact]) -> float | None:
    """A rep's mean completed days against the company's, stage by stage, weighted by the rep's stays."""
    since = add_months(scope.as_of, -12)
    ended = [
        (fact, stay)
        for fact, stay in observed_stays(company, scope.as_of)
        if stay.is_completed(scope.as_of) and stay.left_at is not None and stay.left_at.date() > since
    ]
    own_ids = {deal.deal_id for deal in deals}
    part, weight = 0.0, 0
    for place in {(stay.pipeline, stay.stage) for _, stay in ended}:
        days = [
            (fact.deal_id, stay.days(scope.as_of, company.has_times))
            for fact, stay in ended
            if (stay.pipeline, stay.stage) == place
        ]
        own, everybody = [length for deal_id, length in days if deal_id in own_ids], mean(length for _, length in days)
        if own and everybody:
            part += len(own) * (mean(own) or 0.0) / everybody
            weight += len(own)
    return ratio(part, weight)


def rep_efficiency(company: Company, scope: Scope) -> list[Row]:
    deals, credit_rows = in_scope(company, scope), credited(company, scope)
    leads, activities, cash = assigned_leads(company, scope), done_activities(company, scope), receipts(company, scope)
    all_wins = wins(company, scope.as_of)
    busy = [
        deal
        for deal in deals
        if deal.outcome == "open"
        or is_open_in_window(deal.life, scope)
        or created([deal], scope)
        or closed([deal], deal.outcome, scope)
    ]
    ids = {deal.rep_id for deal in busy} | {credit.rep_id for credit in credit_rows}
    ids |= {row["rep_id"] for row in leads + activities}
    ids |= {target.dimensions["rep_id"] for target in candidates(company, scope, "rep")}
    rows = []
    for rep_id in ids:
        own = [deal for deal in deals if deal.rep_id == rep_id]
        won, lost, standing = closed(own, "won", scope), closed(own, "lost", scope), still_open(own)
        credit_amount = sum(float(credit.amount or 0) for credit in credit_rows if credit.rep_id == rep_id)
        target = target_amount(company, scope, "rep", rep_id) if rep_id is not None else None
        assigned = [lead for lead in leads if lead["rep_id"] == rep_id]
        turned = sum(converted(company, lead, scope) for lead in assigned)
        acts = [row for row in activities if row["rep_id"] == rep_id]
        visits = sum(row["kind"] == "visit" for row in acts)
        has_leads, has_activities = company.has("leads"), company.has("activities")
        rep = company.one("reps", rep_id)
        rows.append(
            {
                "rep_id": rep_id,
                **rep_dimensions(company, rep_id),
                "region": rep["region"],
                "target_amount": target,
                "won_amount": credit_amount,
                "owned_won_amount": total(deal.amount for deal in won),
                "attainment": ratio(credit_amount, target),
                "won_deals": len(won),
                "lost_deals": len(lost),
                "win_rate": ratio(len(won), len(won) + len(lost)),
                "average_won_amount": average_amount(won),
                "mean_cycle_days": mean(deal.cycle_days for deal in won),
                "recent_cycle_days": last_cycles(company, [win for win in all_wins if win.rep_id == rep_id]),
                "leads_assigned": len(assigned) if has_leads else None,
                "leads_converted": turned if has_leads else None,
                "lead_conversion_rate": ratio(turned, len(assigned)),
                "activities": len(acts) if has_activities else None,
                "visits": visits if has_activities else None,
                "visits_per_won": ratio(visits, len(won)) if has_activities else None,
                "open_deals": len(standing),
                "open_amount": total(deal.amount for deal in standing),
                "effective_open_amount": total(deal.amount for deal in effective(company, standing, scope.as_of)),
                "weighted_amount": weighted(standing),
                "coverage": coverage(standing, scope, remaining_target(target, credit_amount)),
                "effective_coverage": coverage(
                    effective(company, standing, scope.as_of), scope, remaining_target(target, credit_amount)
                ),
                "stalled_deals": sum(bool(is_stalled(company, deal, scope.as_of)) for deal in standing),
                "dwell_index": dwell_index(company, scope, own),
                "velocity_per_day": velocity(own, scope.as_of),
                "collected_amount": total(money.amount for money in cash if money.rep_id == rep_id)
                if company.has("payments")
                else None,
            }
        )
    return rows
