"""From a number to the rows behind it: what opens is what was counted, to the cent."""

import datetime as dt
import functools

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from dashboard import catalog, narrowing, selections
from dashboard.database import Database
from dashboard.days import Until
from dashboard.narrowing import Behind
from dashboard.scope import Scope
from tests import behind
from tests.companies import settings_of
from tests.strategies import companies_with_scopes

FEBRUARY = (dt.date(2026, 2, 1), dt.date(2026, 2, 28))
SCOPES = {
    "everything": {},
    "before the period": {"as_of": dt.date(2025, 12, 15)},
    "a month as known later": {
        "period_start": dt.date(2026, 1, 1),
        "period_end": dt.date(2026, 1, 31),
        "as_of": dt.date(2026, 3, 1),
    },
    "east or not set, compared with last year": {"regions": ["~", "East"], "comparison": "last_year"},
    "hardware, stages visited": {"product_lines": ["Hardware"], "counting_rule": "touched"},
    "one rep, credits shared evenly": {"reps": ["Ann Lee"], "attribution": "even"},
    "a reader of the south, first touch, stages in order": {
        "permitted_regions": ["South"],
        "attribution": "first_touch",
        "counting_rule": "strict",
    },
}
DAYS = [f"{span}_{day}" for span in ("previous", "last_year", "comparison") for day in ("start", "end", "as_of")]
DAYS += ["period_start", "period_end", "as_of", "exported_on"]
MEASURES = {each.name for each in catalog.queries("metrics")}
# What is neither a sum of rows of a list nor rests on any.
NOWHERE = {
    "flow_days",
    "slope",
    "required_deals",
    "target_amount",
    "target_to_date_amount",
    "share_of_target",
    "required_coverage",
    "recent_cycle_days",
}


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as opened:
        yield opened


def test_a_number_opens_the_rows_it_sums_with_the_scope_narrowed_to_its_member():
    found = narrowing.behind("region_performance", "won_amount", {"region": "North"})
    assert found == Behind("deal_list", {"is_won_in_period": True}, "amount", {"regions": ["North"]})


def test_a_count_counts_rows():
    assert narrowing.behind("region_performance", "won_deals", {"region": "North"}).column == ""


def test_a_row_about_no_member_opens_the_rows_without_one():
    assert narrowing.behind("customer_performance", "open_amount", {"account_size": None}).filters == {
        "account_sizes": ["~"]
    }


def test_a_member_that_no_filter_stands_for_is_a_condition_on_the_list():
    # The filter keeps deals with a line of it, a split counts a deal under one line only.
    row = {"dimension": "product_line", "name": "Hardware", "pipeline": "default", "stage": "S1"}
    found = narrowing.behind("funnel_split", "amount", row)
    assert found.where == {"is_open": True, "product_line": "Hardware"}
    assert found.filters == {"pipelines": ["default"], "stages": ["S1"]}


def test_the_stage_a_deal_entered_is_not_the_stage_it_stands_in():
    found = narrowing.behind("stage_conversion", "lost", {"pipeline": "default", "stage": "S2"})
    assert (found.view, found.where, found.filters) == (
        "stage_deal_list",
        {"is_lost": True, "stage": "S2"},
        {"pipelines": ["default"]},
    )


def test_a_whole_narrows_by_those_members_alone_that_it_holds():
    assert narrowing.behind("attention", "amount", narrowing.Whole(amount=5.0)).filters == {}
    stages = narrowing.Whole(pipeline="default", stage=["S1", None], deals=3)
    found = narrowing.behind("stage_playbook", "deals", stages)
    assert found.filters == {"pipelines": ["default"], "stages": ["S1", "~"]}


def test_a_name_that_means_not_set_in_a_filter_is_a_condition():
    assert narrowing.behind("region_performance", "won_amount", {"region": "~"}).where["region"] == "~"


def test_campaigns_and_accounts_are_told_apart_by_id():
    assert narrowing.behind("campaign_roi", "won_amount", {"campaign_id": "C1"}).filters == {"campaigns": ["C1"]}
    assert narrowing.behind("account_performance", "open_deals", {"account_id": "A1"}).filters == {"accounts": ["A1"]}


def test_a_card_opens_what_its_measure_counts_and_a_rate_what_it_rests_on():
    effective = narrowing.behind("kpis", "effective_open_amount", {})
    assert effective.where == {"is_open": True, "is_beyond_cycle": [False, None]}
    rate = narrowing.behind("kpis", "win_rate", {})
    assert (rate.where, rate.column, rate.is_sum) == ({"is_closed_in_period": True}, "", False)
    assert narrowing.behind("kpis", "target_amount", {}) is None


