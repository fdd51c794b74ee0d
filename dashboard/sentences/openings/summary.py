"""What the Overview opens with: what it comes to, what was won, what is coming, what moved, where it is stuck."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard.charts.change_bars import moves, telling
from dashboard.periods import compared, name_of_comparison
from dashboard.sentences.openings.figures import Figures, Read, Row, kpis_of, rows_of, told
from dashboard.sentences.openings.finality import finality
from dashboard.sentences.openings.members import none_won
from dashboard.sentences.openings.pipeline import still_open
from dashboard.sentences.openings.stages import stuck
from dashboard.sentences.results import named


def summary(figures: Figures, read: Read) -> list[str]:
    """One sentence for each question that has an answer, from kpis, kpi_comparison, movers, funnel_width and, where
    wins have to cool off, booked_and_collected. At most
    one phrase of each is bold."""
    reader, kpis = figures.reader, kpis_of(read)
    if reader.as_of < reader.period[0]:
        return [reader.t("summary.not_begun", day=reader.formats.day(reader.period[0]))]
    changes = {row["measure"]: row for row in rows_of(read, "kpi_comparison").iter_rows(named=True)}
    return told(
        [
            _verdict(figures, kpis),
            _won(figures, kpis, changes["won_amount"]),
            *finality(figures, read),
            _coming(figures, kpis),
            _undated(figures, kpis),
            _moved(figures, rows_of(read, "movers")),
            stuck(figures, rows_of(read, "funnel_width"), kpis),
        ]
    )


def _verdict(figures: Figures, kpis: Row) -> str:
    """What the sentences after it come to, while the period runs and its target is neither met nor unset."""
    reader = figures.reader
    target, coverage = float(kpis["target_amount"] or 0), kpis["coverage"]
    if not target or coverage is None or reader.is_over or not kpis["open_deals"]:
        return ""
    landing, is_thin = float(kpis["expected_landing"] or 0), coverage < _required(figures, kpis)
    if landing >= target:
        key = "summary.on_course_thin" if is_thin else "summary.on_course"
    else:
        key = "summary.at_risk" if is_thin else "summary.at_risk_enough"
    rate = reader.formats.rate(landing / target, 0)
    words = {"rate": figures.linked(rate, "kpis", "expected_landing", kpis)}
    return reader.t(key, landing=figures.value("kpis", "expected_landing", kpis), **words)


def _required(figures: Figures, kpis: Row) -> float:
    return float(kpis["required_coverage"] or figures.reader.facts.get("coverage_target") or 3.0)


def _won(figures: Figures, kpis: Row, changed: Row) -> str:
    reader, t, money = figures.reader, figures.reader.t, figures.reader.formats.money
    target = float(kpis["target_amount"] or 0)
    if not kpis["won_deals"]:
        return _none_of(figures, kpis, target) if target else none_won(figures, kpis)
    won = figures.value("kpis", "won_amount", kpis)
    if not target:
        n = figures.value("kpis", "won_deals", kpis)
        return t.plural("summary.won", int(kpis["won_deals"]), n=n, won=won) + _against(figures, changed)
    is_over = reader.is_over
    gap = float(kpis["won_amount"] or 0) - (target if is_over else float(kpis["target_to_date_amount"] or 0))
    key = f"summary.{'over' if is_over else 'running'}_{'ahead' if gap >= 0 else 'behind'}"
    words = {
        "rate": figures.value("kpis", "attainment", kpis),
        "gap": figures.linked(money(abs(gap)), "kpis", "attainment" if is_over else "attainment_to_date", kpis),
    }
    return t(key, won=won, target=money(target), **words)


def _none_of(figures: Figures, kpis: Row, target: float) -> str:
    """That nothing was won of a target, how far behind that is, and how much was lost meanwhile."""
    reader, t, money = figures.reader, figures.reader.t, figures.reader.formats.money
    due, lost = 0.0 if reader.is_over else float(kpis["target_to_date_amount"] or 0), int(kpis["lost_deals"] or 0)
    if due:
        behind = figures.linked(money(due), "kpis", "attainment_to_date", kpis)
        said = t("summary.none_behind", target=money(target), gap=behind)
    else:
        said = t("summary.none_over" if reader.is_over else "summary.none_yet", target=money(target))
    if not lost:
        return said
    meanwhile = t.plural("summary.lost_meanwhile", lost, n=figures.value("kpis", "lost_deals", kpis))
    return f"{said}{'' if reader.formats.is_chinese else ' '}{meanwhile}"


def _against(figures: Figures, row: Row) -> str:
    reader = figures.reader
    kinds = compared(reader)
    if not kinds:
        return reader.t("summary.stop")
    column = "change" if kinds[0] == "previous" else "last_year_change"
    words = reader.formats.change("money", row[column], row[f"{kinds[0]}_value"])
    if not row[column] or not any(digit in words for digit in "123456789"):
        return reader.t("summary.stop")
    key = "summary.more_than" if row[column] > 0 else "summary.less_than"
    change = figures.linked(words, "kpi_comparison", column, row)
    return reader.t(key, change=change, before=name_of_comparison(reader))


def _coming(figures: Figures, kpis: Row) -> str:
    reader, t = figures.reader, figures.reader.t
    remaining, coverage = float(kpis["remaining_target"] or 0), kpis["coverage"]
    if not kpis["open_deals"] or coverage is None or not remaining or reader.is_over:
        return still_open(figures, kpis)
    required = _required(figures, kpis)
    short = (required - coverage) * remaining
    words: dict[str, Any] = {name: figures.value("kpis", name, kpis) for name in ("coverage", "effective_coverage")}
    words["required"] = reader.formats.times(required)
    if short > 0:
        words["short"] = figures.linked(reader.formats.money(short), "kpis", "coverage", kpis)
    return t("summary.coverage_short" if short > 0 else "summary.coverage_enough", **words)


def _undated(figures: Figures, kpis: Row) -> str:
    """How many open deals no forecast counts, where there is a target that they could reach."""
    undated = int(kpis["open_without_close_date"] or 0)
    if not undated or not kpis["target_amount"] or figures.reader.is_over:
        return ""
    n = figures.value("kpis", "open_without_close_date", kpis)
    return figures.reader.t.plural("summary.undated", undated, n=n)


def _moved(figures: Figures, rows: pl.DataFrame) -> str:
    reader = figures.reader
    if not compared(reader):
        return ""
    moved = moves(rows, "won_amount", telling(reader)).filter(pl.col("change") != 0)
    if moved.is_empty():
        return ""
    first, last = moved.row(0, named=True), moved.row(-1, named=True)
    words = {"before": name_of_comparison(reader)}
    if first["change"] > 0 > last["change"]:
        return reader.t("summary.up_and_down", up=_change(figures, first), down=_change(figures, last), **words)
    is_up = first["change"] > 0
    key = "summary.only_up" if is_up else "summary.only_down"
    return reader.t(key, name=_change(figures, first if is_up else last), **words)


def _change(figures: Figures, row: Row) -> str:
    reader = figures.reader
    change = figures.linked(reader.formats.money(row["change"], sign=True), "movers", "change", row)
    return reader.t("summary.change", name=named(reader, row), change=change)
