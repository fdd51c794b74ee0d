"""From a row of a view to the scope of its deals."""

import datetime as dt

import pytest

from dashboard import catalog, narrowing, selections
from dashboard.database import Database
from dashboard.scope import Scope


def test_a_row_about_a_member_filters_by_it():
    assert narrowing.filters_of({"region": "DACH", "won_amount": 1}) == {"regions": ["DACH"]}
    assert narrowing.filters_of({"pipeline": "default", "stage": "S1"}) == {"pipelines": ["default"], "stages": ["S1"]}


def test_a_row_without_a_member_filters_by_those_without_one():
    assert narrowing.filters_of({"product_line": None}) == {"product_lines": ["~"]}


def test_campaigns_and_accounts_are_filtered_by_id():
    assert narrowing.filters_of({"campaign_id": "c1", "campaign": "Fair"}) == {"campaigns": ["c1"]}


def test_a_row_of_a_split_filters_by_the_member_of_its_dimension_and_its_stage():
    row = {"dimension": "rep", "name": "Ann", "pipeline": "default", "stage": "S1"}
    assert narrowing.filters_of(row) == {"reps": ["Ann"], "stages": ["S1"]}


def test_a_month_is_its_days():
    assert narrowing.days_of({"month": dt.date(2024, 2, 1)}) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert narrowing.days_of({"region": "DACH"}) is None


def test_a_measure_opens_the_deals_it_sums():
    assert narrowing.selection_of("region_performance", "won_amount") == "won"
    assert narrowing.selection_of("region_performance", "open_amount") == "largest_open"
    assert narrowing.selection_of("funnel_width", None) == "largest_open"


def test_every_selection_that_a_click_opens_is_offered():
    for query in catalog.queries("metrics"):
        assert narrowing.selection_of("deal_list", query.name) in selections.NAMED


@pytest.mark.parametrize(
    ("view", "measure", "flag"),
    [
        ("region_performance", "won_amount", "is_won_in_period"),
        ("region_performance", "open_amount", "is_open"),
        ("funnel_width", "amount", "is_open"),
        ("results_over_time", "won_amount", "is_won_in_period"),
    ],
)
def test_the_deals_behind_a_row_sum_to_its_number(worked_example, view, measure, flag):
    with Database(worked_example.current()) as database:
        for row in database.read(view).iter_rows(named=True):
            filters = {field: tuple(members) for field, members in narrowing.filters_of(row).items()}
            days = narrowing.days_of(row)
            scope = Scope(**filters, **(dict(zip(("period_start", "period_end"), days, strict=True)) if days else {}))
            behind = database.read("deal_list", scope, where={flag: True})
            assert float(behind["amount"].sum() or 0) == pytest.approx(float(row[measure] or 0))
