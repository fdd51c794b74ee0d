"""What the Overview opens with: verdict, what was won, what is coming, what moved and where it is stuck."""

import polars as pl
import pytest

from dashboard.reader import Reader
from dashboard.scope import Scope
from dashboard.sentences import openings
from dashboard.sentences.openings import Figures
from tests.opened import OVER, RUNNING, in_chinese


def moved(*rows):
    columns = {"dimension": pl.String, "name": pl.String, "measure": pl.String, "change": pl.Float64}
    told = [(dimension, name, "won_amount", change) for dimension, name, change in rows]
    return pl.DataFrame(told, schema=columns, orient="row").with_columns(previous_value=9.0)


FIGURES = {
    "stalled_amount": 0.0,
    "won_amount": 447.0,
    "won_deals": 9,
    "lost_deals": 24,
    "open_without_close_date": 0,
    "target_amount": 1010.0,
    "target_to_date_amount": 495.0,
    "attainment": 0.44,
    "open_deals": 86,
    "open_amount": 4970.0,
    "effective_open_amount": 2760.0,
    "remaining_target": 563.0,
    "coverage": 5.7,
    "effective_coverage": 3.1,
    "required_coverage": 3.2,
    "expected_landing": 1890.0,
}
CHANGES = pl.DataFrame(
    {
        "measure": ["won_amount"],
        "change": [89.4],
        "previous_value": [357.6],
        "last_year_change": [-47.0],
        "last_year_value": [494.0],
    }
)
WIDTH = pl.DataFrame(
    {"stage": ["A", "B"], "amount": [3000.0, 2000.0], "stalled_deals": [3, 5], "stalled_amount": [900.0, 600.0]}
)
NOTHING_STALLED = WIDTH.with_columns(stalled_deals=0, stalled_amount=0.0)
GAINED = moved(("region", "East", 5.0), ("rep", "Ann", -3.0))


def summary(kpis, width, reader):
    """What the Overview opens with, without the rows that links would need."""
    stalled = {"stalled_amount": width["stalled_amount"].sum()}
    read = {"kpis": pl.DataFrame([kpis | stalled]), "kpi_comparison": CHANGES, "movers": GAINED, "funnel_width": width}
    return openings.summary(Figures(reader), read)


@pytest.mark.parametrize(
    ("changes", "facts", "scope", "said"),
    [
        (
            {},
            RUNNING,
            Scope(),
            "**The forecast reaches the target**: ¥1.89K is expected by the end of the period, 187% of it. "
            "¥447 won, 44% of the target of ¥1.01K: **¥48 behind pace**. "
            "Open deals cover the rest 5.7×, the effective ones 3.1×; 3.2× is needed: **enough**. "
            "Against Q2, East (+¥5) gained most and Ann (−¥3) lost most.",
        ),
        (
            {"target_amount": None, "coverage": None},
            RUNNING,
            Scope(comparison="last_year"),
            "**¥447** won in 9 deals, 10% less than last year. ¥4.97K is open in 86 deals, of which ¥2.76K is "
            "effective: within the usual cycle. Against last year, East (+¥5) gained most and Ann (−¥3) lost most.",
        ),
        (
            {},
            OVER,
            Scope(comparison="none"),
            "¥447 won, 44% of the target of ¥1.01K: **¥563 short of it**. "
            "¥4.97K is open in 86 deals, of which ¥2.76K is effective: within the usual cycle.",
        ),
        (
            {"won_deals": 0, "won_amount": 0, "target_amount": None, "open_deals": 0, "coverage": None},
            RUNNING,
            Scope(comparison="none"),
            "Nothing won yet; **24 deals lost**. No deal is open.",
        ),
        (
            {"won_deals": 0, "lost_deals": 0, "open_deals": 0, "target_amount": None},
            RUNNING,
            Scope(comparison="none"),
            "Nothing has closed yet in this period. No deal is open.",
        ),
        (
            {"won_deals": 0, "won_amount": 0, "coverage": None, "open_without_close_date": 2},
            RUNNING,
            Scope(comparison="none"),
            "Nothing won yet of the target of ¥1.01K: **¥495 behind pace**. 24 deals were lost. "
            "¥4.97K is open in 86 deals, of which ¥2.76K is effective: within the usual cycle. "
            "2 open deals have no expected close date and are in no forecast.",
        ),
        (
            {"won_deals": 0, "won_amount": 0, "lost_deals": 0, "open_deals": 0},
            OVER,
            Scope(comparison="none"),
            "**Nothing was won** of the target of ¥1.01K. No deal is open.",
        ),
        (
            {},
            RUNNING,
            Scope("2027-01-01", "2027-03-31"),
            "The period has not begun on the as-of day; it begins on 1 Jan 2027.",
        ),
    ],
)
def test_a_page_opens_with_what_was_won_what_is_coming_and_what_moved(changes, facts, scope, said):
    reader = Reader(scope=scope, facts=facts)
    assert " ".join(summary(FIGURES | changes, NOTHING_STALLED, reader)) == said


