"""As of any past day every view shows what an import of that day's exports would have shown.

What a history does not carry is on all days as the last export has it, so no test can hold it to an earlier one: names,
product lines, channels, campaigns, lines, splits, targets and the owners of accounts and leads; probabilities and
forecast categories that only the deal tells; the reason of a closing that was undone; the day of a lead without one;
the stage of a deal without a history. The reconciliation is about the last export itself.
"""

import datetime as dt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dashboard import catalog
from tests.companies import settings_of
from tests.oracle.answers import KEYS
from tests.oracle.comparing import differences
from tests.strategies import random_scope
from tests.truncation import EXPORTED_ON, carried_company, exported_on

ABOUT_THE_EXPORT = {"crm_reconciliation", "crm_reconciliation_list", "data_quality"}
VIEWS = sorted({each.name for each in catalog.queries("views")} - ABOUT_THE_EXPORT)
TURNS = 3


def test_no_view_is_left_out_but_those_about_the_export():
    assert set(VIEWS) <= KEYS.keys()


@pytest.mark.parametrize("turn", range(TURNS))
@settings(max_examples=settings.default.max_examples // TURNS)
@given(st.randoms(use_true_random=False), st.integers(0, 330))
def test_a_past_day_shows_what_its_own_import_would_have_shown(built, turn, random, days):
    company = carried_company(random)
    day = EXPORTED_ON - dt.timedelta(days=days)
    alone = exported_on(company, day)
    assume(alone.tables["deals"] and alone.has_times == company.has_times)
    start = day - dt.timedelta(days=random.choice((0, 40, 200)))
    choices = random_scope(random, company) | {
        "period_start": start,
        "period_end": start + dt.timedelta(days=random.choice((30, 90, 364))),
        "as_of": day,
    }
    views = VIEWS[turn::TURNS]
    built.fill(company.tables, company, settings_of(company))
    known = {view: built.read(view, choices) for view in views}
    built.fill(alone.tables, alone, settings_of(alone))
    found = [line for view in views for line in differences(view, built.read(view, choices), known[view])]
    assert found == []
