"""How a deal runs: stays, skips, steps back, pushed dates, new amounts, and one of three endings."""

from datetime import date, datetime, timedelta
from typing import Any

from sample_data.company import Company, Rep
from sample_data.deals import Deal
from sample_data.draws import Draws
from sample_data.seasons import at_work, bunched, last_workday, later, month_end, quarter_end, slow_season

SKIPS = 0.09
STEPS_BACK = 0.07
STALLS = 0.08
FORGOTTEN = 0.016
REOPENS = 0.05


class ExportReachedError(Exception):
    """The next event lies after the export: the deal stays as it is."""


class Process:
    """Runs deals of one company up to the day of the export."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.until = datetime.combine(company.exported_on, datetime.min.time()) + timedelta(hours=18)

    def run(self, deal: Deal, draws: Draws) -> None:
        """Append everything that happens to the deal from its creation to its end or the export."""
        try:
            self.walk(deal, draws)
        except ExportReachedError:
            self.call_running_quarter(deal, draws)

    def event(self, deal: Deal, at: datetime, draws: Draws, **changes: Any) -> None:
        """Record a change unless it is after the export; hand over first where the owner has left."""
        rep = deal.now.rep
        if rep.ended and at.date() > rep.ended and "rep" not in changes:
            handed_over = max(at_work(rep.ended + timedelta(days=3), draws), deal.now.at)
            self.event(deal, handed_over, draws, rep=self.successor(rep, at.date(), draws))
            at = max(at, handed_over)
        if at > self.until:
            raise ExportReachedError
        deal.record(at, **changes)

    def successor(self, rep: Rep, day: date, draws: Draws) -> Rep:
        """A colleague of the region who sells on that day."""
        others = [one for one in self.company.reps if one.is_selling(day) and one is not rep]
        return draws.one([one for one in others if one.region == rep.region] or others)

    def walk(self, deal: Deal, draws: Draws) -> None:
        """Stage by stage until an ending."""
        stages = self.company.stages
        number = next(index for index, stage in enumerate(stages) if stage.name == deal.now.stage)
        stepped_back = reopened = False
        while True:
            stage, rep = stages[number], deal.now.rep
            if (self.until - deal.now.at).days < 400 and draws.chance(FORGOTTEN):
                raise ExportReachedError
            odds = stage.advance / (1 - stage.advance) * deal.odds * rep.skill * rep.ramp(deal.now.at.date())
            advances = draws.chance(odds / (1 + odds))
            days = draws.around(stage.median_days * deal.pace * rep.pace, 0.6)
            stalls = draws.chance(STALLS)
            if stalls:
                days *= 3 + 4 * draws.random()
                advances = advances and draws.chance(0.4)
            elif not advances:
                days *= 1.3
            leaves_at = slow_season(later(deal.now.at, days, draws), draws)
            self.meanwhile(deal, leaves_at, draws, quiet=stalls)
            if not advances:
                if number and not stepped_back and draws.chance(STEPS_BACK * 2):
                    stepped_back = True
                    number = self.move(deal, number - 1, leaves_at, draws)
                    continue
                self.lose(deal, leaves_at, draws)
                if reopened or not draws.chance(REOPENS):
                    return
                reopened = True
                number = self.reopen(deal, number, draws)
                continue
            if number + 1 == len(stages):
                self.win(deal, leaves_at, draws)
                return
            if number and not stepped_back and draws.chance(STEPS_BACK):
                stepped_back = True
                number = self.move(deal, number - 1, leaves_at, draws)
                continue
            following = number + (2 if number + 2 < len(stages) and draws.chance(SKIPS) else 1)
            number = self.move(deal, following, leaves_at, draws)

    def move(self, deal: Deal, number: int, at: datetime, draws: Draws) -> int:
        """Into another open stage; quotes set the amount, late stages the date."""
        stage = self.company.stages[number]
        last = len(self.company.stages) - 1
        changes: dict[str, Any] = {
            "stage": stage.name,
            "outcome": "open",
            "probability": stage.probability,
            "category": stage.category,
        }
        self.event(deal, at, draws, **changes)
        amount = deal.now.amount
        if amount and number >= last - 1 and draws.chance(0.6):
            revised = self.rounded(amount * draws.around(0.98, 0.16), fine=True)
            self.event(deal, later(at, draws.random() * 3, draws), draws, amount=revised)
        if number >= last - 1 and draws.chance(0.5):
            remaining = sum(one.median_days for one in self.company.stages[number:]) * deal.pace
            self.event(deal, deal.now.at, draws, expected_close=self.some_close(deal.now.at, remaining, draws))
        return number

    def meanwhile(self, deal: Deal, leaves_at: datetime, draws: Draws, *, quiet: bool) -> None:
        """What changes while the deal stands: a new estimate, another owner, dates pushed when they come near."""
        stay = (leaves_at - deal.now.at).days
        if deal.now.amount and draws.chance(0.16):
            revised = self.rounded(deal.now.amount * draws.around(0.97, 0.3))
            self.event(deal, later(deal.now.at, stay * draws.random(), draws), draws, amount=revised)
        if draws.chance(0.012):
            day = deal.now.at.date()
            self.event(
                deal,
                later(deal.now.at, stay * draws.random() * 0.5, draws),
                draws,
                rep=self.successor(deal.now.rep, day, draws),
            )
        while deal.now.expected_close and deal.now.expected_close < leaves_at.date():
            if not draws.chance(deal.now.rep.care * (0.6 if quiet else 1.0)):
                return
            noticed = at_work(
                max(deal.now.expected_close - timedelta(days=int(draws.triangular(-6, 12, 1))), deal.now.at.date()),
                draws,
            )
            noticed = max(noticed, deal.now.at)
            if noticed >= leaves_at:
                return
            pushed = self.some_close(noticed, 20 + 60 * draws.random(), draws)
            if pushed <= deal.now.expected_close:
                pushed = month_end(deal.now.expected_close + timedelta(days=20))
            self.event(deal, noticed, draws, expected_close=pushed)

    def some_close(self, at: datetime, days: float, draws: Draws) -> date:
        """An estimate of the closing day as people write it: end of quarter, end of month, or some day."""
        day = at.date() + timedelta(days=max(5, int(days * draws.around(1.0, 0.25))))
        manner = draws.random()
        if manner < 0.3:
            return last_workday(quarter_end(day))
        return last_workday(month_end(day)) if manner < 0.7 else day

    def win(self, deal: Deal, at: datetime, draws: Draws) -> None:
        """Signed, mostly near the end of a quarter, often at a last discount."""
        at = max(bunched(at, deal.now.at, draws), deal.now.at)
        amount = deal.now.amount
        if amount and draws.chance(0.4):
            amount = self.rounded(amount * draws.uniform(0.86, 0.98), fine=True)
        self.event(
            deal,
            at,
            draws,
            stage=self.company.won,
            outcome="won",
            amount=amount,
            expected_close=at.date(),
            probability=1.0,
            category="closed",
        )
        deal.close_date = at.date()
        deal.reason, deal.competitor = draws.weighted(self.company.reasons["won"]) or None, None

    def lose(self, deal: Deal, at: datetime, draws: Draws) -> None:
        """To a competitor, to no decision, or for a reason nobody wrote down in full."""
        self.event(
            deal,
            at,
            draws,
            stage=self.company.lost,
            outcome="lost",
            expected_close=at.date(),
            probability=0.0,
            category="omitted",
        )
        deal.close_date = at.date()
        ending = draws.weighted({"competitor": 0.46, "no_decision": 0.36, "unspecified": 0.18})
        deal.reason = draws.weighted(self.company.reasons[ending]) or None
        deal.competitor = draws.one(self.company.competitors) if ending == "competitor" else None

    def reopen(self, deal: Deal, number: int, draws: Draws) -> int:
        """The customer comes back: the deal stands again where it was lost."""
        stage = self.company.stages[number]
        at = later(deal.now.at, 14 + 70 * draws.random(), draws)
        self.event(
            deal,
            at,
            draws,
            stage=stage.name,
            outcome="open",
            probability=stage.probability,
            category=stage.category,
            expected_close=self.some_close(at, 60, draws),
        )
        deal.close_date = deal.reason = deal.competitor = None
        deal.odds *= 2
        return number

    def rounded(self, amount: float, *, fine: bool = False) -> int:
        """An amount as people estimate it, or as it is quoted."""
        unit = self.company.rounding // 10 if fine else self.company.rounding
        return max(unit, round(amount / unit) * unit)

    def call_running_quarter(self, deal: Deal, draws: Draws) -> None:
        """What the reps say on the day of the export about the open deals due in the running quarter."""
        if deal.now.outcome != "open" or not deal.now.expected_close:
            return
        number = next((index for index, one in enumerate(self.company.stages) if one.name == deal.now.stage), 0)
        depth = (number + 1) / len(self.company.stages)
        is_due = deal.now.expected_close <= quarter_end(self.company.exported_on)
        called_at = at_work(self.company.exported_on - timedelta(days=11), draws)
        if not is_due or deal.now.at > called_at or depth < 0.5 or not draws.chance(0.5):
            return
        category = draws.weighted({"commit": depth, "best_case": 0.5, "omitted": 0.12})
        probability = {"commit": 0.9, "best_case": 0.6, "omitted": 0.05}[category]
        deal.record(called_at, category=category, probability=probability)
