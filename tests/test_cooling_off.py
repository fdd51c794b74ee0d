"""A win counts from its closed day on and is final once its cooling-off days are over."""

import dataclasses
import datetime as dt

import pytest

from tests.companies import settings_of
from tests.conftest import EXPORTS
from tests.oracle.settings import read_company

FIRST_QUARTER = {"period_start": dt.date(2026, 1, 1), "period_end": dt.date(2026, 3, 31)}


@pytest.fixture(scope="module", autouse=True)
def filled(built):
    """The worked example, whose wins are D10 on 15 February, D1 on 26 February and D2 on 10 March."""
    company = read_company(EXPORTS / "worked_example", dt.date(2026, 3, 31))
    built.fill(company.tables, company, settings_of(dataclasses.replace(company, cooling_off_days=10)))


@pytest.mark.parametrize(
    ("as_of", "won", "final", "cooling"),
    [
        (dt.date(2026, 3, 7), 210, 110, ["D1"]),
        (dt.date(2026, 3, 8), 210, 210, []),
        (dt.date(2026, 3, 19), 270, 210, ["D2"]),
    ],
)
def test_a_win_is_final_from_the_day_on_which_its_cooling_off_is_over(built, as_of, won, final, cooling):
    choices = FIRST_QUARTER | {"as_of": as_of}
    [row] = [each for each in built.read("booked_and_collected", choices) if each["level"] == "company"]
    assert (row["won_amount"], row["final_amount"], row["cooling_off_deals"]) == (won, final, len(cooling))
    assert row["final_amount"] + row["cooling_off_amount"] == built.read("kpis", choices)[0]["won_amount"]
    assert [deal["deal_id"] for deal in built.read("deal_list", choices) if deal["is_cooling_off"]] == cooling


def test_booked_and_collected_stand_side_by_side_for_every_rep(built):
    rows = built.read("booked_and_collected", FIRST_QUARTER)
    shown = {row["name"]: (row["won_amount"], row["collected_amount"]) for row in rows if row["level"] == "rep"}
    assert shown == {"Ann Lee": (210, 90), "Bo Chen": (60, 20)}
