"""Findings about wins and losses: where most was lost, and how the last month ended."""

import datetime as dt

import polars as pl
import pytest

from dashboard import sentences
from dashboard.reader import Look, Reader

FACTS = {"exported_on": dt.date(2026, 8, 14), "default_period_start": dt.date(2026, 1, 1)}
FACTS |= {"default_period_end": dt.date(2026, 12, 31), "reporting_currency": "EUR"}


def told(finding, rows, language="en"):
    return finding("win_loss_split", rows, Reader(Look(language), facts=FACTS))


def lost(*rows):
    names = ("name", "competitor_amount", "no_decision_amount", "unspecified_amount")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Float64) | {"name": pl.String}, orient="row")


def test_the_name_for_which_most_was_lost_by_all_endings_together_is_told():
    rows = lost((None, 9e6, None, None), ("Quorlens", 3e5, None, 1e5), ("Halvoreth", 3.9e5, 0, None))
    assert told(sentences.most_lost("lost_to"), rows) == "Most was lost to Quorlens: €400K"
    assert told(sentences.most_lost("lost_to"), rows, "zh") == "输给 Quorlens 的最多：€40万"


@pytest.mark.parametrize("rows", [lost(), lost((None, 5.0, 0, 0)), lost(("Quorlens", 0, 0, 0))])
def test_where_nobody_named_a_loss_the_card_has_its_plain_title(rows):
    assert told(sentences.most_lost("lost_to"), rows) == "What was lost to whom"


def months(*rows):
    columns = {"month": pl.Date, "win_rate": pl.Float64, "won_deals": pl.Int64, "lost_deals": pl.Int64}
    return pl.DataFrame([(dt.date(2026, m, 1), *rest) for m, *rest in rows], schema=columns, orient="row")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (months((6, 0.5, 1, 1), (7, 0.4, 2, 3), (8, 0.0, 0, 4)), "40.0% of the deals closed in July were won: 2 of 5"),
        (months((7, None, 0, 0), (8, 0.25, 1, 3)), "25.0% of the deals closed in August were won: 1 of 4"),
        (months((9, None, None, None)), "Win rate by month"),
    ],
)
def test_the_last_month_that_is_over_and_had_closings_is_told(rows, said):
    assert told(sentences.win_rate_of_month, rows) == said


def ended(*rows):
    columns = {"ending": pl.String, "reason": pl.String, "deals": pl.Int64}
    return pl.DataFrame(rows, schema=columns, orient="row")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            ended(
                ("no_decision", "Price", 2),
                ("won", "Price", 9),
                ("lost_unspecified", None, 8),
                ("no_decision", "Fit", 3),
            ),
            "13 deals lost, most often for “Fit”: 3",
        ),
        (ended(("lost_unspecified", None, 2)), "None of the 2 deals lost has a reason on record"),
        (ended(("won", "Price", 2)), "All 2 deals closed were won"),
    ],
)
def test_the_commonest_reason_of_losses_is_told_wins_and_unnamed_ones_passed_over(rows, said):
    assert told(sentences.losses, rows) == said


def test_what_is_booked_says_how_much_still_cools_off_and_what_was_collected():
    rows = pl.DataFrame(
        {"final_amount": [4e5, 1e5], "cooling_off_amount": [None, 2e5], "collected_amount": [3e5, None]}
    )
    assert told(sentences.booked, rows) == "€200K of the €700K won still cools off; €300K was collected"
    final = rows.with_columns(cooling_off_amount=pl.lit(0), collected_amount=None)
    assert told(sentences.booked, final) == "All of the €500K won is final"
