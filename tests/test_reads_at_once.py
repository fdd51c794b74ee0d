"""What pages read at once is what the views say one by one: key figures, short lists, the totals of a list."""

import datetime as dt

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dashboard import cut_lists
from dashboard.database import Database
from dashboard.days import Until, month_end
from dashboard.scope import Scope
from dashboard.ui import session

SCOPES = (
    Scope(),
    Scope(regions=("North",)),
    Scope(period_start=dt.date(2025, 1, 1), period_end=dt.date(2025, 12, 31), as_of=dt.date(2025, 11, 14)),
    Scope(permitted_regions=()),
)


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as found:
        yield found


@pytest.mark.parametrize("scope", SCOPES)
def test_key_figures_read_at_once_are_those_of_the_comparison_and_of_the_trend(database, scope):
    found = database.key_figures(scope)
    compared = found.filter(pl.col("month").is_null()).drop("month", "measure_no")
    assert_frame_equal(compared, database.read("kpi_comparison", scope))
    months = found.filter(pl.col("month").is_not_null()).select("month", "measure", "value")
    assert_frame_equal(months, database.read("kpi_trend", scope))


@pytest.mark.parametrize("scope", SCOPES)
def test_the_deals_in_scope_are_those_of_the_list(database, scope):
    assert database.deals_in_scope(scope)["deals"].to_list() == [database.totals("deal_list", scope)["rows"]]


@pytest.mark.parametrize("scope", SCOPES)
def test_short_lists_are_the_first_deals_of_the_list_and_know_the_sums_of_all_of_it(database, scope):
    found, last = database.short_lists(scope, most=2), month_end(database.days(scope)["as_of"])
    for name, where in {"largest": {}, "due": {"expected_close_date": Until(last)}}.items():
        short, whole = found.filter(list=name), database.read("deal_list", scope, where={"is_open": True} | where)
        told = [column for column in short.columns if column in whole.columns]
        assert_frame_equal(short.select(told), whole.head(2).select(told))
        for row in short.iter_rows(named=True):
            assert row["all_deals"] == whole.height
            assert row["all_amount"] == whole["amount"].sum()
            assert row["all_past"] == whole["is_close_date_passed"].sum()


def test_totals_are_the_sums_of_the_rows_and_a_cut_list_tells_them(database):
    where = {"is_open": [True]}
    whole = database.read("deal_list", where=where)
    totals = database.totals("deal_list", columns=("amount", "is_stalled"), where=where)
    assert totals == {"rows": whole.height, "amount": whole["amount"].sum(), "is_stalled": whole["is_stalled"].sum()}
    short = cut_lists.cut(database.read("deal_list", where=where, limit=1), totals)
    assert short.height == 1
    assert (cut_lists.height(short), cut_lists.total(short, "amount")) == (whole.height, totals["amount"])
    assert cut_lists.uncut(short).columns == whole.columns
    assert (cut_lists.height(whole), cut_lists.total(whole, "amount")) == (whole.height, totals["amount"])
    assert cut_lists.total(whole.clear(), "amount") == 0


def test_the_first_rows_by_a_measure_are_those_with_most_of_it(database):
    whole = database.read("account_performance")
    first = database.read("account_performance", limit=1, first="open_amount")
    assert first["open_amount"].to_list() == [whole["open_amount"].max()]


def test_the_first_rows_of_a_view_that_was_read_whole_are_not_asked_for_again():
    path, scope, whole = "nowhere.duckdb", Scope(), pl.DataFrame({"rep": ["Ann", "Bo"]})
    session.KEPT.get(session._key(path, scope, ("read", "rep_efficiency", None, None, None, None)), lambda: whole)
    first = session.answer(path, scope, ("read", "rep_efficiency", None, 1, None, None))
    assert_frame_equal(first, whole.head(1))
