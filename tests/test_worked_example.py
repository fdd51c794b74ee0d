"""The worked example: ten deals whose figures are known by hand, and the answer of every view to them."""

import csv
import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from dashboard.database import Database
from dashboard.scope import Scope
from tests.oracle.answers import VIEWS, answer
from tests.oracle.calendar import DAY
from tests.oracle.comparing import differences
from tests.oracle.conversion import entered_date, visits, win_dates
from tests.oracle.facts import facts
from tests.oracle.settings import read_company

HERE = Path(__file__).parent
EXPORTED_ON = dt.date(2026, 3, 31)
QUARTER = {"period_start": dt.date(2026, 1, 1), "period_end": EXPORTED_ON}
FIVE_MONTHS = {"period_start": dt.date(2025, 11, 1), "period_end": EXPORTED_ON}
EVERYTHING = tuple(VIEWS)
# What filters act on in different ways: versions, events, stays, groups, lines, credits.
TELLING = (
    "kpis",
    "deal_list",
    "pipeline_changes",
    "stage_flow",
    "stage_dwell",
    "region_performance",
    "product_line_performance",
    "deal_credit_list",
    "campaign_roi",
)
MARKETING = ("campaign_roi", "campaign_size_results", "channel_roi")
SCOPES = {
    "quarter": (QUARTER, EVERYTHING),
    "as of an earlier day": ({"as_of": dt.date(2026, 2, 15)}, EVERYTHING),
    "five months": (FIVE_MONTHS, ("funnel_over_time", "stage_dwell", "stage_conversion")),
    "before the period": ({"as_of": dt.date(2025, 12, 15)}, TELLING),
    "a closed month as known later": (
        {**QUARTER, "period_end": dt.date(2026, 1, 31), "as_of": dt.date(2026, 3, 1)},
        TELLING,
    ),
    "north": ({"regions": ["North"]}, TELLING),
    "east and not set": ({"regions": ["~", "East"]}, TELLING),
    "one rep": ({"reps": ["Ann Lee"]}, (*TELLING, "rep_efficiency")),
    "one team": ({"teams": ["Beta"]}, TELLING),
    "hardware": ({"product_lines": ["Hardware"]}, (*TELLING, "deal_line_list")),
    "large and not set": ({"account_sizes": ["large", "~"]}, ("kpis", "customer_performance", "account_performance")),
    "web": ({"channels": ["web"]}, ("kpis", *MARKETING)),
    "a campaign": ({"campaigns": ["C1"]}, ("kpis", *MARKETING)),
    "an account": ({"accounts": ["A1"]}, ("kpis", "account_performance")),
    "expansion": ({"deal_types": ["expansion"]}, ("kpis", "stage_conversion")),
    "standing in S2": ({"stages": ["S2"]}, ("kpis", "funnel_width", "pipeline_changes")),
    "touched": ({"counting_rule": "touched"}, ("stage_conversion", "funnel_split", "cohort_progress")),
    "strict": ({"counting_rule": "strict"}, ("stage_conversion", "cohort_deal_list")),
    "first touch": ({"attribution": "first_touch"}, MARKETING),
    "even": ({"attribution": "even"}, MARKETING),
    "primary": ({"attribution": "primary"}, MARKETING),
    "compared with last year": ({"comparison": "last_year"}, ("movers", "kpi_comparison")),
    "a quarter compared with last year": ({**QUARTER, "comparison": "last_year"}, ("movers",)),
    "compared with nothing": ({"comparison": "none"}, ("movers",)),
    "a reader of the south": ({"permitted_regions": ["South"]}, TELLING),
    "a reader of nobody": ({"permitted_reps": []}, TELLING),
}


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as opened:
        yield opened


@pytest.fixture(scope="module")
def company():
    return read_company(HERE / "exports" / "worked_example", EXPORTED_ON)


@pytest.fixture(scope="module")
def answers(database):
    """The answer of every view in the default scope."""
    return {view: database.read(view) for view in VIEWS}


def rows(database, view, choices, *columns):
    """The named columns of a view as plain tuples."""
    frame = database.read(view, Scope(**choices))
    return [tuple(row[column] for column in columns) for row in frame.iter_rows(named=True)]


def test_width_is_what_stands_in_each_stage(database):
    assert rows(database, "funnel_width", QUARTER, "stage", "deals", "amount", "weighted_amount") == [
        ("S1", 1, 50, 5),
        ("S2", 2, 190, 57),
        ("S3", 0, 0, 0),
        ("S4", 1, 150, 120),
    ]


def test_conversion_counts_every_deal_that_reached_a_stage(database):
    found = rows(database, "stage_conversion", QUARTER, "stage", "entered", "advanced", "lost", "pending")
    assert found == [("S1", 8, 6, 1, 1), ("S2", 6, 4, 1, 1), ("S3", 5, 3, 1, 1), ("S4", 4, 3, 0, 1)]


def test_conversion_is_bounded_by_what_is_pending(database):
    columns = ("conversion_floor", "resolved_conversion", "conversion_ceiling")
    assert rows(database, "stage_conversion", QUARTER, *columns)[0] == pytest.approx((0.75, 6 / 7, 0.875))


