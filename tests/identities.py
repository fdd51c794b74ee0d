"""Figures that must agree with each other, whatever the data and the scope: each a question to a reader of views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from dashboard.scope import Scope

Read = Callable[[str, Scope], pl.DataFrame]
INS = ("created", "reopened", "transferred_in", "pulled_in", "increased")
OUTS = ("decreased", "pushed_out", "transferred_out", "won", "lost", "removed")


def kpis_of(read: Read, scope: Scope) -> Mapping[str, Any]:
    """The key figures of a scope, by measure."""
    return read("kpis", scope).row(0, named=True)


def same(found: Any, expected: Any) -> bool:
    """Money and rates agree to less than a cent; NULL only with NULL."""
    if found is None or expected is None:
        return found is None and expected is None
    return float(found) == pytest.approx(float(expected), abs=0.005)


def summed(values: Iterable[Any]) -> Decimal:
    """The sum of what is known."""
    return sum((value for value in values if value is not None), Decimal(0))


def what_stands_in_the_stages_is_what_is_open(read: Read, scope: Scope) -> None:
    width, kpis = read("funnel_width", scope), kpis_of(read, scope)
    assert width["deals"].sum() == kpis["open_deals"]
    for column, measure in (("amount", "open_amount"), ("weighted_amount", "weighted_amount")):
        assert same(summed(width[column]), kpis[measure])
    assert same(summed(width["stalled_amount"]), kpis["stalled_amount"])


def the_last_day_of_the_funnel_over_time_is_its_width(read: Read, scope: Scope) -> None:
    columns = ["pipeline", "stage", "deals", "amount"]
    over_time = read("funnel_over_time", scope)
    last = over_time.filter(pl.col("on_date") == over_time["on_date"].max()).filter(pl.col("deals") > 0)
    standing = read("funnel_width", scope).filter(pl.col("deals") > 0)
    assert [tuple(map(str, row)) for row in last.select(columns).rows()] == [
        tuple(map(str, row)) for row in standing.select(columns).rows()
    ]


def the_months_sum_to_the_period(read: Read, scope: Scope) -> None:
    months, kpis = read("results_over_time", scope), kpis_of(read, scope)
    for measure in ("won_amount", "won_deals", "lost_deals", "created_deals", "created_amount"):
        assert same(summed(months[measure]), kpis[measure]), measure
    if kpis["target_amount"] is not None:
        assert same(summed(months["target_amount"]), kpis["target_amount"])


def the_listed_deals_sum_to_the_key_figures(read: Read, scope: Scope) -> None:
    deals, kpis = read("deal_list", scope), kpis_of(read, scope)
    for flag, count, amount in (
        ("is_open", "open_deals", "open_amount"),
        ("is_won_in_period", "won_deals", "won_amount"),
        ("is_lost_in_period", "lost_deals", "lost_amount"),
        ("is_created_in_period", "created_deals", "created_amount"),
        ("is_stalled", None, "stalled_amount"),
    ):
        listed = deals.filter(pl.col(flag))
        assert count is None or listed.height == kpis[count], flag
        assert same(summed(listed["amount"]), kpis[amount]), flag
    effective = deals.filter(pl.col("is_open") & pl.col("is_beyond_cycle").fill_null(False).not_())
    assert same(summed(effective["amount"]), kpis["effective_open_amount"])
    assert deals["deal_id"].n_unique() == deals.height


def the_compared_value_is_the_key_figure_and_the_change_their_difference(read: Read, scope: Scope) -> None:
    kpis = kpis_of(read, scope)
    compared = read("kpi_comparison", scope)
    assert compared["measure"].to_list() == list(kpis)
    for row in compared.iter_rows(named=True):
        assert same(row["value"], kpis[row["measure"]]), row["measure"]
        for change, other in (("change", "previous_value"), ("last_year_change", "last_year_value")):
            either = row["value"] is None or row[other] is None
            assert same(row[change], None if either else row["value"] - row[other]), row["measure"]


def the_coverage_of_today_ends_its_own_trend(read: Read, scope: Scope) -> None:
    kpis, months = kpis_of(read, scope), read("coverage_trend", scope)
    assert same(months["coverage"][-1], kpis["coverage"])
    assert same(months["remaining_target"][-1], kpis["remaining_target"])


def what_moved_sums_to_the_change_of_the_key_figures(read: Read, scope: Scope) -> None:
    compared = {row["measure"]: row for row in read("kpi_comparison", scope).iter_rows(named=True)}
    if scope.comparison == "none":
        moved = read("movers", scope).select("previous_value", "change")
        assert moved.null_count().row(0) == (moved.height, moved.height)
        return
    sums = defaultdict(lambda: {"value": 0.0, "previous_value": 0.0, "change": 0.0})
    for row in read("movers", scope).iter_rows(named=True):
        for column, total in sums[row["dimension"], row["measure"]].items():
            sums[row["dimension"], row["measure"]][column] = total + float(row[column])
    last_year = {"previous_value": "last_year_value", "change": "last_year_change"}
    named = last_year if scope.comparison == "last_year" else {}
    for (dimension, measure), total in sums.items():
        for column, value in total.items():
            assert same(value, compared[measure][named.get(column, column)]), (dimension, measure, column)


def opening_and_movements_make_the_ending(read: Read, scope: Scope) -> None:
    changes = read("pipeline_changes", scope)
    for basis in ("open", "expected_in_period"):
        amounts = {row["movement"]: row["amount"] for row in changes.filter(basis=basis).iter_rows(named=True)}
        moved = sum(amounts[name] for name in INS) - sum(amounts[name] for name in OUTS)
        assert amounts["opening"] + moved == amounts["ending"]


def who_entered_a_stage_has_advanced_is_lost_or_is_pending(read: Read, scope: Scope) -> None:
    for row in read("stage_conversion", scope).iter_rows(named=True):
        assert row["entered"] == row["advanced"] + row["lost"] + row["pending"]
        if row["resolved_conversion"] is not None:
            assert row["conversion_floor"] <= row["resolved_conversion"] <= row["conversion_ceiling"]


ALL = (
    what_stands_in_the_stages_is_what_is_open,
    the_last_day_of_the_funnel_over_time_is_its_width,
    the_months_sum_to_the_period,
    the_listed_deals_sum_to_the_key_figures,
    the_compared_value_is_the_key_figure_and_the_change_their_difference,
    the_coverage_of_today_ends_its_own_trend,
    what_moved_sums_to_the_change_of_the_key_figures,
    opening_and_movements_make_the_ending,
    who_entered_a_stage_has_advanced_is_lost_or_is_pending,
)
