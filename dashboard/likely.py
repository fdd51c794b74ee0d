"""Likely visits: what readers of a version will look at next, the likeliest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dashboard.members import GROUPED
from dashboard.periods import presets
from dashboard.scope import FILTERS, Scope
from dashboard.visits import Visit

# A database with fewer deals answers fast enough for what is two clicks away and for pages seldom opened.
_MANY_DEALS = 50_000
# A filter with more members is a list to search in: no member of it is a likely first click.
_FEW_MEMBERS = 12
# Pages beyond these in the order of use wait until all scopes of these are read.
_OFTEN = 5


def likely(
    pages: Sequence[str], last: Sequence[Visit], facts: Mapping[str, Any], offered: Mapping[str, Mapping[str, int]]
) -> Iterator[Visit]:
    """Every page without a choice, what was looked at last, the pages one click away, those two away.

    `pages` are all there are in the order of the navigation, `last` the last visits, latest first; pages that were used
    come first. `offered` is how many deals each member of each filter has: of few deals, nothing two clicks away is
    read, and one click away only the pages opened most.
    """
    used = list(dict.fromkeys(each.page for each in last if each.page in pages))
    ranked = [*used, *(each for each in pages if each not in used)]
    wished = [Visit(each) for each in ranked] + [each for each in last if each.page in pages]
    often, seldom, first = ranked[:_OFTEN], ranked[_OFTEN:], ranked[:1]
    periods, members = _periods(facts), _members(offered)
    both = [
        member.replace(period_start=period.period_start, period_end=period.period_end)
        for member in members
        for period in periods
    ]
    rounds = [(often, [*periods, *members]), (first, both), (seldom, [*periods, *members]), (often, both)]
    is_large = sum(offered.get("pipeline", {}).values()) >= _MANY_DEALS
    for named, scopes in rounds if is_large else rounds[:1]:
        wished += [Visit.at(page, scope.to_query()) for scope in scopes for page in named]
    yield from dict.fromkeys(wished)


def _periods(facts: Mapping[str, Any]) -> list[Scope]:
    """The named periods but the one without a choice."""
    usual = (facts["default_period_start"], facts["default_period_end"])
    spans = [each for each in presets(facts).values() if each != usual and isinstance(each[0], dt.date)]
    return [Scope(period_start=start, period_end=end) for start, end in dict.fromkeys(spans)]


def _members(offered: Mapping[str, Mapping[str, int]]) -> list[Scope]:
    """The members of short filters, in the order of the sidebar, those with most deals first."""
    found = []
    for choice in FILTERS:
        members = offered.get(choice.key, {}) if choice.key in GROUPED else {}
        if 1 < len(members) <= _FEW_MEMBERS:
            ranked = sorted(members, key=lambda each: -members[each])
            found += [Scope().replace(**{choice.field: (member,)}) for member in ranked]
    return found
