"""All deals of a company: who gets which, with whom, about what; then the process runs them."""

from datetime import date, datetime, timedelta

from sample_data.company import Account, Company, ProductLine, Region, accounts, market_size, pick_rep
from sample_data.credits import line_items, splits
from sample_data.deals import Change, Deal
from sample_data.draws import Draws
from sample_data.process import Process
from sample_data.seasons import DAYS_PER_YEAR, MONTH_WEIGHTS, at_work, days_between, is_workday

KIND_ODDS = {"new_business": 1.0, "expansion": 1.5, "renewal": 2.6}


def creation_days(company: Company, draws: Draws) -> list[date]:
    """The days on which deals are entered, oldest first: seasons, growth, no weekends."""
    days = [day for day in days_between(company.opening, company.exported_on) if is_workday(day)]
    size = [sum(market_size(region, day, company.opening) for region in company.regions) for day in days]
    weights = [
        MONTH_WEIGHTS[day.month - 1] * (0.75 if day.weekday() == 4 else 1.0) * total
        for day, total in zip(days, size, strict=True)
    ]
    return sorted(draws.choices(days, weights=weights, k=company.deals))


def choose_line(company: Company, day: date, sort: str, draws: Draws) -> ProductLine:
    """A product line on the market that day; small customers buy the small things."""
    years = (day - company.opening).days / DAYS_PER_YEAR
    weights = {}
    for line in company.lines:
        if line.since is None or line.since <= day:
            fit = 1 / line.value if sort == "small" else line.value if sort == "large" else 1.0
            weights[line] = line.weight * (1 + line.growth) ** years * max(0.4, min(2.0, fit))
    return draws.weighted(weights)


def choose_account(known: list[Account], region: Region, day: date, draws: Draws) -> tuple[Account, str]:
    """An account of the region known that day and the kind of deal: new business, expansion or renewal."""
    there = [one for one in known if one.region == region.name and one.created_at.date() <= day]
    customers = [one for one in there if one.won_on and (day - one.won_on[-1]).days > 40]
    if customers and draws.chance(0.34):
        account = draws.one(customers)
        since_last = (day - account.won_on[-1]).days
        return account, "renewal" if since_last > 270 and draws.chance(0.5) else "expansion"
    fresh = [one for one in there if not one.deals]
    prospects = [one for one in there if one.deals and not one.won_on]
    if fresh and (not prospects or draws.chance(0.75)):
        return draws.one(fresh), "new_business"
    return draws.one(prospects or there), "new_business"


def start(company: Company, key: int, day: date, known: list[Account], draws: Draws) -> Deal:
    """A deal as it is entered."""
    region = draws.weighted({region: market_size(region, day, company.opening) for region in company.regions})
    account, kind = choose_account(known, region, day, draws)
    rep = account.rep if account.rep.is_selling(day) and draws.chance(0.6) else None
    rep = rep or pick_rep(company, region.name, account.sort, day, draws)
    account.deals += 1
    line = choose_line(company, day, account.sort, draws)
    channel = draws.weighted({name: share for name, (share, _) in company.channels.items()})
    running = [one for one in company.campaigns if one.start <= day <= one.end + timedelta(days=60)]
    campaign = draws.one(running) if running and draws.chance(0.42) else None
    at = at_work(day, draws)
    process = Process(company)
    value = company.typical_amount * company.sizes[account.sort].value * line.value
    amount = process.rounded(draws.around(value * (0.8 if kind == "renewal" else 1.0), 0.62))
    first = draws.weighted({0: 0.86, 1: 0.11, 2: 0.03}) if kind != "renewal" else draws.weighted({0: 0.4, 1: 0.6})
    stage = company.stages[first]
    pace = line.pace * company.sizes[account.sort].pace
    cycle = sum(one.median_days for one in company.stages[first:]) * pace
    created = Change(
        at=at,
        stage=stage.name,
        old_stage=None,
        outcome="open",
        amount=amount,
        expected_close=process.some_close(at, cycle * 1.05, draws),
        probability=stage.probability,
        category=stage.category,
        rep=rep,
    )
    deal = Deal(
        key=key,
        name="",
        account=account,
        sort=account.sort,
        kind=kind,
        line=line.name,
        channel=campaign.channel if campaign else channel,
        campaign=campaign,
        history=[created],
    )
    deal.pace = pace * (0.6 if kind == "renewal" else 1.0)
    deal.odds = company.channels[deal.channel][1] * KIND_ODDS[kind]
    deal.from_lead = kind == "new_business" and draws.chance(0.6)
    return deal


def finish(company: Company, deal: Deal, draws: Draws) -> None:
    """What the deal carries at the end: lines, splits, next step, last activity."""
    deal.lines = line_items(company, deal, draws)
    deal.splits = splits(company, deal, draws)
    until = datetime.combine(company.exported_on, datetime.min.time())
    if deal.now.outcome == "open":
        stage = next((one for one in company.stages if one.name == deal.now.stage), company.stages[0])
        if draws.chance(0.8):
            deal.next_step = draws.one(stage.next_steps)
            deal.next_step_date = (at_work((until + timedelta(days=draws.triangular(-20, 30, 6))).date(), draws)).date()
        idle = draws.around(9, 0.8)
        deal.last_activity = max(deal.created_at, until - timedelta(days=idle))
        if (until - deal.now.at).days > 120:
            deal.last_activity = deal.now.at + timedelta(days=draws.random() * 30)
    else:
        deal.last_activity = deal.now.at


def deals(company: Company) -> tuple[list[Account], list[Deal]]:
    """The market and every deal up to the export, oldest first."""
    market = accounts(company)
    process = Process(company)
    made: list[Deal] = []
    wins: list[tuple[date, Account]] = []
    for key, day in enumerate(creation_days(company, company.draws("creation")), start=1):
        while wins and wins[0][0] <= day:
            won_on, account = wins.pop(0)
            account.won_on.append(won_on)
        draws = company.draws("deal", key)
        deal = start(company, key, day, market, draws)
        process.run(deal, draws)
        finish(company, deal, draws)
        if deal.now.outcome == "won" and deal.close_date and deal.account:
            wins.append((deal.close_date, deal.account))
            wins.sort(key=lambda win: win[0])
        made.append(deal)
    return market, made
