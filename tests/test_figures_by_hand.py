"""The cards of the overview against the export itself: the sample company's figures added up from its own CSV files."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from dashboard.database import Database
from dashboard.scope import Scope

EXPORTS = Path(__file__).resolve().parent.parent / "sample_data" / "salesforce"
TODAY = dt.date(2026, 8, 14)
SPANS = {
    "this year": (dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    "this quarter": (dt.date(2026, 7, 1), dt.date(2026, 9, 30)),
    "this month": (dt.date(2026, 8, 1), dt.date(2026, 8, 31)),
}


@pytest.fixture(scope="module")
def database(sample_company):
    with Database(sample_company.current()) as opened:
        yield opened


@pytest.fixture(scope="module")
def deals():
    read = pl.read_csv(EXPORTS / "Opportunity.csv", infer_schema=False)
    return read.filter(pl.col("IsDeleted") != "true").select(
        amount=pl.col("Amount").cast(pl.Float64),
        probability=pl.col("Probability").cast(pl.Float64) / 100,
        created=pl.col("CreatedDate").str.slice(0, 10).str.to_date(),
        closes=pl.col("CloseDate").str.to_date(),
        is_open=pl.col("IsClosed") != "true",
        is_won=pl.col("IsWon") == "true",
    )


def between(deals, first, last):
    """Deals closed on these days, and those of them that were won."""
    closed = deals.filter(~pl.col("is_open") & pl.col("closes").is_between(first, last))
    return closed, closed.filter("is_won")


@pytest.mark.parametrize("span", SPANS)
def test_the_cards_are_what_the_export_adds_up_to(database, deals, span):
    first, last = SPANS[span]
    closed, won = between(deals, first, min(last, TODAY))
    still_open = deals.filter("is_open")
    figures = database.read("kpis", Scope(first, last)).row(0, named=True)
    expected = {
        "won_amount": won["amount"].sum(),
        "won_deals": won.height,
        "lost_deals": closed.height - won.height,
        "win_rate": won.height / closed.height,
        "average_won_amount": won["amount"].mean(),
        "open_deals": still_open.height,
        "open_amount": still_open["amount"].sum(),
        "weighted_amount": (still_open["amount"] * still_open["probability"]).sum(),
    }
    assert {name: float(figures[name]) for name in expected} == pytest.approx(expected)
    # The export gives the instant of creation and only the day of closing.
    whole_days = (won["closes"] - won["created"]).dt.total_days().median()
    assert figures["median_cycle_days"] == pytest.approx(whole_days, abs=1)


@pytest.mark.parametrize("span", SPANS)
def test_coverage_and_landing_are_what_is_due_by_the_end_of_the_period(database, deals, span):
    first, last = SPANS[span]
    figures = {
        name: float(value) for name, value in database.read("kpis", Scope(first, last)).row(0, named=True).items()
    }
    due = deals.filter(pl.col("is_open") & (pl.col("closes") <= last))
    remaining = figures["target_amount"] - figures["won_amount"]
    assert figures["coverage"] == pytest.approx(due["amount"].sum() / remaining)
    landing = figures["won_amount"] + (due["amount"] * due["probability"]).sum()
    assert figures["expected_landing"] == pytest.approx(landing)
    closed, won = between(deals, dt.date(2025, 8, 15), TODAY)
    assert figures["required_coverage"] == pytest.approx(closed["amount"].sum() / won["amount"].sum())


@pytest.mark.parametrize(
    ("span", "before", "year"),
    [
        ("this year", ("2025-01-01", "2025-08-14"), ("2025-01-01", "2025-08-14")),
        ("this quarter", ("2026-04-01", "2026-05-15"), ("2025-07-01", "2025-08-14")),
        ("this month", ("2026-07-01", "2026-07-14"), ("2025-08-01", "2025-08-14")),
    ],
)
def test_a_running_period_is_compared_with_as_many_days(database, deals, span, before, year):
    rows = database.read("kpi_comparison", Scope(*SPANS[span]))
    then = [between(deals, *map(dt.date.fromisoformat, days))[1] for days in (before, year)]
    row = rows.row(by_predicate=pl.col("measure") == "won_deals", named=True)
    assert (row["previous_value"], row["last_year_value"]) == (then[0].height, then[1].height)
    assert row["change"] == row["value"] - then[0].height
    # An amount is that of the compared day; the export has the present one.
    row = rows.row(by_predicate=pl.col("measure") == "won_amount", named=True)
    amounts = tuple(won["amount"].sum() for won in then)
    assert (row["previous_value"], row["last_year_value"]) == pytest.approx(amounts, rel=0.01)


def test_what_moved_by_region_sums_to_the_change_of_the_card_for_both_comparisons(database):
    for comparison, column in (("previous", "change"), ("last_year", "last_year_change")):
        scope = Scope(*SPANS["this quarter"], comparison=comparison)
        card = database.read("kpi_comparison", scope).row(by_predicate=pl.col("measure") == "won_amount", named=True)
        moved = database.read("movers", scope, where={"dimension": "region", "measure": "won_amount"})
        assert float(moved["change"].sum()) == pytest.approx(card[column])
