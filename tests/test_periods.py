"""Named periods, counted from the day of the export."""

import datetime as dt

import pytest

from dashboard.periods import compared, compared_words, is_a_year, name_before, preset_of, presets, year_before
from dashboard.reader import Look, Reader
from dashboard.scope import Scope

D = dt.date
FACTS = {
    "exported_on": D(2026, 8, 14),
    "fiscal_year_start_month": 1,
    "default_period_start": D(2026, 1, 1),
    "default_period_end": D(2026, 12, 31),
}


def reader(start, end, language="en", comparison=None, **facts):
    return Reader(Look(language), Scope(period_start=start, period_end=end, comparison=comparison), {**FACTS, **facts})


def test_periods_of_a_calendar_year():
    assert presets(FACTS) == {
        "this_year": (D(2026, 1, 1), D(2026, 12, 31)),
        "this_quarter": (D(2026, 7, 1), D(2026, 9, 30)),
        "this_week": (D(2026, 8, 10), D(2026, 8, 16)),
        "last_week": (D(2026, 8, 3), D(2026, 8, 9)),
        "this_month": (D(2026, 8, 1), D(2026, 8, 31)),
        "last_month": (D(2026, 7, 1), D(2026, 7, 31)),
        "last_quarter": (D(2026, 4, 1), D(2026, 6, 30)),
        "last_year": (D(2025, 1, 1), D(2025, 12, 31)),
        "last_12_months": (D(2025, 8, 15), D(2026, 8, 14)),
    }


def test_a_week_begins_on_the_day_that_the_settings_name():
    found = presets({**FACTS, "week_start": "saturday"})
    assert found["this_week"] == (D(2026, 8, 8), D(2026, 8, 14))
    assert found["last_week"] == (D(2026, 8, 1), D(2026, 8, 7))


def test_a_week_is_held_against_the_week_before():
    assert name_before(reader(*presets(FACTS)["this_week"])) == "vs the week before"
    assert name_before(reader(*presets(FACTS)["last_week"], "zh")) == "较前一周"


def test_periods_of_a_fiscal_year_that_begins_in_april():
    found = presets({**FACTS, "fiscal_year_start_month": 4, "exported_on": D(2026, 2, 10)})
    assert found["this_year"] == (D(2025, 4, 1), D(2026, 3, 31))
    assert found["this_quarter"] == (D(2026, 1, 1), D(2026, 3, 31))
    assert found["last_year"] == (D(2024, 4, 1), D(2025, 3, 31))


@pytest.mark.parametrize(
    ("day", "first_month", "quarter", "year"),
    [
        (D(2026, 3, 31), 4, (D(2026, 1, 1), D(2026, 3, 31)), (D(2025, 4, 1), D(2026, 3, 31))),
        (D(2026, 4, 1), 4, (D(2026, 4, 1), D(2026, 6, 30)), (D(2026, 4, 1), D(2027, 3, 31))),
        (D(2024, 2, 29), 3, (D(2023, 12, 1), D(2024, 2, 29)), (D(2023, 3, 1), D(2024, 2, 29))),
        (D(2026, 1, 15), 12, (D(2025, 12, 1), D(2026, 2, 28)), (D(2025, 12, 1), D(2026, 11, 30))),
    ],
)
def test_a_fiscal_year_may_begin_in_any_month(day, first_month, quarter, year):
    found = presets({"exported_on": day, "fiscal_year_start_month": first_month})
    assert (found["this_quarter"], found["this_year"]) == (quarter, year)


def test_twelve_months_to_a_leap_day_begin_on_the_first_of_march():
    assert presets({**FACTS, "exported_on": D(2024, 2, 29)})["last_12_months"] == (D(2023, 3, 1), D(2024, 2, 29))


def test_all_runs_from_the_first_deal_to_the_day_of_the_export():
    assert presets({**FACTS, "first_day": D(2023, 3, 7)})["all"] == (D(2023, 3, 7), D(2026, 8, 14))
    assert "all" not in presets({**FACTS, "first_day": None})


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
        (D(2026, 1, 1), D(2026, 12, 31), "vs 2025", "较2025年同期"),
        (D(2026, 1, 5), D(2026, 2, 9), "vs the period before", "较上期"),
    ],
)
def test_the_period_before_is_called_by_its_name(start, end, english, chinese):
    assert name_before(reader(start, end)) == english
    assert name_before(reader(start, end, "zh")) == chinese


def test_before_a_whole_year_lies_the_same_period_of_last_year():
    assert is_a_year(reader(D(2026, 1, 1), D(2026, 12, 31)))
    assert not is_a_year(reader(D(2026, 7, 1), D(2026, 9, 30)))
    twelve_months = reader(D(2025, 8, 15), D(2026, 8, 14))
    assert compared(twelve_months) == ("previous",)
    assert name_before(twelve_months) == "vs the 12 months before"


@pytest.mark.parametrize(
    ("comparison", "span", "first_day", "kinds"),
    [
        (None, (D(2026, 7, 1), D(2026, 9, 30)), None, ("previous", "last_year")),
        ("last_year", (D(2026, 7, 1), D(2026, 9, 30)), None, ("last_year", "previous")),
        ("none", (D(2026, 7, 1), D(2026, 9, 30)), None, ()),
        # The year before is last year: once is enough.
        ("last_year", (D(2026, 1, 1), D(2026, 12, 31)), None, ("previous",)),
        # Before the first deal there is nothing.
        (None, (D(2023, 3, 7), D(2026, 8, 14)), D(2023, 3, 7), ()),
        (None, (D(2023, 3, 8), D(2026, 8, 14)), D(2023, 3, 7), ("previous", "last_year")),
    ],
)
def test_the_chosen_comparison_comes_first(comparison, span, first_day, kinds):
    assert compared(reader(*span, comparison=comparison, first_day=first_day)) == kinds


@pytest.mark.parametrize(
    ("span", "facts", "english", "chinese"),
    [
        (
            (D(2026, 7, 1), D(2026, 9, 30)),
            {},
            "compared with the first 45 days of Q2 2026 and Q3 2025",
            "对比2026年二季度和2025年三季度的前 45 天",
        ),
        ((D(2026, 7, 1), D(2026, 7, 31)), {}, "compared with Jun 2026 and Jul 2025", "对比2026年6月和2025年7月"),
        ((D(2026, 1, 1), D(2026, 12, 31)), {}, "compared with the first 226 days of 2025", "对比2025年的前 226 天"),
        (
            (D(2026, 4, 1), D(2026, 6, 30)),
            {"fiscal_year_start_month": 4},
            "compared with Q4 FY2026 and Q1 FY2026",
            "对比2026财年四季度和2026财年一季度",
        ),
        (
            (D(2026, 1, 5), D(2026, 2, 9)),
            {},
            "compared with the period before and the same days last year",
            "对比上期和去年同期",
        ),
        ((D(2026, 1, 5), D(2026, 2, 9)), {"comparison": "none"}, "compared with nothing", "不对比"),
        (
            (D(2026, 1, 5), D(2026, 2, 9)),
            {"first_day": D(2026, 1, 5)},
            "nothing before it to compare with",
            "此前无可对比的数据",
        ),
    ],
)
def test_the_sentence_says_with_what_a_period_is_compared(span, facts, english, chinese):
    assert compared_words(reader(*span, **facts)) == english
    assert compared_words(reader(*span, "zh", **facts)) == chinese
