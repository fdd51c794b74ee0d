"""Named periods, counted from the day of the export."""

import datetime as dt

import pytest

from dashboard.periods import is_a_year, name_before, preset_of, presets, year_before
from dashboard.reader import Look, Reader
from dashboard.scope import Scope

D = dt.date
FACTS = {
    "exported_on": D(2026, 8, 14),
    "fiscal_year_start_month": 1,
    "default_period_start": D(2026, 1, 1),
    "default_period_end": D(2026, 12, 31),
}


def reader(start, end, language="en", **facts):
    return Reader(Look(language), Scope(period_start=start, period_end=end), {**FACTS, **facts})


def test_periods_of_a_calendar_year():
    assert presets(FACTS) == {
        "this_year": (D(2026, 1, 1), D(2026, 12, 31)),
        "this_quarter": (D(2026, 7, 1), D(2026, 9, 30)),
        "this_month": (D(2026, 8, 1), D(2026, 8, 31)),
        "last_month": (D(2026, 7, 1), D(2026, 7, 31)),
        "last_quarter": (D(2026, 4, 1), D(2026, 6, 30)),
        "last_year": (D(2025, 1, 1), D(2025, 12, 31)),
        "last_12_months": (D(2025, 8, 15), D(2026, 8, 14)),
    }


def test_periods_of_a_fiscal_year_that_begins_in_april():
    found = presets({**FACTS, "fiscal_year_start_month": 4, "exported_on": D(2026, 2, 10)})
    assert found["this_year"] == (D(2025, 4, 1), D(2026, 3, 31))
    assert found["this_quarter"] == (D(2026, 1, 1), D(2026, 3, 31))
    assert found["last_year"] == (D(2024, 4, 1), D(2025, 3, 31))


def test_a_period_is_known_by_its_days():
    assert preset_of((D(2026, 7, 1), D(2026, 9, 30)), FACTS) == "this_quarter"
    assert preset_of((D(2026, 7, 2), D(2026, 9, 30)), FACTS) == "custom"


def test_a_leap_day_goes_to_the_28th():
    assert year_before((D(2024, 2, 1), D(2024, 2, 29))) == (D(2023, 2, 1), D(2023, 2, 28))


@pytest.mark.parametrize(
    ("start", "end", "english", "chinese"),
    [
        (D(2026, 8, 1), D(2026, 8, 31), "vs July", "较7月"),
        (D(2026, 7, 1), D(2026, 9, 30), "vs Q2", "较二季度"),
        (D(2026, 1, 1), D(2026, 3, 31), "vs Q4", "较四季度"),
        (D(2026, 1, 1), D(2026, 12, 31), "vs 2025", "较2025年"),
        (D(2026, 1, 5), D(2026, 2, 9), "vs the period before", "较上期"),
    ],
)
def test_the_period_before_is_called_by_its_name(start, end, english, chinese):
    assert name_before(reader(start, end)) == english
    assert name_before(reader(start, end, "zh")) == chinese


def test_before_a_whole_year_lies_the_same_period_of_last_year():
    assert is_a_year(reader(D(2026, 1, 1), D(2026, 12, 31)))
    assert not is_a_year(reader(D(2026, 7, 1), D(2026, 9, 30)))
