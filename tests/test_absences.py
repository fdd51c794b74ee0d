"""Where there is nothing to show a page says once what is missing and why."""

import polars as pl
import pytest

from dashboard import charts
from dashboard.reader import Reader
from dashboard.scope import Scope
from dashboard.sentences.absences import why
from dashboard.ui import absent
from tests.opened import OVER, RUNNING

TABLES = {"tables": ("deals", "accounts", "campaigns", "targets", "deal_history", "deal_lines", "payments", "leads")}
WON = {"won_deals": 2, "lost_deals": 1, "open_deals": 3, "target_amount": 9.0, "remaining_target": 5.0}
NONE_WON = WON | {"won_deals": 0}
NONE_CLOSED = NONE_WON | {"lost_deals": 0}


@pytest.mark.parametrize(
    ("measure", "figures", "facts", "said"),
    [
        ("average_won_amount", NONE_WON, RUNNING, "Nothing has been won in this period yet"),
        ("average_won_amount", NONE_WON, OVER, "Nothing was won in this period"),
        ("win_rate", NONE_CLOSED, OVER, "Nothing closed in this period"),
        ("open_amount", WON | {"open_deals": 0}, RUNNING, "No deal is open"),
        ("coverage", WON | {"target_amount": None}, RUNNING, "No target is set for this scope"),
        ("coverage", WON | {"remaining_target": 0}, RUNNING, "The target is met, so nothing is left to cover"),
        ("coverage", WON, OVER, "The period is over: what is open can no longer close in it"),
        ("customer_coverage", WON, RUNNING, "This scope holds nothing to show here"),
    ],
)
def test_what_is_missing_is_told_by_what_the_measure_rests_on(measure, figures, facts, said):
    assert why("region_performance", measure, figures, Reader(facts=facts | TABLES)) == said


def test_before_a_period_begins_only_what_stands_now_has_another_reason():
    reader = Reader(scope=Scope("2027-01-01", "2027-03-31"), facts=RUNNING | TABLES)
    assert why("region_performance", "win_rate", WON, reader) == "Still to come: the period has not begun"
    assert why("region_performance", "open_amount", WON | {"open_deals": 0}, reader) == "No deal is open"


@pytest.mark.parametrize(
    ("column", "values", "is_nothing"),
    [
        ("won_amount", [0.0, None], True),
        ("won_amount", [0.0, 5.0], False),
        # None of the deals that closed was won: that is an answer.
        ("win_rate", [0.0, None], False),
        ("win_rate", [None, None], True),
    ],
)
def test_sums_of_nothing_and_rates_over_nothing_are_nothing_to_show(column, values, is_nothing):
    rows = pl.DataFrame({"region": ["North", "South"], column: values}, schema_overrides={column: pl.Float64})
    chart = charts.RankedBars("region", column)
    is_flat = absent.is_flat(Reader(facts=RUNNING), "region_performance", rows, ("region", column), chart)
    assert is_flat is is_nothing
    assert absent.is_flat(Reader(facts=RUNNING), "deal_list", rows, (column,), None) is False
