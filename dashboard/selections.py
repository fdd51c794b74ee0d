"""Selections of rows that a page makes: which rows of a view it keeps, in which order, and why one is in it."""

from __future__ import annotations

import functools
from typing import Any

import polars as pl

from dashboard.days import month_end
from dashboard.parts import part
from dashboard.reader import Reader

# What may be wrong with an open deal, as flags of attention_list; the first keeps them all.
WARNINGS = (
    "any",
    "is_stalled",
    "is_beyond_cycle",
    "is_close_date_passed",
    "has_no_next_step",
    "is_next_step_overdue",
    "is_big_and_quiet",
    "is_moved_back",
)
# Steps from stage to stage, which move no amount into the pipeline and none out of it.
_STEPS = ("left_advanced", "left_moved_back")
# The figure that says how grave a warning is.
_TOLD_BY = {
    "is_stalled": "days_in_stage",
    "is_beyond_cycle": "age_days",
    "is_close_date_passed": "expected_close_date",
    "is_next_step_overdue": "next_step_date",
}
_SAID = object()
# The movements worth a list of their own, by the basis that is looked at.
MOVEMENTS = {
    "open": ("created", *_STEPS, "pushed_out", "increased", "decreased", "won", "lost", "reopened"),
    "expected_in_period": ("pushed_out", "pulled_in", *_STEPS, "created", "increased", "decreased", "won", "lost"),
}
# What leaves the period is no event of all that is open.
_OF_PERIOD = ("pushed_out",)