def test_what_a_page_draws_as_the_rest_of_a_number_opens_the_rows_that_are_not_in_its_known_part(database):
    rows = selections.with_beyond_cycle(selections.with_moving_deals(database.read("funnel_width"), None), None)
    for row in rows.iter_rows(named=True):
        for column in ("moving_deals", "beyond_deals"):
            found = narrowing.behind("funnel_width", column, row)
            assert (found is None) == (row[column] == 0)
            if found:
                scope = found.narrow(Scope(), database.days())
                assert database.read(found.view, scope, where=found.where).height == row[column], (row["stage"], column)
    whole = {"region": "North", "open_amount": 5.0, "effective_open_amount": 3.0, "beyond_amount": 2.0}
    found = narrowing.behind("region_performance", "beyond_amount", whole)
    assert (found.where, found.column) == ({"is_open": True, "is_beyond_cycle": True}, "amount")


def test_nothing_is_behind_nothing():
    row = {"pipeline": "default", "stage": "S1", "deals": 0, "amount": None, "share_of_deals": 0.0}
    assert narrowing.behind("funnel_width", "deals", row) is None
    assert narrowing.behind("funnel_width", "amount", row) is None
    assert narrowing.behind("funnel_width", "share_of_deals", row) is not None


def test_the_number_before_opens_the_period_it_is_of(database):
    scope = Scope(period_start=FEBRUARY[0], period_end=FEBRUARY[1])
    days = database.days(scope)
    row = {"measure": "won_amount"}
    assert narrowing.behind("kpi_comparison", "value", row).narrow(scope, days) == scope
    before = narrowing.behind("kpi_comparison", "previous_value", row).narrow(scope, days)
    assert (before.period_start, before.period_end) == (dt.date(2026, 1, 1), dt.date(2026, 1, 31))
    year = narrowing.behind("kpi_comparison", "last_year_value", row).narrow(scope, days)
    assert (year.period_start, year.period_end) == (dt.date(2025, 2, 1), dt.date(2025, 2, 28))


def test_a_month_of_the_period_is_looked_at_from_the_same_day(database):
    scope = Scope(period_start=dt.date(2026, 2, 10), period_end=dt.date(2026, 3, 31))
    found = narrowing.behind("results_over_time", "won_amount", {"month": FEBRUARY[0]})
    assert found.days == FEBRUARY
    month = found.narrow(scope, database.days(scope))
    assert (month.period_start, month.period_end, month.as_of) == (
        dt.date(2026, 2, 10),
        FEBRUARY[1],
        dt.date(2026, 3, 31),
    )


def test_a_month_of_a_trend_is_looked_at_from_its_own_end(database):
    found = narrowing.behind("kpi_trend", "value", {"month": FEBRUARY[0], "measure": "open_amount"})
    month = found.narrow(Scope(), database.days())
    # The end of the period is the day the default falls on: a link need not say it.
    assert (month.period_start, month.period_end, month.as_of) == (*FEBRUARY, None)


def test_what_stood_at_a_month_end_is_read_as_of_it(database):
    row = {"on_date": FEBRUARY[1], "pipeline": "default", "stage": "S1"}
    found = narrowing.behind("funnel_over_time", "deals", row).narrow(Scope(), database.days())
    assert (found.as_of, found.period_start) == (FEBRUARY[1], database.days()["period_start"])


def test_a_week_is_the_period_of_what_moved_in_it_and_its_ends_are_days_of_their_own(database):
    week = {"week": dt.date(2026, 2, 23), "before_date": dt.date(2026, 2, 22), "on_date": dt.date(2026, 3, 1)}
    row = week | {"pipeline": "default", "stage": "S4"}
    days = database.days()
    won = narrowing.behind("stage_flow", "left_won", row)
    assert won.where == {"movement": "left_won", "pipeline": "default", "stage": "S4"}
    scope = won.narrow(Scope(), days)
    assert (scope.period_start, scope.period_end, scope.as_of) == (week["week"], week["on_date"], days["as_of"])
    for column, day in (("standing_before", week["before_date"]), ("standing_after", week["on_date"])):
        found = narrowing.behind("stage_flow", column, row)
        assert (found.view, found.narrow(Scope(), days).as_of) == ("deal_list", day)


def test_a_cohort_opens_what_it_had_reached_by_then_and_nothing_of_months_to_come():
    row = {"month": FEBRUARY[0], "pipeline": "default", "milestone": "stage", "stage": "S2", "on_date": FEBRUARY[1]}
    found = narrowing.behind("cohort_progress", "reached_deals", row)
    assert (found.where["reached_date"], found.days) == (Until(FEBRUARY[1]), FEBRUARY)
    assert narrowing.behind("cohort_progress", "reached_deals", row | {"on_date": None}) is None


