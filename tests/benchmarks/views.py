"""Every view over everything and over one region, and the same question put to polars."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import polars as pl

from dashboard import catalog
from dashboard.database import Database
from dashboard.scope import Scope
from tests.benchmarks import questions


@dataclass
class Measured:
    """Median milliseconds per view: of everything, of the largest region, and of polars over everything.

    `differs` names the views whose answer polars does not share.
    """

    deals: int
    everything: dict[str, float] = field(default_factory=dict)
    region: dict[str, float] = field(default_factory=dict)
    polars: dict[str, float] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    differs: list[str] = field(default_factory=list)


def measure(version: Path, deals: int, runs: int, only: list[str] | None) -> Measured:
    """Time the views of a version as a reader gets them, as frames."""
    measured, memory = Measured(deals), questions.Memory.read(version)
    with Database(version) as database:
        regions = database.members("region").sort("deals", descending=True)["value"]
        one = Scope(regions=(regions[0],))
        for view in (each.name for each in catalog.queries("views")):
            if only and view not in only:
                continue
            # Nobody reads the timelines of all deals at once.
            where = None
            if view == "deal_timeline":
                where = {"deal_id": database.read("deal_list", one, limit=1, columns=["deal_id"]).item()}
            answer = _time(measured, view, partial(database.read, view, where=where), one, runs)
            asked = questions.QUESTIONS.get(view)
            if asked is not None:
                measured.polars[view] = median(partial(asked, memory), runs)
                if not questions.agree(asked(memory), answer):
                    measured.differs.append(view)
        # What pages ask beside whole views.
        asked_besides: dict[str, Callable[[Scope], pl.DataFrame]] = {
            "key_figures": database.key_figures,
            "short_lists": database.short_lists,
            "funnel_split by region": partial(database.read, "funnel_split", where={"dimension": "region"}),
            "peer_comparison by rep": partial(database.read, "peer_comparison", where={"dimension": "rep"}),
        }
        for name, ask in asked_besides.items():
            if not only or name.split()[0] in only:
                _time(measured, name, ask, one, runs)
    return measured


def _time(measured: Measured, name: str, ask: Callable[[Scope], pl.DataFrame], one: Scope, runs: int) -> pl.DataFrame:
    """Time a question of everything and of one region; the answer of everything."""
    measured.everything[name] = median(partial(ask, Scope()), runs)
    measured.region[name] = median(partial(ask, one), runs)
    answer = ask(Scope())
    measured.rows[name] = answer.height
    return answer


def median(run: Callable[[], pl.DataFrame], runs: int) -> float:
    """Median milliseconds of several runs, after one that nobody counts."""
    run()
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        run()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000