def test_the_summary_ends_with_the_stage_in_which_most_money_is_stuck():
    told = summary(FIGURES, WIDTH, Reader(facts=RUNNING))
    assert told[-1] == "¥1.5K is stalled, 30% of what is open, most of it in **A** (¥900)."


@pytest.mark.parametrize(
    ("amounts", "english", "chinese"),
    [
        ([400.0, 350.0, 250.0], "the most in **A** (¥400)", "最多在 **A**（¥400）"),
        ([600.0, 350.0, 50.0], "most of it in **A** (¥600)", "大部分在 **A**（¥600）"),
        ([1000.0, 0.0, 0.0], "all of it in **A**.", "全部在 **A**。"),
    ],
)
def test_most_of_what_is_stalled_is_more_than_half_of_it(amounts, english, chinese):
    width = pl.DataFrame({"stage": ["A", "B", "C"], "stalled_amount": amounts})
    width = width.with_columns(amount=pl.lit(4000.0), stalled_deals=(pl.col("stalled_amount") > 0).cast(pl.Int64))
    reader = Reader(facts=RUNNING)
    assert english in summary(FIGURES, width, reader)[-1]
    assert chinese in summary(FIGURES, width, in_chinese(reader))[-1]


@pytest.mark.parametrize(
    ("landing", "coverage", "said"),
    [
        (1111.0, 5.7, "**The forecast reaches the target**: ¥1.11K is expected by the end of the period, 110% of it."),
        (1111.0, 2.0, "**The forecast reaches the target, with less open than required**: "),
        (1009.0, 5.7, "**The target is at risk, though enough is open to reach it**: "),
        (1009.0, 2.0, "**The target is at risk**: ¥1.01K is expected by the end of the period, 99% of it."),
    ],
)
def test_a_running_period_opens_with_a_verdict_on_its_target(landing, coverage, said):
    figures = FIGURES | {"expected_landing": landing, "coverage": coverage}
    assert summary(figures, WIDTH, Reader(facts=RUNNING))[0].startswith(said)


@pytest.mark.parametrize(
    "changes", [{"coverage": None, "remaining_target": 0}, {"target_amount": None}, {"open_deals": 0}]
)
def test_there_is_no_verdict_without_a_target_to_reach_or_deals_to_reach_it_with(changes):
    told = summary(FIGURES | changes, WIDTH, Reader(facts=RUNNING))
    assert "expected by the end" not in " ".join(told)


def test_a_chinese_summary_counts_in_times_and_has_no_space_between_its_words():
    told = "".join(summary(FIGURES, NOTHING_STALLED, in_chinese(Reader(facts=RUNNING))))
    assert "在途金额是剩余目标的 5.7 倍（有效部分 3.1 倍），需要 3.2 倍，**充足**。" in told
    rich = FIGURES | {"target_amount": 23e6, "won_amount": 10.35e6, "attainment": 0.45}
    assert "完成目标 ¥2,300万的 45%" in "".join(summary(rich, NOTHING_STALLED, in_chinese(Reader(facts=RUNNING))))
