"""Cards of key figures: their trends, and what they say where nothing can be compared."""

import datetime as dt
import importlib

import polars as pl

from dashboard.reader import Reader
from dashboard.scope import Scope
from dashboard.ui.session import Figures
from tests.opened import RUNNING

# The package has a function of the module's name.
cards = importlib.import_module("dashboard.ui.cards")
MONTHS = [dt.date(2026, month, 1) for month in (6, 7, 8)]
NOTHING = dict.fromkeys(("sample", "change", "last_year_change", "previous_value", "last_year_value"))
NOTHING |= dict.fromkeys(("previous_sample", "last_year_sample"))


def test_that_nothing_can_be_compared_is_said_once_the_period_has_begun():
    running, to_come = (Reader(scope=each, facts=RUNNING) for each in (Scope(), Scope("2027-01-01", "2027-03-31")))
    said = [cards._comparison(each, "won_amount", "money", NOTHING) for each in (running, to_come)]
    assert said == [running.t("card.no_comparison"), ""]


def test_the_trend_of_coverage_stands_beside_what_was_required_in_its_own_months(monkeypatch):
    drawn = []
    monkeypatch.setattr(cards.charts, "spark", lambda values, goals, look: drawn.append((values, goals)))
    rows = pl.DataFrame({"on_date": [dt.date(2026, 7, 31), dt.date(2026, 8, 14)], "coverage": [2.0, 3.0]})
    monkeypatch.setattr(cards.session, "read", lambda view: rows)
    trend = {
        "coverage": dict.fromkeys(MONTHS, 9.0),
        "required_coverage": dict(zip(MONTHS, (4.0, 5.0, 6.0), strict=True)),
    }
    cards._trend(Reader(facts=RUNNING), "coverage", Figures({"coverage": 3.0}, {}, trend))
    assert drawn == [([2.0, 3.0], [5.0, 6.0])]