def test_a_peer_opens_what_each_of_its_measures_rests_on():
    row = {"dimension": "region", "name": "North", "pipeline": "default", "stage": "S2"}
    dwell = narrowing.behind("peer_comparison", "value", row | {"measure": "median_days"})
    assert (dwell.view, dwell.where) == ("stage_stay_list", {"pipeline": "default", "stage": "S2"})
    rate = narrowing.behind("peer_comparison", "sample", row | {"measure": "win_rate", "pipeline": None, "stage": None})
    assert (rate.where, rate.filters) == ({"is_closed_in_period": True}, {"regions": ["North"]})


def test_a_day_that_there_is_not_is_no_condition_on_a_list():
    assert narrowing.where_of(["reached_date <= 2026-02-31"]) == {"reached_date <= 2026-02-31": True}


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("is_open", {"is_open": True}),
        ("not is_beyond_cycle", {"is_beyond_cycle": [False, None]}),
        ("amount is null", {"amount": None}),
        ("role = revenue", {"role": "revenue"}),
        ("product_line = A = B", {"product_line": "A = B"}),
        ("product_line = ", {"product_line": ""}),
        ("reached_date <= 2026-02-28", {"reached_date": Until(dt.date(2026, 2, 28))}),
    ],
)
def test_conditions_in_words_mean_what_a_read_takes(written, where):
    assert narrowing.where_of([written]) == where
    assert narrowing.conditions(where) == [written]


@pytest.fixture(scope="module")
def answered(database):
    """The answer of a view in a scope, asked for once."""
    return functools.cache(lambda view, scope: database.read(view, scope))


@pytest.fixture(scope="module")
def columns_of(answered):
    return lambda view: answered(view, Scope()).columns


@pytest.mark.parametrize("view", behind.VIEWS)
def test_every_count_and_amount_leads_to_rows_or_says_why_not(view, columns_of):
    query = catalog.query(view)
    for column in columns_of(view):
        if query.column(column).unit in ("money", "count"):
            measured = catalog.measure(column).header if column in MEASURES else {}
            stated = query.rows.get(column) or measured.get("rows") or query.header.get("rows")
            assert stated, f"{view}.{column}: no `rows` and no `rows {column}: none (reason)`"
            assert not stated.startswith("none") or stated.endswith(")"), f"{view}.{column}: none, but why?"


@pytest.mark.parametrize("view", behind.VIEWS)
def test_every_header_that_names_rows_names_what_there_is(view, answered, columns_of):
    row = answered(view, Scope()).row(0, named=True)
    for column in row:
        found = narrowing.behind(view, column, {name: value for name, value in row.items() if name != column})
        if found is not None:
            assert not {*found.where, *filter(None, [found.column])} - set(columns_of(found.view)), (view, column)


@pytest.mark.parametrize("measure", [each.name for each in catalog.queries("metrics")])
def test_every_measure_leads_somewhere(measure):
    header = catalog.measure(measure).header
    assert measure in NOWHERE or header.get("rows", "none").split()[0] != "none" or header.get("over")


@pytest.mark.parametrize("name", SCOPES)
def test_the_rows_behind_every_number_sum_to_it(database, answered, name):
    scope = Scope(**SCOPES[name])

    def read(view, scope):
        return answered(view, scope).rows(named=True)

    # Without a choice every view is asked, with one they take turns; generated companies hold the rest below.
    place = list(SCOPES).index(name)
    views, most = (behind.VIEWS[place % 3 :: 3], 1) if SCOPES[name] else (behind.VIEWS, 3)
    assert behind.disagreements(read, database.days(scope), scope, views, most) == []


def test_a_read_with_the_conditions_gives_the_rows_that_were_summed(database):
    scope = Scope(product_lines=("Hardware",))
    days = database.days(scope)
    for view in ("product_line_performance", "rep_efficiency", "channel_roi", "kpis"):
        for row in behind.spread(database.read(view, scope).rows(named=True), 1):
            for column, found in behind.additive(view, row):
                rows = database.read(found.view, found.narrow(scope, days), where=found.where).rows(named=True)
                total = behind.summed(rows, found.column)
                assert row[column] is None or behind.is_same(row[column], total), (view, column, row)


@given(companies_with_scopes(), integers(0, 2))
def test_whatever_the_company_the_rows_behind_a_number_sum_to_it(built, case, third):
    company, choices = case
    built.fill(company.tables, company, settings_of(company))
    scope = Scope(**choices)

    def read(view, scope):
        return built.read(view, scope.variables())

    [days] = built.read(f"(select {', '.join(f'{name}() as {name}' for name in DAYS)})", scope.variables())
    assert behind.disagreements(read, days, scope, behind.VIEWS[third::3], most=2) == []
