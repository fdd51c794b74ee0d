"""Thresholds over all deals as of a day, whatever the filters: the stalled limit and the cycle limit."""

from __future__ import annotations

from datetime import date

from tests.oracle.company import Company
from tests.oracle.facts import Fact, facts
from tests.oracle.numbers import mean, percentile
from tests.oracle.stays import Stay, stays

ENOUGH = 10


def observed_stays(company: Company, as_of: date) -> list[tuple[Fact, Stay]]:
    """Stays with a known start begun by a day, of deals whose history names stages."""
    key = ("stays", as_of)
    if key not in company.memory:
        company.memory[key] = [
            (fact, stay)
            for fact in facts(company, as_of)
            if fact.life.has_history
            for stay in stays(fact.life)
            if stay.is_start_known and stay.entered_at.date() <= as_of
        ]
    return company.memory[key]


def stalled_limit(company: Company, pipeline: str, stage: str | None, as_of: date) -> float | None:
    """expected_days, else the 75th percentile of completed stays there of deals won by then; NULL below ten."""
    expected = company.stage(pipeline, stage)["expected_days"]
    if expected is not None:
        return float(expected)
    days = [
        stay.days(as_of, company.has_times)
        for fact, stay in observed_stays(company, as_of)
        if fact.outcome == "won" and (stay.pipeline, stay.stage) == (pipeline, stage) and stay.is_completed(as_of)
    ]
    return percentile(days, 0.75) if len(days) >= ENOUGH else None


def is_stalled(company: Company, fact: Fact, as_of: date) -> bool | None:
    """Present visit longer than the limit; NULL when closed, in no known stage, begun unknown, or without limit."""
    if fact.outcome != "open" or fact.present is None or fact.days_in_stage is None:
        return None
    limit = stalled_limit(company, fact.present.pipeline, fact.present.stage, as_of)
    return None if limit is None else fact.days_in_stage > limit


def wins(company: Company, as_of: date) -> list[Fact]:
    """Deals won as of a day with a known cycle, in the order in which they closed."""
    won = [fact for fact in facts(company, as_of) if fact.outcome == "won" and fact.cycle_days is not None]
    return sorted(won, key=lambda fact: (fact.state.closed_at, fact.deal_id))


def last_cycles(company: Company, won: list[Fact]) -> float | None:
    """Mean cycle of the last cycle_basis_wins of some wins."""
    return mean(fact.cycle_days for fact in won[-company.cycle_basis_wins :])


def cycle_limit(company: Company, fact: Fact, as_of: date) -> float | None:
    """Mean cycle of the last wins of the first of rep, team, company that has ten; open deals only."""
    if fact.outcome != "open":
        return None
    everybody = wins(company, as_of)
    populations = [everybody]
    if fact.team is not None:
        populations.insert(0, [win for win in everybody if win.team == fact.team])
    if fact.rep is not None:
        populations.insert(0, [win for win in everybody if win.rep_id == fact.rep_id])
    return next((last_cycles(company, won) for won in populations if len(won) >= ENOUGH), None)


def is_beyond_cycle(company: Company, fact: Fact, as_of: date) -> bool | None:
    """Age above the cycle limit; NULL when closed, without limit, or of unknown age."""
    limit = cycle_limit(company, fact, as_of)
    return None if limit is None or fact.age_days is None else fact.age_days > limit
