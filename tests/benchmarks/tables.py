"""The measurements as tables, with the targets beside them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table

from tests.benchmarks import imports, pages, views

# Milliseconds at a million deals.
EVERYTHING, REGION, EXCEPTION = 400, 150, 1000
# They answer with a row per deal or more, or put one question many times: of thirteen months.
EXCEPTIONS = {
    "account_performance",
    "data_quality",
    "deal_credit_list",
    "deal_line_list",
    "deal_list",
    "key_figures",
    "kpi_trend",
}
# Views that put one question to every member, day or event: milliseconds of everything and of one region.
WIDE, WIDE_REGION = 800, 250
WIDE_VIEWS = {
    "cohort_progress",
    "deal_timeline",
    "funnel_shape",
    "funnel_shape_trend",
    "funnel_split",
    "kpi_comparison",
    "movers",
    "peer_comparison",
    "peer_comparison by rep",
    "pipeline_change_list",
    "required_funnel",
    "stage_dwell",
    "stage_flow",
    "weekly_board",
    "win_loss_reasons",
}


def of_views(measured: Sequence[views.Measured]) -> Table:
    """One line per view: milliseconds per size, how they grow per step, the target."""
    table = Table(title="Views, median milliseconds", title_justify="left", box=SIMPLE_HEAD)
    table.add_column("view")
    table.add_column("rows", justify="right")
    for what in ("all", "region"):
        for each in measured:
            table.add_column(f"{what} {each.deals:,}", justify="right")
        table.add_column("growth", justify="right")
        table.add_column("target", justify="right", style="dim")
    for view in measured[-1].everything:
        cells = [view, f"{measured[-1].rows[view]:,}"]
        for what, target, wide in (("everything", EVERYTHING, WIDE), ("region", REGION, WIDE_REGION)):
            times = [getattr(each, what)[view] for each in measured]
            cells += [f"{each:,.0f}" for each in times]
            cells += [growth(times), f"{EXCEPTION if view in EXCEPTIONS else wide if view in WIDE_VIEWS else target}"]
        table.add_row(*cells)
    table.caption = "Targets are for 1,000,000 deals on two cores. Growth: each size over the one before."
    return table


def of_polars(measured: Sequence[views.Measured]) -> Table:
    """One line per view asked in polars too: its milliseconds over those of the view."""
    table = Table(
        title="The same question in polars, data in memory, everything", title_justify="left", box=SIMPLE_HEAD
    )
    table.add_column("view")
    for each in measured:
        for what in ("view", "polars", "view/polars"):
            table.add_column(f"{what} {each.deals:,}", justify="right")
    table.add_column("answers")
    for view in measured[-1].polars:
        cells = [view]
        for each in measured:
            mine, theirs = each.everything[view], each.polars[view]
            cells += [f"{mine:,.0f}", f"{theirs:,.0f}", f"{mine / theirs:.1f}"]
        agree = "differ" if any(view in each.differs for each in measured) else "agree"
        table.add_row(*cells, agree)
    return table


def of_imports(measured: Sequence[imports.Measured]) -> Table:
    """One line per figure of the import, one column per size, and the target."""
    table = Table(title="Import", title_justify="left", box=SIMPLE_HEAD)
    table.add_column("")
    for each in measured:
        table.add_column(f"{each.deals:,} deals", justify="right")
    table.add_column("target", style="dim")
    lines = {
        "deals and history: rows": [f"{each.only['rows']:,}" for each in measured],
        "deals and history: COPY, s": [f"{each.copy['seconds']['copy']:.1f}" for each in measured],
        "deals and history: read, typed, refused, s": [
            f"{sum(each.only['seconds'][step] for step in imports.READ):.1f}" for each in measured
        ],
        "speed beside COPY": [f"{each.share_of_copy:.0%}" for each in measured],
        "all files: rows": [f"{each.whole['rows']:,}" for each in measured],
        "all files: read, typed, refused, s": [
            f"{sum(each.whole['seconds'][step] for step in imports.READ):.1f}" for each in measured
        ],
        "derived layer, s": [f"{each.whole['seconds']['derived']:.1f}" for each in measured],
        "views, s": [f"{each.whole['seconds']['views']:.1f}" for each in measured],
        "CPU, s": [f"{each.whole['cpu']:.1f}" for each in measured],
        "peak memory, GB": [f"{each.whole['peak'] / 1e9:.2f}" for each in measured],
    }
    targets = {"speed beside COPY": "40%", "derived layer, s": "60 at 1,000,000", "peak memory, GB": "3"}
    for name, cells in lines.items():
        table.add_row(name, *cells, targets.get(name, ""))
    return table


def of_page(line: pages.Line) -> str:
    """One figure of the pages: the dashboard, the empty page of as many elements, and the target."""
    name, *cells, target = line
    said = [f"{cell:,.0f}" if cell else "–" for cell in cells]
    return f"{name:<46}{said[0]:>9}{said[1]:>12}{target:>9}"


def growth(times: Sequence[float]) -> str:
    """Each size over the one before it: `3.1 × 9.8`."""
    return " ".join(f"×{later / sooner:.1f}" for sooner, later in itertools.pairwise(times)) or "–"
