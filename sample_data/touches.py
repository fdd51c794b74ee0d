"""Touches: campaigns meet leads and customers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sample_data.campaigns import CampaignPlan
from sample_data.company import Account, Company
from sample_data.draws import Draws
from sample_data.leads import Lead
from sample_data.seasons import at_work


@dataclass(frozen=True)
class Touch:
    """A contact of a campaign with a lead or an account."""

    campaign: CampaignPlan
    at: datetime
    role: str
    lead: Lead | None = None
    account: Account | None = None


def touches(company: Company, found: list[Lead], accounts: list[Account]) -> list[Touch]:
    """Who met which campaign: the one that brought the lead, others on the way, customers invited; oldest first."""
    draws = company.draws("touches")
    made: list[Touch] = []
    until = datetime.combine(company.exported_on, datetime.min.time())
    for lead in found:
        if lead.campaign:
            came_at = max(lead.created_at, at_work(lead.campaign.start, draws))
            made.append(Touch(lead.campaign, came_at, "responded", lead=lead))
        end = lead.converted_at or lead.created_at + timedelta(days=60)
        for plan in company.campaigns:
            meets = plan.start <= end.date() and plan.end >= (lead.created_at - timedelta(days=120)).date()
            if plan is not lead.campaign and plan.pull and meets and draws.chance(0.09 if lead.deal is None else 0.2):
                made.append(Touch(plan, moment(plan, draws), draws.one(("sent", "responded", "attended")), lead=lead))
    for plan in company.campaigns:
        for account in accounts:
            if account.won_on and account.won_on[0] < plan.end and draws.chance(plan.customers * 0.22):
                made.append(
                    Touch(plan, moment(plan, draws), draws.one(("attended", "attended", "sent")), account=account)
                )
    made = [touch for touch in made if touch.at < until]
    made.sort(key=order)
    return made


def order(touch: Touch) -> tuple[datetime, int, int, int]:
    """Touches by time, then campaign, then who."""
    return touch.at, touch.campaign.key, touch.lead.key if touch.lead else 0, touch.account.key if touch.account else 0


def moment(plan: CampaignPlan, draws: Draws) -> datetime:
    """Some working hour while the campaign runs."""
    return at_work(plan.start + timedelta(days=int(draws.random() * ((plan.end - plan.start).days + 1))), draws)
