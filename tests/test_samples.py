"""Samples of rates and the interval chance leaves them."""

import pytest

from dashboard.samples import sample_columns, wilson


def test_the_interval_of_the_worked_example():
    low, high = wilson(0.5, 6)
    assert (round(low, 3), round(high, 3)) == (0.188, 0.812)


@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_the_interval_never_leaves_zero_to_one(rate):
    low, high = wilson(rate, 3)
    assert 0 <= low <= rate <= high <= 1


def test_nothing_has_no_interval():
    assert wilson(0.0, 0) is None


def test_the_header_of_a_measure_says_its_sample():
    assert sample_columns("win_rate") == ("won_deals", "lost_deals")
    assert sample_columns("won_amount") == ()
    assert sample_columns("no_measure") == ()
