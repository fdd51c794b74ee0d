"""Leads: people who asked or were found, and what became of them."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sample_data.campaigns import CampaignPlan
from sample_data.company import Company, Rep, account_names, market_size, pick_rep
from sample_data.deals import Deal
from sample_data.draws import Draws
from sample_data.seasons import MONTH_WEIGHTS, at_work, days_between, in_hours, is_workday, later


@dataclass(frozen=True)
class Lead:
    """A possible customer. deal: what it became; response_at: the first answer, None where nobody answered."""

    created_at: datetime
    first_name: str
    last_name: str
    company: str
    email: str
    phone: str | None
    industry: str
    region: str
    channel: str
    campaign: CampaignPlan | None
    rep: Rep
    grade: str
    status: str
    assigned_at: datetime | None = None
    response_at: datetime | None = None
    returned_at: datetime | None = None
    qualified_at: datetime | None = None
    converted_at: datetime | None = None
    deal: Deal | None = None
    key: int = 0


@dataclass
class Names:
    """Hands out people and companies so that nobody is met twice by accident."""

    company: Company
    draws: Draws
    taken: set[str] = field(default_factory=set)

    def contact(self, firm: str) -> tuple[str, str, str]:
        """First name, last name and e-mail address of somebody new at that firm."""
        while True:
            first, last = self.company.person(self.draws)
            number = len(self.taken) + 1
            email = (
                f"contact{number:05d}@example.com"
                if not (first + last).isascii()
                else (f"{first}.{last}.{firm.split()[0]}@example.com".lower())
            )
            if email not in self.taken:
                self.taken.add(email)
                return first, last, email


def lead_of(company: Company, deal: Deal, names: Names, draws: Draws) -> Lead:
    """The lead a deal came from: answered, qualified, converted on the day the deal was entered."""
    assert deal.account
    converted_at = deal.created_at
    created_at = at_work((converted_at - timedelta(days=draws.around(12, 0.8))).date(), draws)
    created_at = min(created_at, converted_at - timedelta(hours=2))
    span = (converted_at - created_at).total_seconds()
    first, last, email = names.contact(deal.account.name)
    assigned = in_hours(created_at + timedelta(seconds=min(span * 0.2, 60 * draws.around(50, 1.0))), draws)
    response = in_hours(created_at + timedelta(seconds=min(span * 0.6, 3600 * draws.around(7, 1.1))), draws)
    assigned = min(assigned, converted_at)
    response = min(max(assigned, response), converted_at)
    return Lead(
        created_at,
        first,
        last,
        deal.account.name,
        email,
        phone(draws),
        deal.account.industry,
        deal.account.region,
        deal.channel,
        deal.campaign,
        deal.history[0].rep,
        draws.weighted({"A": 0.45, "B": 0.4, "C": 0.15}),
        "converted",
        assigned,
        response,
        None,
        min(in_hours(response + timedelta(seconds=span * 0.3), draws), converted_at),
        converted_at,
        deal,
    )


def phone(draws: Draws) -> str | None:
    """A number that nobody can have; a third of the leads leave it out."""
    return (
        f"+999 {int(draws.random() * 9000) + 1000} {int(draws.random() * 90000) + 10000}"
        if draws.chance(0.66)
        else None
    )


def other_lead(company: Company, day: date, names: Names, firms: list[tuple[str, str]], draws: Draws) -> Lead:
    """A lead that did not become a deal so far."""
    running = [one for one in company.campaigns if one.start <= day <= one.end + timedelta(days=14)]
    campaign = None
    if running and draws.chance(0.66):
        campaign = draws.weighted({one: one.pull / max(10, (one.end - one.start).days) + 0.01 for one in running})
    region = draws.weighted({region: market_size(region, day, company.opening) for region in company.regions})
    sort = draws.weighted({name: size.share for name, size in company.sizes.items()})
    rep = pick_rep(company, region.name, sort, max(day, company.opening), draws)
    firm, industry = draws.one(firms)
    first, last, email = names.contact(firm)
    created_at = at_work(day, draws)
    channel = campaign.channel if campaign else draws.weighted({k: share for k, (share, _) in company.channels.items()})
    lead = Lead(
        created_at,
        first,
        last,
        firm,
        email,
        phone(draws),
        industry,
        region.name,
        channel,
        campaign,
        rep,
        draws.weighted({"A": 0.15, "B": 0.4, "C": 0.45}),
        "new",
    )
    return follow_up(company, lead, draws)


def follow_up(company: Company, lead: Lead, draws: Draws) -> Lead:
    """What became of the lead by the day of the export: answered late or never, back to the pool, nurtured, closed."""
    until = datetime.combine(company.exported_on, datetime.min.time())
    assigned = in_hours(lead.created_at + timedelta(minutes=draws.around(90, 1.2)), draws)
    busy = {"A": 0.6, "B": 1.0, "C": 1.6}[lead.grade] * (1.6 if lead.campaign and lead.campaign.pull > 50 else 1.0)
    answered = draws.chance(0.82 - 0.12 * busy + 0.1 * lead.rep.care)
    waits = timedelta(hours=draws.around(11 * busy / lead.rep.care, 1.2))
    answer = max(assigned, in_hours(lead.created_at + waits, draws))
    response = answer if answered and answer < until else None
    known = replace(lead, assigned_at=assigned if assigned < until else None, response_at=response)
    if response is None:
        returned = in_hours(lead.created_at + timedelta(days=3 + draws.around(4, 0.7)), draws)
        if returned < until and draws.chance(0.75):
            return replace(known, returned_at=returned, status="returned")
        return known
    fate = draws.weighted({"working": 0.16, "nurturing": 0.24, "closed": 0.46, "qualified": 0.14})
    if fate == "qualified":
        qualified = later(response, draws.around(6, 0.7), draws)
        return replace(known, qualified_at=qualified, status="qualified") if qualified < until else known
    aged = (until - response).days > 90
    return replace(known, status="closed" if aged and fate == "working" else fate)


def leads(company: Company, deals: list[Deal]) -> list[Lead]:
    """Leads that became deals, leads that did not, and a few that came twice; oldest first."""
    draws = company.draws("leads")
    names = Names(company, company.draws("people"))
    found = [lead_of(company, deal, names, draws) for deal in deals if deal.from_lead and deal.account]
    taken = {deal.account.name for deal in deals if deal.account}
    firms = [one for one in account_names(company, company.draws("firms")) if one[0] not in taken]
    days = [day for day in days_between(company.opening, company.exported_on - timedelta(days=1)) if is_workday(day)]
    weights = [MONTH_WEIGHTS[day.month - 1] for day in days]
    for day in draws.choices(days, weights=weights, k=company.leads):
        found.append(other_lead(company, day, names, firms, draws))
    found.extend([again(company, draws.one(found), draws) for _ in range(company.leads // 28)])
    found = [lead for lead in found if lead.created_at.date() <= company.exported_on]
    found.sort(key=lambda lead: (lead.created_at, lead.email))
    return [replace(lead, key=key) for key, lead in enumerate(found, start=1)]


def again(company: Company, lead: Lead, draws: Draws) -> Lead:
    """The same person fills in another form some weeks later, in other spelling."""
    created_at = later(lead.created_at, 3 + 60 * draws.random(), draws)
    email = draws.one((lead.email, lead.email.upper(), ""))
    copy = replace(
        lead,
        created_at=created_at,
        email=email,
        company=lead.company.upper(),
        campaign=None,
        status="new",
        assigned_at=None,
        response_at=None,
        returned_at=None,
        qualified_at=None,
        converted_at=None,
        deal=None,
    )
    return follow_up(company, copy, draws)
