"""Findings about months, movers and open deals: what the days so far allow to say."""

import datetime as dt

import polars as pl
import pytest

from dashboard import sentences
from dashboard.reader import Reader
from dashboard.scope import Scope
from tests.opened import RUNNING


def test_a_running_month_below_its_target_says_what_is_missing():
    rows = pl.DataFrame({"month": [dt.date(2026, 8, 1)], "won_amount": [20e6], "target_amount": [58e6]})
    facts = {"exported_on": dt.date(2026, 8, 14), "default_period_start": dt.date(2026, 1, 1)}
    facts |= {"default_period_end": dt.date(2026, 12, 31), "reporting_currency": "CNY"}
    told = sentences.month_against_target("results_over_time", rows, Reader(facts=facts))
    assert told == "August needs ¥38M more to reach its target"


def months(*rows):
    columns = {"month": pl.Date, "won_amount": pl.Float64, "target_amount": pl.Float64}
    return pl.DataFrame([(dt.date(2026, *day), won, aim) for day, won, aim in rows], schema=columns, orient="row")


@pytest.mark.parametrize(
    ("scope", "rows", "said"),
    [
        (Scope(), months(((7, 1), 60, 50), ((8, 1), 20, 58), ((9, 1), None, 60)), "August needs ¥38 more to reach its"),
        (Scope(), months(((7, 1), 60, 50), ((8, 1), 70, 58)), "July beat its target by ¥10"),
        (Scope("2026-04-01", "2026-06-30"), months(((4, 1), 1, 5), ((5, 1), 6, 5), ((6, 1), 2, 5)), "1 of 3 months"),
        (Scope("2026-04-01", "2026-06-30"), months(((4, 1), 1, 5), ((5, 1), 2, 5)), "Not one of 2 months"),
        (Scope("2026-06-01", "2026-06-30"), months(((6, 1), 2, 5)), "June missed its target by ¥3"),
        (Scope("2026-06-01", "2026-06-10"), months(((6, 1), 2, 5)), "The period missed its target by ¥3"),
        (Scope("2026-08-01", "2026-08-10", as_of="2026-08-14"), months(((8, 1), 7, 5)), "The period beat its target"),
        (Scope("2026-04-01", "2026-06-30"), months(((4, 1), 1, None), ((5, 1), 6, None)), "May was the best month: ¥6"),
        (Scope("2026-06-01", "2026-06-30"), months(((6, 1), 2, None)), "¥2 won in June"),
        (Scope("2026-04-01", "2026-06-30"), months(((4, 1), 0, None), ((5, 1), 0, None)), "Nothing was won"),
        (Scope("2027-01-01", "2027-12-31"), months(((8, 1), None, 5)), "The period has not begun"),
        (
            Scope("2025-08-01", "2026-07-31"),
            months(((6, 1), 2, None), ((7, 1), 1, None)),
            "Jun 2026 was the best month",
        ),
    ],
)
def test_results_by_month_say_what_the_days_so_far_allow(scope, rows, said):
    assert sentences.month_against_target("results_over_time", rows, Reader(scope=scope, facts=RUNNING)).startswith(
        said
    )


def moved(*rows):
    columns = {"dimension": pl.String, "name": pl.String, "measure": pl.String, "change": pl.Float64}
    told = [(dimension, name, "won_amount", change) for dimension, name, change in rows]
    return pl.DataFrame(told, schema=columns, orient="row").with_columns(previous_value=9.0)


@pytest.mark.parametrize(
    ("rows", "scope", "said"),
    [
        (moved(("region", "East", 5.0), ("rep", "Ann", -3.0)), Scope(), "East gained most, Ann lost most"),
        (moved(("region", "East", 5.0)), Scope(), "East gained most; nobody lost"),
        (moved(("region", None, -5.0)), Scope(), "Region (not set) lost most; nobody gained"),
        (moved(("region", "East", 0.0)), Scope(), "Nothing changed against Q2"),
        # The only rep in scope is the change, not its cause.
        (moved(("rep", "Ann", -5.0), ("region", "East", -4.0)), Scope(reps=("Ann",)), "East lost most; nobody gained"),
        (moved(("region", "East", 0.0)), Scope(comparison="last_year"), "Nothing changed against last year"),
    ],
)
def test_what_moved_names_who_gained_and_who_lost(rows, scope, said):
    assert sentences.movers("movers", rows, Reader(scope=scope, facts=RUNNING)) == said


WIDTH = pl.DataFrame(
    {"stage": ["A", "B"], "amount": [3000.0, 2000.0], "stalled_deals": [3, 5], "stalled_amount": [900.0, 600.0]}
)
NOTHING_STALLED = WIDTH.with_columns(stalled_deals=0, stalled_amount=0.0)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (WIDTH.with_columns(deals=10), "Most stalled money: A, ¥900 in 3 of 10 deals"),
        (NOTHING_STALLED.with_columns(deals=10), "No open deal is stalled"),
        (WIDTH.with_columns(deals=10, stalled_deals=pl.lit(None, pl.Int64)), "Too few wins to say what is stalled"),
    ],
)
def test_where_it_is_stuck_is_told_by_money(rows, said):
    assert sentences.stuck("funnel_width", rows, Reader(facts=RUNNING)) == said


def open_deals(*rows):
    columns = {"amount": pl.Float64, "why": pl.String, "is_close_date_passed": pl.Boolean}
    return pl.DataFrame(rows, schema=columns, orient="row")


def test_the_largest_deals_say_how_much_hangs_on_them():
    few = open_deals((50.0, None, False), (30.0, "x", False))
    assert sentences.largest("deal_list", few, Reader(facts=RUNNING)) == "2 open deals · ¥80"
    many = pl.concat([few, *[open_deals((2.0, None, False))] * 10])
    told = sentences.largest("deal_list", many, Reader(facts=RUNNING))
    assert told == "The 8 largest deals hold 92% of the open amount; 1 of them needs attention"
    assert sentences.largest("deal_list", few.head(0), Reader(facts=RUNNING)) == "Nothing is open"


def test_deals_with_a_warning_say_with_which_one_was_chosen():
    one = open_deals((50.0, "x", True))
    passed = sentences.deals_warned("is_close_date_passed")("attention_list", one, Reader(facts=RUNNING))
    assert passed == "1 open deal with the warning “Date passed”, ¥50"
    assert sentences.deals_warned("any")("attention_list", one, Reader(facts=RUNNING)).endswith("with a warning, ¥50")


def test_what_is_due_says_how_much_of_it_is_late():
    rows = open_deals((50.0, None, False), (30.0, "x", True))
    told = sentences.due("deal_list", rows, Reader(facts=RUNNING))
    assert told == "2 deals are due by the end of August, ¥80; 1 of them past due"
    assert sentences.due("deal_list", rows.head(1), Reader(facts=RUNNING)) == "1 deal is due by the end of August, ¥50"
    assert sentences.due("deal_list", rows.head(0), Reader(facts=RUNNING)).startswith("No open deal is due by the end")


def test_a_running_pipeline_is_compared_with_its_start_and_a_coming_one_is_not():
    rows = pl.DataFrame({"basis": "open", "movement": ["opening", "ending"], "amount": [10.0, 15.0]})
    assert sentences.bridge("x", rows, Reader(facts=RUNNING)) == "Open pipeline grew by ¥5 since 1 Jul 2026"
    coming = Reader(scope=Scope("2027-01-01", "2027-12-31"), facts=RUNNING)
    assert sentences.bridge("x", rows, coming) == "The period has not begun on the as-of day"
