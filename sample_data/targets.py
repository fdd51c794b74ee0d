"""What is to be reached per quarter: by the company, its regions, reps and some product lines; what reps submit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sample_data.company import Company, Rep, market_size
from sample_data.deals import Deal
from sample_data.draws import Draws
from sample_data.seasons import at_work, quarter_end

QUARTER_SHARES = (0.21, 0.25, 0.23, 0.31)


@dataclass(frozen=True)
class Target:
    """A target of one holder for one period; measure won_amount is money, the others are pieces."""

    first: date
    last: date
    measure: str
    amount: int
    region: str | None = None
    rep: Rep | None = None
    line: str | None = None


@dataclass(frozen=True)
class Submission:
    """What a rep said would come in a quarter."""

    at: datetime
    rep: Rep
    first: date
    last: date
    commit: int
    best_case: int


def quarters(company: Company) -> Iterator[tuple[date, date, float]]:
    """First and last day of every quarter from the first year to the running one, with its share of the year."""
    for year in range(company.opening.year, company.exported_on.year + 1):
        for number, share in enumerate(QUARTER_SHARES):
            first = date(year, number * 3 + 1, 1)
            yield first, quarter_end(first), share


def thousands(amount: float) -> int:
    """Targets and forecasts are set in thousands."""
    return round(amount / 1000) * 1000


def targets(company: Company) -> list[Target]:
    """The company grows eight per cent a year; regions and reps are asked for a little more than their sum."""
    found: list[Target] = []
    for first, last, share in quarters(company):
        years = first.year - company.exported_on.year
        total = company.yearly_target * 1.08**years * share
        found.append(Target(first, last, "won_amount", thousands(total)))
        weights = {region: market_size(region, first, company.opening) for region in company.regions}
        for region, weight in weights.items():
            asked = total * 1.04 * weight / sum(weights.values())
            found.append(Target(first, last, "won_amount", thousands(asked), region=region.name))
            team = [one for one in company.reps if one.region == region.name and sells_in(one, first, last)]
            ramps = {
                number: one.ramp(first) * (1.4 if one.team == company.reps[0].team else 1.0)
                for number, one in enumerate(team)
            }
            for number, one in enumerate(team):
                own = asked * 1.05 * ramps[number] / sum(ramps.values())
                found.append(Target(first, last, "won_amount", thousands(own), region=region.name, rep=one))
                visits = round(14 * one.ramp(first))
                if first.year == company.exported_on.year:
                    found.append(Target(first, last, "visits", visits, region=region.name, rep=one))
        if first.year == company.exported_on.year:
            for line in company.lines[:1] + company.lines[-1:]:
                value = total * line.weight * line.value * (1.5 if line.since else 1.0) * 0.85
                found.append(Target(first, last, "won_amount", thousands(value), line=line.name))
            found.append(Target(first, last, "leads", round(company.leads / 13)))
    return found


def sells_in(rep: Rep, first: date, last: date) -> bool:
    """Whether the rep carries a quota for the quarter."""
    return rep.sells and rep.started <= last - timedelta(days=45) and (rep.ended is None or rep.ended >= last)


def submissions(company: Company, deals: list[Deal]) -> list[Submission]:
    """In the second week of every quarter each rep submits a forecast, the optimists too much."""
    draws = company.draws("submissions")
    made = []
    for first, last, _ in quarters(company):
        at_day = first + timedelta(days=10)
        if at_day > company.exported_on:
            continue
        for rep in company.reps:
            if not sells_in(rep, first, last):
                continue
            mine = [deal for deal in deals if deal.rep is rep and deal.amount and is_expected(deal, at_day, last)]
            total = sum(deal.amount or 0 for deal in mine)
            made.append(submission(rep, first, last, at_day, total, draws))
    return made


def is_expected(deal: Deal, day: date, last: date) -> bool:
    """Whether the deal was open on that day and meant to close by the last."""
    known = [change for change in deal.history if change.at.date() <= day]
    if not known or known[-1].outcome != "open":
        return False
    return known[-1].expected_close is not None and known[-1].expected_close <= last


def submission(rep: Rep, first: date, last: date, day: date, total: int, draws: Draws) -> Submission:
    """A third or so of what is expected is committed, more is hoped for."""
    hope = draws.uniform(0.5, 0.8) * (1.15 if rep.care < 0.7 else 1.0)
    return Submission(at_work(day, draws), rep, first, last, thousands(total * hope * 0.55), thousands(total * hope))
