"""What reps do: calls, connects, meetings, visits, demos, e-mails, proposals."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sample_data.company import Account, Company, Rep
from sample_data.deals import Deal
from sample_data.draws import Draws
from sample_data.leads import Lead
from sample_data.seasons import at_work

# Roughly 15 calls to 7 connects to 1 meeting early on; visits, demos and proposals late.
EARLY = {"call": 0.46, "connect": 0.22, "email": 0.2, "meeting": 0.08, "visit": 0.04}
LATE = {"call": 0.14, "connect": 0.16, "email": 0.16, "meeting": 0.16, "visit": 0.16, "demo": 0.12, "proposal": 0.1}


@dataclass(frozen=True)
class Activity:
    """Something a rep did or plans to do; is_planned: due by the day of the export and not done."""

    at: datetime
    kind: str
    rep: Rep
    is_planned: bool
    deal: Deal | None = None
    lead: Lead | None = None
    account: Account | None = None


def activities(company: Company, deals: list[Deal], leads: list[Lead]) -> list[Activity]:
    """Everything done for deals and leads, and what is overdue for open deals, oldest first."""
    draws = company.draws("activities")
    made: list[Activity] = []
    for deal in deals:
        made.extend(for_deal(company, deal, draws))
    for lead in leads:
        if lead.response_at:
            kind = draws.weighted({"call": 0.5, "connect": 0.25, "email": 0.25})
            made.append(Activity(lead.response_at, kind, lead.rep, False, lead=lead))
    made.sort(key=lambda one: (one.at, one.rep.key, one.kind))
    return made


def for_deal(company: Company, deal: Deal, draws: Draws) -> list[Activity]:
    """More work on large and open deals and by careful reps; dense in late stages, nothing while a deal stalls."""
    late = {stage.name for stage in company.stages[2:]}
    until = datetime.combine(company.exported_on, datetime.min.time()) + timedelta(hours=12)
    made = []
    for change, following in zip(deal.history, [*deal.history[1:], None], strict=True):
        if change.outcome != "open":
            continue
        end = following.at if following else min(until, change.at + timedelta(days=60))
        days = min((end - change.at).days, 45)
        expected = (0.4 + days / 24) * (0.6 + 0.5 * change.rep.care) * (1.25 if deal.sort == "large" else 1.0)
        for _ in range(int(expected + draws.random())):
            at = at_work((change.at + timedelta(days=draws.random() * days)).date(), draws)
            at = max(at, change.at + timedelta(minutes=20))
            if at < until:
                kind = draws.weighted(LATE if change.stage in late else EARLY)
                made.append(Activity(at, kind, change.rep, False, deal=deal, account=deal.account))
    if deal.now.outcome == "open" and draws.chance(0.4):
        at = at_work((until - timedelta(days=draws.random() * 12)).date(), draws)
        at = max(at, deal.created_at)
        made.append(Activity(at, draws.weighted(LATE), deal.rep, True, deal=deal, account=deal.account))
    return made
