"""The events behind the pipeline changes: the worked example's, and their sums in every scope."""

import csv
import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from dashboard.database import Database
from dashboard.scope import Scope

EXPECTED = Path(__file__).parent / "expected" / "pipeline_change_list.csv"
SCOPES = {
    "fiscal year": Scope(),
    "quarter": Scope(period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 3, 31)),
    "north": Scope(period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 3, 31), regions=("North",)),
    "second stage": Scope(period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 3, 31), stages=("S2",)),
    "an earlier day": Scope(
        period_start=dt.date(2026, 1, 1), period_end=dt.date(2026, 3, 31), as_of=dt.date(2026, 2, 15)
    ),
    "before the period": Scope(period_start=dt.date(2026, 6, 1), period_end=dt.date(2026, 6, 30)),
}


def test_the_events_of_the_worked_example_are_those_of_its_histories(worked_example):
    with EXPECTED.open(encoding="utf-8-sig", newline="") as file:
        expected = [{name: text or None for name, text in row.items()} for row in csv.DictReader(file)]
    with Database(worked_example.current()) as database:
        found = database.read("pipeline_change_list").iter_rows(named=True)
        assert [
            {name: None if value is None else str(value) for name, value in row.items()} for row in found
        ] == expected


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_events_add_up_to_the_changes_of_their_movement(worked_example, scope):
    with Database(worked_example.current()) as database:
        events = database.read("pipeline_change_list", scope)
        changes = database.read("pipeline_changes", scope).filter(~pl.col("movement").is_in(["opening", "ending"]))
    summed = events.group_by("basis", "movement").agg(pl.len().cast(pl.Int64).alias("deals"), pl.col("amount").sum())
    given = changes.filter(pl.col("deals") > 0).select("basis", "movement", "deals", "amount")
    assert sorted(summed.rows()) == sorted(given.rows())