@pytest.mark.parametrize(
    ("rule", "reached", "won"),
    [("reached", [8, 6, 4, 3], 2), ("touched", [7, 4, 4, 2], 2), ("strict", [7, 4, 2, 1], 1)],
)
def test_the_cohort_created_in_the_period_gets_as_far_as_the_rule_says(company, rule, reached, won):
    cohort = [fact for fact in facts(company, EXPORTED_ON) if fact.created_date >= QUARTER["period_start"]]
    entered = [
        {
            fact.deal_id
            for fact in cohort
            if entered_date(visits(company, fact, EXPORTED_ON), win_dates(fact, EXPORTED_ON), order, rule)
        }
        for order in (1, 2, 3, 4)
    ]
    assert [len(deals) for deals in entered] == reached
    # Won in strict order is won after every stage was visited in order.
    counted = [f for f in cohort if f.outcome == "won" and (rule != "strict" or f.deal_id in entered[-1])]
    assert len(counted) == won


def test_win_rate_counts_deals_and_amounts(database):
    assert rows(database, "kpis", QUARTER, "win_rate", "win_rate_by_amount") == [pytest.approx((3 / 6, 270 / 590))]
    assert rows(database, "kpis", QUARTER, "won_amount", "lost_amount", "won_deals", "lost_deals") == [(270, 320, 3, 3)]


def test_cycle_days_run_from_creation_to_winning(database):
    assert rows(database, "kpis", QUARTER, "mean_cycle_days", "median_cycle_days") == [pytest.approx((205 / 3, 61))]
    won = {
        deal: age
        for deal, age, outcome in rows(database, "deal_list", QUARTER, "deal_id", "age_days", "outcome")
        if outcome == "won"
    }
    assert won == {"D1": 52, "D2": 61, "D10": 92}


def test_dwell_measures_every_stay_of_five_months(database):
    columns = (
        "stage",
        "completed_stays",
        "open_stays",
        "mean_completed_days",
        "median_completed_days",
        "median_days",
        "longest_open_days",
    )
    assert rows(database, "stage_dwell", FIVE_MONTHS, *columns)[1] == ("S2", 5, 2, pytest.approx(20.8), 19, 26, 39)


def test_dwell_measures_the_stays_begun_in_the_period(database):
    columns = ("stage", "stays", "completed_stays", "open_stays", "median_days")
    assert rows(database, "stage_dwell", QUARTER, *columns)[1] == ("S2", 5, 3, 2, 31)


@pytest.mark.parametrize(
    ("basis", "amounts"),
    [
        (
            "open",
            {"opening": 290, "created": 670, "increased": 50, "decreased": 30, "won": 270, "lost": 320, "ending": 390},
        ),
        (
            "expected_in_period",
            {
                "opening": 290,
                "created": 600,
                "pulled_in": 100,
                "increased": 20,
                "decreased": 30,
                "pushed_out": 90,
                "won": 270,
                "lost": 320,
                "ending": 300,
            },
        ),
    ],
)
def test_pipeline_changes_lead_from_opening_to_ending(database, basis, amounts):
    found = rows(database, "pipeline_changes", QUARTER, "basis", "movement", "amount")
    assert {movement: amount for group, movement, amount in found if group == basis and amount} == amounts


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_answers_as_expected(answers, view):
    expected = read_expected(HERE / "expected" / f"{view}.csv", answers[view].schema)
    assert differences(view, expected, answers[view].iter_rows(named=True)) == []


@pytest.mark.parametrize("view", VIEWS)
def test_the_columns_of_a_view_are_the_expected_ones_in_their_order(answers, view):
    with (HERE / "expected" / f"{view}.csv").open(encoding="utf-8", newline="") as file:
        assert answers[view].columns == next(csv.reader(file))


@pytest.mark.parametrize("view", VIEWS)
def test_the_expected_answer_is_that_of_the_second_computation(company, answers, view):
    expected = read_expected(HERE / "expected" / f"{view}.csv", answers[view].schema)
    assert differences(view, answer(view, company, {}), expected) == []


@pytest.mark.parametrize("name", SCOPES)
def test_views_agree_with_the_second_computation_in_a_scope(company, database, name):
    choices, views = SCOPES[name]
    found = [
        line
        for view in views
        for line in differences(
            view, answer(view, company, choices), database.read(view, Scope(**choices)).iter_rows(named=True)
        )
    ]
    assert found == []


def test_the_ending_of_a_period_is_the_opening_of_the_next(database):
    january = {"period_start": dt.date(2026, 1, 1), "period_end": dt.date(2026, 1, 31)}
    february = {"period_start": january["period_end"] + DAY, "period_end": dt.date(2026, 2, 28)}
    ending, opening = (
        {
            row[0]: row[2]
            for row in rows(database, "pipeline_changes", choices, "movement", "basis", "amount")
            if row[1] == "open"
        }
        for choices in (january, february)
    )
    assert ending["ending"] == opening["opening"]


def read_expected(path, schema):
    """The rows of a CSV of expected answers, with the types of a view's columns."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: _value(text, schema.get(name)) for name, text in row.items()} for row in csv.DictReader(file)]


def _value(text, kind):
    if text == "":
        return None
    if kind == pl.Date:
        return dt.date.fromisoformat(text)
    if kind == pl.Boolean:
        return text == "true"
    return text if kind == pl.String else float(text)
