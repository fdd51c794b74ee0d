"""The Kaplan–Meier median of the second computation against an independent library."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.oracle.numbers import kaplan_meier_median

STAYS = st.lists(st.tuples(st.integers(0, 60).map(float), st.booleans()), min_size=1, max_size=40)


@pytest.fixture(scope="module")
def lifelines():
    """Half of the seconds that every worker would spend on collecting, were it imported above."""
    return pytest.importorskip("lifelines")


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(STAYS)
def test_the_median_stay_is_that_of_lifelines(lifelines, stays):
    curve = lifelines.KaplanMeierFitter().fit([days for days, _ in stays], [ended for _, ended in stays])
    survival = curve.survival_function_["KM_estimate"]
    halved = survival[survival <= 0.5 + 1e-9].index
    assert kaplan_meier_median(stays) == (halved[0] if len(halved) else None)


def test_lasting_stays_count_as_at_risk_until_they_are_seen_last():
    completed = [(days, True) for days in (14.0, 14.0, 19.0, 26.0, 31.0)]
    assert kaplan_meier_median([*completed, (30.0, False), (39.0, False)]) == 26
    assert kaplan_meier_median(completed) == 19


def test_a_median_that_nobody_reached_is_unknown():
    assert kaplan_meier_median([(5.0, True), (9.0, False), (9.0, False)]) is None
    assert kaplan_meier_median([]) is None
