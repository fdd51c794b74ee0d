"""A win counts from its closed day on and is final once its cooling-off days are over."""

import dataclasses
import datetime as dt

import polars as pl
import pytest

from dashboard.reader import Look, Reader
from dashboard.scope import Scope
from dashboard.sentences.openings import Figures
from dashboard.sentences.openings.finality import finality
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


def test_reps_are_credited_with_what_is_final_as_with_what_is_won(built):
    choices = FIRST_QUARTER | {"as_of": dt.date(2026, 3, 7)}
    rows = [row for row in built.read("booked_and_collected", choices) if row["level"] == "rep"]
    shown = ("won_amount", "final_amount", "cooling_off_amount", "won_deals")
    assert {row["name"]: tuple(row[name] for name in shown) for row in rows} == {
        "Ann Lee": (180, 110, 70, 2),
        "Bo Chen": (30, 0, 30, 0),
    }


def test_booked_and_collected_stand_side_by_side_for_every_rep(built):
    rows = [row for row in built.read("booked_and_collected", FIRST_QUARTER) if row["level"] == "rep"]
    paid = {row["name"]: (row["won_amount"], row["collected_amount"]) for row in rows}
    assert paid == {"Ann Lee": (180, 90), "Bo Chen": (75, 20), "Cai Wang": (15, 0)}
    credits = {row["rep"]: row["won_amount"] for row in built.read("rep_efficiency", FIRST_QUARTER)}
    assert credits == {**dict.fromkeys(credits, 0), **{name: won for name, (won, _) in paid.items()}}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Of the won amount, ¥60 (1) still cools off: a win is final 10 days after its closing."),
        ("zh", "赢单额中有 ¥60（1 单）仍在冷静期：结单满 10 天才算最终赢单。"),
    ],
)
def test_an_opening_says_how_much_of_the_won_amount_is_not_final(built, language, said):
    rows = pl.DataFrame(built.read("booked_and_collected", FIRST_QUARTER | {"as_of": dt.date(2026, 3, 19)}))
    facts = {"reporting_currency": "CNY", "exported_on": dt.date(2026, 3, 31), "cooling_off_days": 10}
    period = {"default_period_start": FIRST_QUARTER["period_start"], "default_period_end": FIRST_QUARTER["period_end"]}
    figures = Figures(Reader(Look(language), Scope(), facts | period, lambda view, column, row: None))
    assert finality(figures, {"booked_and_collected": rows.filter(level="company")})[0] == said
    assert finality(figures, {}) == []
