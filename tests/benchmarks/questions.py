"""The questions of the main views put to polars, over everything, on the same tables in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
from polars import col

from dashboard.database import Database

TABLES = {
    "deal_versions": "* exclude (manager, event_no, stay_no, valid_from, from_month, to_month)",
    "stage_stays": "pipeline, stage, dims_from, dims_to, entered_date, left_date, days, has_history, is_start_known",
    "stage_reaches": "pipeline, stage, dims_from, dims_to, reached_date, advanced_date, closed_date, outcome",
    "deal_facts": "deal_no, deal, account, campaign, url",
    "cycle_norms": "level, name, cycle_days, valid_from, valid_to",
}


@dataclass(frozen=True)
class Memory:
    """The tables as frames, and the days of the default scope."""

    frames: dict[str, pl.DataFrame]
    first: dt.date
    last: dt.date
    as_of: dt.date
    has_times: bool

    @classmethod
    def read(cls, version: Path) -> Memory:
        """All rows of the tables of a version; money as floats, which is what polars is fastest with."""
        with Database(version) as database:
            facts = database.facts()
        with duckdb.connect(str(version), read_only=True) as connection:
            frames = {name: connection.sql(f"select {columns} from {name}").pl() for name, columns in TABLES.items()}
        frames = {name: frame.with_columns(pl.selectors.decimal().cast(pl.Float64)) for name, frame in frames.items()}
        first, last, exported = (facts[f] for f in ("default_period_start", "default_period_end", "exported_on"))
        return cls(frames, first, last, min(last, exported), facts["has_times"])

    @property
    def flow(self) -> tuple[dt.date, dt.date]:
        """The days on which things count that happen."""
        return self.first, min(self.last, self.as_of)

    def deals(self) -> pl.LazyFrame:
        """The deals as they stand, with what they were in the period."""
        end = dt.datetime.combine(self.as_of + dt.timedelta(days=1), dt.time())
        standing = (
            self.frames["deal_versions"]
            .lazy()
            .filter(
                col("valid_from_date") <= self.as_of, col("valid_to_date") > self.as_of, col("outcome") != "removed"
            )
        )
        closed = col("closed_date").is_between(*self.flow).fill_null(False)
        exact = (pl.lit(end) - col("stage_entered_at")).dt.total_microseconds() / 86_400e6
        days = exact if self.has_times else (pl.lit(self.as_of) - col("stage_entered_date")).dt.total_days()
        return standing.with_columns(
            is_open=col("outcome") == "open",
            is_won=(col("outcome") == "won") & closed,
            is_lost=(col("outcome") == "lost") & closed,
            is_created=col("created_date").is_between(*self.flow).fill_null(False),
            weighted=col("amount") * col("probability"),
            days_in_stage=pl.when(col("is_start_known")).then(days),
        )


def _sum(what: str, flag: str) -> pl.Expr:
    return col(what).filter(col(flag)).sum()


def funnel_width(memory: Memory) -> pl.DataFrame:
    return (
        memory.deals().filter(col("is_open")).group_by("pipeline", "stage")
        .agg(
            deals=pl.len(), amount=col("amount").sum(), weighted_amount=col("weighted").sum(),
            average_days_in_stage=col("days_in_stage").mean(),
        ).collect()
    )  # fmt: skip


def _results() -> dict[str, pl.Expr]:
    return {
        "won_amount": _sum("amount", "is_won"),
        "won_deals": col("is_won").sum(),
        "lost_deals": col("is_lost").sum(),
        "win_rate": col("is_won").sum() / (col("is_won") | col("is_lost")).sum(),
        "average_won_amount": col("amount").filter(col("is_won")).mean(),
        "open_deals": col("is_open").sum(),
        "open_amount": _sum("amount", "is_open"),
        "weighted_amount": _sum("weighted", "is_open"),
    }


def kpis(memory: Memory) -> pl.DataFrame:
    cycles = col("cycle_days").filter(col("is_won"))
    return (
        memory.deals()
        .select(
            **_results(), mean_cycle_days=cycles.mean(), median_cycle_days=cycles.median(),
            created_deals=col("is_created").sum(), created_amount=_sum("amount", "is_created"),
            lost_amount=_sum("amount", "is_lost"),
        ).collect()
    )  # fmt: skip


def region_performance(memory: Memory) -> pl.DataFrame:
    cycles = col("cycle_days").filter(col("is_won"))
    listed = memory.deals().filter(pl.any_horizontal("is_open", "is_won", "is_lost", "is_created"))
    return listed.group_by("region").agg(**_results(), median_cycle_days=cycles.median()).collect()


def rep_efficiency(memory: Memory) -> pl.DataFrame:
    cycles = col("cycle_days").filter(col("is_won"))
    listed = memory.deals().filter(pl.any_horizontal("is_open", "is_won", "is_lost", "is_created"))
    results = {name: each for name, each in _results().items() if name != "won_amount"}
    found = listed.group_by("rep_id").agg(
        **results, owned_won_amount=_sum("amount", "is_won"), mean_cycle_days=cycles.mean()
    )
    norms = (
        memory.frames["cycle_norms"]
        .lazy()
        .filter(col("valid_from") <= memory.as_of, col("valid_to") > memory.as_of, col("level") == "rep")
    )
    recent = norms.select(rep_id="name", recent_cycle_days="cycle_days")
    return found.join(recent, on="rep_id", how="left").collect()


def stage_conversion(memory: Memory) -> pl.DataFrame:
    day = memory.as_of
    return (
        memory.frames["stage_reaches"].lazy()
        .filter(col("dims_from") <= day, col("dims_to") > day, col("reached_date").is_between(*memory.flow))
        .with_columns(
            is_advanced=col("advanced_date") <= day,
            is_lost=(col("closed_date") <= day) & (col("outcome") == "lost"),
            is_won=(col("closed_date") <= day) & (col("outcome") == "won"),
        ).group_by("pipeline", "stage")
        .agg(
            entered=pl.len(), advanced=col("is_advanced").sum(), won=col("is_won").sum(),
            lost=(col("is_lost") & ~col("is_advanced")).sum(), pending=(~col("is_lost") & ~col("is_advanced")).sum(),
        ).collect()
    )  # fmt: skip


def stage_dwell(memory: Memory) -> pl.DataFrame:
    day = memory.as_of
    completed = col("days").filter(col("left_date") <= day)
    return (
        memory.frames["stage_stays"].lazy()
        .filter(
            col("dims_from") <= day, col("dims_to") > day, col("entered_date").is_between(*memory.flow),
            col("has_history"), col("is_start_known"),
        ).group_by("pipeline", "stage")
        .agg(
            stays=pl.len(), completed_stays=(col("left_date") <= day).sum(),
            mean_completed_days=completed.mean(), median_completed_days=completed.median(),
            p90_completed_days=completed.quantile(0.9, "linear"),
        ).collect()
    )  # fmt: skip


def deal_list(memory: Memory) -> pl.DataFrame:
    listed = memory.deals().filter(pl.any_horizontal("is_open", "is_won", "is_lost", "is_created"))
    facts = memory.frames["deal_facts"].lazy().select("deal_no", "deal", "account", "campaign", "url")
    found = listed.join(facts, on="deal_no").sort("amount", "deal_id", descending=[True, False], nulls_last=True)
    shown = "account_size region team rep pipeline product_line channel deal_type stage outcome amount created_date"
    return found.select("deal_id", "deal", "account", "campaign", *shown.split(), "closed_date", "push_count").collect()


def pipeline_changes(memory: Memory) -> pl.DataFrame:
    """The open pipeline as a whole; what is due in the period doubles the rows of the view, not of the question."""
    first, last = memory.flow
    was, now = col("was_outcome") == "open", col("outcome") == "open"
    touching = (
        memory.frames["deal_versions"]
        .lazy()
        .filter(col("valid_from_date") <= last, col("valid_to_date") >= first, was.fill_null(True) | now)
    )
    changed, difference = col("valid_from_date") >= first, col("amount").fill_null(0) - col("was_amount").fill_null(0)
    was, direction = was.fill_null(False), difference.sign()
    movements = {
        "opening": (now & ~changed, col("amount")),
        "created": (now & changed & col("was_outcome").is_null(), col("amount")),
        "reopened": (now & changed & ~was & col("was_outcome").is_not_null(), col("amount")),
        "increased": (was & changed & (direction > 0), difference),
        "decreased": (was & changed & (direction < 0), -difference),
        "won": (was & changed & (col("outcome") == "won"), col("amount")),
        "lost": (was & changed & (col("outcome") == "lost"), col("amount")),
        "ending": (now & (col("valid_to_date") > last), col("amount")),
    }
    sums = [
        pl.struct(pl.lit(name).alias("movement"), flag.sum().alias("deals"), what.filter(flag).sum().alias("amount"))
        for name, (flag, what) in movements.items()
    ]
    found = touching.select(rows=pl.concat_list(sums)).explode("rows").collect()
    return found.unnest("rows").with_columns(basis=pl.lit("open"))


QUESTIONS: dict[str, Callable[[Memory], pl.DataFrame]] = {
    each.__name__: each
    for each in (
        funnel_width, kpis, stage_conversion, stage_dwell, deal_list, pipeline_changes, region_performance,
        rep_efficiency,
    )
}  # fmt: skip


def agree(answer: pl.DataFrame, view: pl.DataFrame) -> bool:
    """Whether the columns that both have are the same, row by row, with money to the cent."""
    names = {"pipeline", "stage", "region", "rep_id", "deal_id", "movement", "basis"}
    keys = [name for name in answer.columns if name in names and name in view.columns][:2]
    values = [name for name in answer.columns if name in view.columns and answer[name].dtype.is_numeric()]
    if not keys:
        keys, answer, view = ["one"], answer.with_columns(one=1), view.with_columns(one=1)
    mine = view.select(*keys, *(col(name).cast(pl.Float64) for name in values))
    both = answer.select(*keys, *(col(name).cast(pl.Float64) for name in values)).join(
        mine, on=keys, how="left", suffix="_view", nulls_equal=True
    )
    near = [
        (col(name) - col(f"{name}_view")).abs().fill_null(0).fill_nan(0) <= 0.01 + 1e-9 * col(name).abs().fill_null(0)
        for name in values
    ]
    return bool(both.select(pl.all_horizontal(near).fill_null(True).all()).item())