def largest_told(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """Open deals, largest first, with their warnings as `why`."""
    return with_warnings(largest_open(rows, reader), reader)


def due_told(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """What is due by the end of the month of the as-of day, largest first, with its warnings as `why`."""
    return with_warnings(_by_amount(due(rows, reader)), reader)


def largest_open(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """Open deals, largest first."""
    return _by_amount(rows.filter(pl.col("is_open")))


def due(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """Open deals that are past due or expected by the end of the month of the as-of day, earliest first."""
    found = rows.filter(pl.col("is_open") & (pl.col("expected_close_date") <= month_end(reader.as_of)))
    return found.sort("expected_close_date", "amount", descending=[False, True], nulls_last=True, maintain_order=True)


def _by_amount(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.sort("amount", descending=True, nulls_last=True, maintain_order=True)


def with_moving_deals(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """Stages with the deals that are not stalled as a part of their own."""
    return _with(rows, "moving_deals")


def with_beyond_cycle(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """Rows with what is open beyond its cycle as parts of their own; NULL where the whole is. Where it is not known how
    much is within the cycle, all of it counts as beyond."""
    return _with(rows, "beyond_deals", "beyond_amount", "beyond_coverage")


def _with(rows: pl.DataFrame, *names: str) -> pl.DataFrame:
    found = {name: part(name, rows.columns) for name in names}
    added = [(pl.col(of.whole) - pl.col(of.known).fill_null(0)).alias(name) for name, of in found.items() if of]
    return rows.with_columns(added)


def found_checks(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """Checks that found something, with what each means in the reader's language."""
    found = rows.filter(pl.col("rows") > 0)
    return found.with_columns(pl.Series("meaning", [reader.about_object(name) for name in found["check"]], pl.String))


def named_campaigns(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """Results of campaigns; what came without a campaign is in the table of campaigns."""
    return rows.filter(pl.col("campaign").is_not_null())


def warned(warning: str) -> dict[str, object]:
    """The condition on attention_list that keeps the deals with one of WARNINGS."""
    return {} if warning == WARNINGS[0] else {warning: True}


def latest_weeks(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """The weeks of a flow, the latest first, each in stage order."""
    return rows.sort("week", descending=True, maintain_order=True)


def named_cohorts(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """Cohorts with their month and the months since in words; what has not happened yet is left out."""
    months = [reader.formats.month(month) for month in rows["month"].to_list()]
    since = [reader.t.plural("cohort.since", number) for number in rows["months_since"].to_list()]
    told = rows.with_columns(pl.Series("cohort", months, pl.String), pl.Series("since", since, pl.String))
    return told.filter(pl.col("reached_deals").is_not_null())


def told_peers(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """Differences with both values in the measure's own unit, as texts."""
    unit = {"median_days": reader.formats.days}
    told = [
        (say(row["value"]), say(row["rest_value"]))
        for row in rows.iter_rows(named=True)
        for say in [unit.get(row["measure"], lambda value: reader.formats.rate(value, 0))]
    ]
    return rows.with_columns(
        pl.Series("value_told", [each[0] for each in told], pl.String),
        pl.Series("rest_told", [each[1] for each in told], pl.String),
    )


def moved(basis: str, movement: str) -> tuple[str, dict[str, object], tuple[str, ...]]:
    """The list that has a movement of MOVEMENTS, the condition on its rows, and the columns worth seeing in it."""
    first, last = ("on_date", "amount", "deal", "stage"), ("rep", "region", "account")
    if movement in _STEPS:
        return "stage_flow_list", {"movement": movement}, (*first, "other_stage", *last)
    asked = "expected_in_period" if movement in _OF_PERIOD else basis
    return "pipeline_change_list", {"basis": asked, "movement": movement}, (*first, *last)


# What a board says of each of its days, and what of the week up to the last of them.
OF_A_DAY = ("first_meetings", "early", "middle", "late", "won_deals")
OF_A_WEEK = ("shape", "won_amount", "collected_amount")
_LEVELS = ("rep", "team", "company")


def week_grid(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """The rows of one week as a grid: a row per member, reps, then teams, then all; OF_A_DAY per day as `NAME_DAY`, and
    OF_A_WEEK as of its last day. Who had nothing to show on a day has 0 there, and NULL what the data do not hold."""
    days = rows["on_date"].unique().sort().to_list()
    found = rows.select("level", "name").unique(maintain_order=True)
    for day in days:
        names = [pl.col(name).alias(f"{name}_{day}") for name in OF_A_DAY]
        of_day = rows.filter(pl.col("on_date") == day).select("level", "name", *names)
        found = found.join(of_day, on=["level", "name"], how="left", nulls_equal=True, maintain_order="left")
    last = rows.filter(pl.col("on_date") == days[-1]).select("level", "name", *OF_A_WEEK) if days else rows.clear()
    found = found.join(last, on=["level", "name"], how="left", nulls_equal=True, maintain_order="left")
    known = [name for name in found.columns[2:] if name != "shape" and rows[_measured(name)].count()]
    filled = [pl.col(known).fill_null(0), pl.col("shape").fill_null("empty")] if days else []
    place = pl.col("level").replace_strict({level: place for place, level in enumerate(_LEVELS)}, default=None)
    return found.with_columns(filled).sort(place, "name", nulls_last=True, maintain_order=True)


def _measured(column: str) -> str:
    """The measure of a column of a grid."""
    return next((name for name in OF_A_DAY if column.startswith(f"{name}_")), column)


def with_warnings(rows: pl.DataFrame, reader: Reader) -> pl.DataFrame:
    """Open deals with all their warnings in words as `why`, in the order of WARNINGS; NULL where a deal has none.
    Where a deal has been in its stage for as long as it exists, its days are said once."""
    # Many deals have the same warning with the same figure.
    say = functools.cache(lambda flag, figure: _warned(flag, figure, reader))
    told = [
        [say(flag, figure) if is_so else "" for is_so, figure in zip(rows[flag].to_list(), figures, strict=True)]
        for flag in WARNINGS[1:]
        if flag in rows.columns
        for figures in [_figures(flag, rows)]
    ]
    why = [" · ".join(filter(None, warnings)) or None for warnings in zip(*told, strict=True)]
    return rows.with_columns(pl.Series("why", why, pl.String))


def _figures(flag: str, rows: pl.DataFrame) -> list[Any]:
    """The figure that says how grave a warning is; _SAID where the warning before it has the same."""
    found = rows[_TOLD_BY.get(flag, flag)]
    if flag != "is_beyond_cycle" or not {"is_stalled", "days_in_stage"} <= set(rows.columns):
        return found.to_list()
    is_said = rows["is_stalled"] & (rows["days_in_stage"] == found)
    return [_SAID if is_so else figure for is_so, figure in zip(is_said, found, strict=True)]


def _warned(flag: str, figure: Any, reader: Reader) -> str:
    """The words of a warning; "" where its figure is not known."""
    if flag not in _TOLD_BY or figure is _SAID:
        label = reader.label("attention_list", flag)
        return f"{label[:1].lower()}{label[1:]}"
    if figure is None:
        return ""
    if flag == "is_close_date_passed":
        return reader.t.plural("why.past_due", (reader.as_of - figure).days)
    if flag == "is_next_step_overdue":
        is_other_year = figure.year != reader.as_of.year
        return reader.t("why.step_overdue", day=reader.formats.day(figure, year=is_other_year))
    key = "why.stalled" if flag == "is_stalled" else "why.beyond_cycle"
    return reader.t(key, days=reader.formats.short_days(figure))


# These say something of each row and leave none out: of a long list the first rows are enough for the screen.
ROW_BY_ROW = (with_warnings,)
