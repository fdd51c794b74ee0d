"""The findings a page opens with: what they come to, what was won, what is coming, what moved, where it is stuck."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.charts.change_bars import moves, telling
from dashboard.charts.form import numbers
from dashboard.periods import compared, name_of_comparison
from dashboard.reader import Reader
from dashboard.sentences.results import named

Figures = Mapping[str, Any]


def summary(
    figures: Figures, compared_rows: Mapping[str, Figures], moved: pl.DataFrame, width: pl.DataFrame, reader: Reader
) -> list[str]:
    """One sentence for each question that has an answer, from the row of kpis, the rows of kpi_comparison by measure,
    movers and funnel_width. At most one phrase of each is bold."""
    if reader.as_of < reader.period[0]:
        return [reader.t("summary.not_begun", day=reader.formats.day(reader.period[0]))]
    told = [
        _verdict(figures, reader),
        _won(figures, compared_rows, reader),
        _coming(figures, reader),
        _moved(moved, reader),
        _stuck(width, reader),
    ]
    return [sentence for sentence in told if sentence]


def _verdict(figures: Figures, reader: Reader) -> str:
    """What the sentences after it come to, while the period runs and its target is neither met nor unset."""
    target, coverage = float(figures["target_amount"] or 0), figures["coverage"]
    if not target or coverage is None or reader.is_over or not figures["open_deals"]:
        return ""
    landing, is_thin = float(figures["expected_landing"] or 0), coverage < _required(figures, reader)
    if landing >= target:
        key = "summary.on_course_thin" if is_thin else "summary.on_course"
    else:
        key = "summary.at_risk" if is_thin else "summary.at_risk_enough"
    return reader.t(key, landing=reader.formats.money(landing), rate=reader.formats.rate(landing / target, 0))


def _required(figures: Figures, reader: Reader) -> float:
    return float(figures["required_coverage"] or reader.facts.get("coverage_target") or 3.0)


def _won(figures: Figures, compared_rows: Mapping[str, Figures], reader: Reader) -> str:
    t, money = reader.t, reader.formats.money
    won, target = float(figures["won_amount"] or 0), float(figures["target_amount"] or 0)
    if not figures["won_deals"] and not figures["lost_deals"]:
        return t("summary.nothing_closed")
    if not figures["won_deals"] and not target:
        return t.plural("summary.none_won", int(figures["lost_deals"]))
    if not target:
        return t.plural("summary.won", int(figures["won_deals"]), won=money(won)) + _against(compared_rows, reader)
    is_over = reader.is_over
    gap = won - (target if is_over else float(figures["target_to_date_amount"] or 0))
    key = f"summary.{'over' if is_over else 'running'}_{'ahead' if gap >= 0 else 'behind'}"
    rate = reader.formats.rate(figures["attainment"], 0)
    return t(key, won=money(won), rate=rate, target=money(target), gap=money(abs(gap)))


def _against(compared_rows: Mapping[str, Figures], reader: Reader) -> str:
    kinds, row = compared(reader), compared_rows["won_amount"]
    if not kinds:
        return reader.t("summary.stop")
    change = row["change" if kinds[0] == "previous" else "last_year_change"]
    words = reader.formats.change("money", change, row[f"{kinds[0]}_value"])
    if not change or not any(digit in words for digit in "123456789"):
        return reader.t("summary.stop")
    key = "summary.more_than" if change > 0 else "summary.less_than"
    return reader.t(key, change=words, before=name_of_comparison(reader))


def _coming(figures: Figures, reader: Reader) -> str:
    t, money, times = reader.t, reader.formats.money, reader.formats.times
    if not figures["open_deals"]:
        return t("summary.nothing_open")
    remaining, coverage = float(figures["remaining_target"] or 0), figures["coverage"]
    if coverage is None or not remaining or reader.is_over:
        effective, whole = float(figures["effective_open_amount"] or 0), float(figures["open_amount"] or 0)
        share = reader.formats.rate(effective / whole if whole else None, 0)
        return t.plural("summary.open", int(figures["open_deals"]), amount=money(whole), rate=share) if whole else ""
    required = _required(figures, reader)
    short = (required - coverage) * remaining
    key = "summary.coverage_short" if short > 0 else "summary.coverage_enough"
    words = {"short": money(short)} if short > 0 else {}
    return t(key, coverage=times(coverage), required=times(required), **words)


def _moved(rows: pl.DataFrame, reader: Reader) -> str:
    if not compared(reader):
        return ""
    moved = moves(rows, "won_amount", telling(reader)).filter(pl.col("change") != 0)
    if moved.is_empty():
        return ""
    words = [_change(reader, row) for row in (moved.row(0, named=True), moved.row(-1, named=True))]
    top, bottom = moved["change"][0], moved["change"][-1]
    before = name_of_comparison(reader)
    if top > 0 > bottom:
        return reader.t("summary.up_and_down", before=before, up=words[0], down=words[1])
    key = "summary.only_up" if top > 0 else "summary.only_down"
    return reader.t(key, before=before, name=words[0] if top > 0 else words[1])


def _change(reader: Reader, row: Mapping[str, Any]) -> str:
    return reader.t(
        "summary.change",
        name=named(reader, row),
        change=reader.formats.money(row["change"], sign=True),
    )


def _stuck(rows: pl.DataFrame, reader: Reader) -> str:
    told = numbers(rows).filter(pl.col("stalled_deals") > 0)
    stalled, whole = float(told["stalled_amount"].sum() or 0), float(numbers(rows)["amount"].sum() or 0)
    if not stalled or not whole:
        return ""
    worst = told.sort("stalled_amount", descending=True, nulls_last=True, maintain_order=True).row(0, named=True)
    share = float(worst["stalled_amount"]) / stalled
    key = "summary.stuck_all" if share == 1 else "summary.stuck_mostly" if share > 0.5 else "summary.stuck"
    words = {} if share == 1 else {"part": reader.formats.money(worst["stalled_amount"])}
    return reader.t(
        key,
        amount=reader.formats.money(stalled),
        rate=reader.formats.rate(stalled / whole, 0),
        stage=reader.name("stage", worst["stage"]),
        **words,
    )
