"""Likely visits: what readers of a version will look at next, the likeliest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dashboard.members import GROUPED
from dashboard.periods import presets
from dashboard.scope import FILTERS, Scope
from dashboard.visits import Visit

# A database with fewer deals answers at once anyway.
_MANY_DEALS = 50_000
# A filter with more members is a list to search in: no member of it is a likely first click.
_FEW_MEMBERS = 12
# Pages whose scopes with two choices are read ahead too.
_MOST_USED = 3


def likely(
    pages: Sequence[str], last: Sequence[Visit], facts: Mapping[str, Any], offered: Mapping[str, Mapping[str, int]]
) -> Iterator[Visit]:
    """Every page without a choice, then what was looked at last, then the pages one click away, then those two away.

    `pages` are all there are in the order of the navigation, `last` the last visits, latest first; pages that were used
    come first. `offered` is how many deals each member of each filter has: of few deals, only the first two are read.
    """
    used = list(dict.fromkeys(each.page for each in last if each.page in pages))
    ranked = [*used, *(each for each in pages if each not in used)]
    seen: set[Visit] = set()
    for each in _wished(ranked, last, facts, offered):
        if each not in seen and each.page in pages:
            seen.add(each)
            yield each


def _wished(
    ranked: Sequence[str], last: Sequence[Visit], facts: Mapping[str, Any], offered: Mapping[str, Mapping[str, int]]
) -> Iterator[Visit]:
    yield from (Visit(each) for each in ranked)
    yield from last
    if sum(offered.get("pipeline", {}).values()) < _MANY_DEALS:
        return
    periods, members = _periods(facts), _members(offered)
    for scope in (*periods, *members):
        yield from (Visit.at(each, scope.to_query()) for each in ranked)
    for page in ranked[:_MOST_USED]:
        for member in members:
            for period in periods:
                both = member.replace(period_start=period.period_start, period_end=period.period_end)
                yield Visit.at(page, both.to_query())


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
