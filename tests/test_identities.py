"""Figures that must agree with each other, whatever the data and the scope."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

import sample_data
from dashboard.database import Database
from dashboard.scope import Scope
from tests import behind, identities
from tests.identities import kpis_of, same, summed

SAMPLES = Path(sample_data.__file__).parent
SAMPLE_COMPANIES = ("salesforce", "xiaoshouyi")


@pytest.fixture(scope="module")
def databases(worked_example, imported_once):
    """Every company's database, opened once."""
    workspaces = {"worked_example": worked_example}
    workspaces |= {name: imported_once(SAMPLES / name) for name in SAMPLE_COMPANIES}
    opened = {name: Database(workspace.current()) for name, workspace in workspaces.items()}
    yield opened
    for each in opened.values():
        each.close()


def _first(database, dimension, place=0):
    values = [value for value in database.members(dimension)["value"] if value != "~"]
    return values[min(place, len(values) - 1)] if values else "~"


def _scopes(database):
    """Scopes by name; the days lie inside each company's own data."""
    facts = database.facts()
    end = facts["exported_on"]
    earlier = end - dt.timedelta(days=45)
    return {
        "everything": Scope(),
        "a past day": Scope(as_of=earlier),
        "a month as known later": Scope(period_start=earlier.replace(day=1), period_end=earlier, as_of=end),
        "before the period": Scope(as_of=facts["default_period_start"] - dt.timedelta(days=20)),
        "not set": Scope(regions=("~",), as_of=earlier),
        "a region or none": Scope(regions=(_first(database, "region"), "~")),
        "a rep": Scope(reps=(_first(database, "rep", 1),)),
        "a product line": Scope(product_lines=(_first(database, "product_line"),)),
        "a stage": Scope(stages=(_first(database, "stage", 1),)),
        "a reader of one region": Scope(permitted_regions=(_first(database, "region"),)),
    }


# Generated companies are asked all this in any scope, in test_properties; here larger ones, and what is known by hand.
NAMES = ("a month as known later", "not set", "a product line", "a reader of one region")
FEW = {
    "salesforce": ("everything", "a region or none"),
    "xiaoshouyi": ("a month as known later", "a product line"),
}
CASES = [("worked_example", name) for name in NAMES]
CASES += [(company, name) for company in SAMPLE_COMPANIES for name in FEW[company]]


@pytest.fixture(params=CASES, ids=" ".join)
def case(request):
    return request.param


@pytest.fixture(scope="module")
def scopes(databases):
    """The scopes of every company by name; which members there are is asked once."""
    return {company: _scopes(database) for company, database in databases.items()}


@pytest.fixture
def scope(scopes, case):
    company, name = case
    return scopes[company][name]


@pytest.fixture(scope="module")
def answers():
    return {}


@pytest.fixture
def read(databases, case, answers):
    """Reads a view under a scope once, however many tests ask."""
    return _reader(databases, case[0], answers)


def _reader(databases, company, answers):
    def reading(view, scope):
        if (company, view, scope) not in answers:
            answers[company, view, scope] = databases[company].read(view, scope)
        return answers[company, view, scope]

    return reading


@pytest.mark.parametrize("identity", identities.ALL, ids=lambda each: each.__name__)
def test_figures_agree(read, scope, identity):
    identity(read, scope)


def test_a_month_of_the_trend_is_that_month_as_a_period(read, scope):
    trend = read("kpi_trend", scope)
    months = trend["month"].unique().sort().to_list()
    assert len(months) == 13
    as_of = read("funnel_over_time", scope)["on_date"].max()
    for month in (months[-1], months[-4]):
        end = month + dt.timedelta(days=[31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month.month - 1] - 1)
        end += dt.timedelta(days=month.month == 2 and month.year % 4 == 0)
        kpis = kpis_of(read, scope.replace(period_start=month, period_end=end, as_of=min(end, as_of)))
        shown = trend.filter(pl.col("month") == month)
        assert shown["measure"].to_list() == list(kpis)
        for measure, value in zip(shown["measure"], shown["value"], strict=True):
            assert same(value, kpis[measure]), (month, measure)


PARTS = {
    "region_performance": "won_amount",
    "team_performance": "won_amount",
    "customer_performance": "won_amount",
    "account_performance": "won_amount",
    "rep_efficiency": "owned_won_amount",
    "product_line_performance": "won_amount",
}


def test_the_parts_add_up_to_what_was_won(read, case, scope):
    # The scopes take turns in the views; generated companies are asked for all of them in test_properties.
    for view in list(PARTS)[CASES.index(case) % 2 :: 2]:
        # A product-line filter keeps whole deals, this view only their lines.
        if not (view == "product_line_performance" and scope.product_lines):
            assert same(summed(read(view, scope)[PARTS[view]]), kpis_of(read, scope)["won_amount"]), view


@pytest.mark.parametrize("company", ["worked_example", *SAMPLE_COMPANIES])
@pytest.mark.parametrize("dimension", ["region", "team", "account_size", "channel", "deal_type"])
def test_the_members_of_a_filter_add_up_to_everything(databases, answers, company, dimension):
    read = _reader(databases, company, answers)
    members = databases[company].members(dimension)["value"]
    parts = [kpis_of(read, Scope(**{f"{dimension}s": (member,)})) for member in members]
    for measure in ("won_deals", "lost_deals", "open_deals", "created_deals", "won_amount", "open_amount"):
        assert same(summed(part[measure] for part in parts), kpis_of(read, Scope())[measure]), measure


@pytest.mark.parametrize("place", range(len(SAMPLE_COMPANIES)), ids=SAMPLE_COMPANIES)
def test_the_rows_behind_every_number_sum_to_it(databases, scopes, place):
    company = SAMPLE_COMPANIES[place]
    scope = scopes[company]["a region or none"]

    def read(view, scope):
        return databases[company].read(view, scope).rows(named=True)

    # The companies take turns in the views; the worked example is asked for all of them in test_narrowing.
    views = behind.VIEWS[place :: len(SAMPLE_COMPANIES)]
    assert behind.disagreements(read, databases[company].days(scope), scope, views, most=1) == []
