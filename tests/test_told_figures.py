"""What a followed number is made of, and what is told of the deals of each month."""

import datetime as dt

import polars as pl
import pytest

from dashboard import sentences
from dashboard.reader import Reader
from tests.opened import RUNNING, in_chinese


def test_a_number_that_is_no_sum_is_told_with_what_makes_it():
    kpis = {"won_amount": 2_416_800.0, "target_amount": 4_400_000.0, "target_to_date_amount": 2_519_000.0}
    kpis |= {"attainment_to_date": 0.9594, "coverage": 2.4, "effective_coverage": 1.2, "remaining_target": 2_000_000.0}
    kpis |= {"required_coverage": 3.2, "expected_landing": 4_205_575.0, "win_rate": None}
    reader = Reader(facts=RUNNING)
    assert {
        name: sentences.followed(name, kpis, reader) for name in ("attainment_to_date", "coverage", "win_rate")
    } == {
        "attainment_to_date": "95.9%, ¥2.42M won of ¥2.52M due by now, ¥102K behind pace",
        "coverage": "2.4×, ¥4.8M due in the period for the ¥2M left of the target; 3.2× is needed, ¥1.6M more",
        "win_rate": "",
    }
    assert sentences.followed("effective_coverage", kpis, reader).endswith("left of the target")
    assert sentences.share("expected_landing", kpis, reader) == ", 96% of the target of ¥4.4M"
    assert sentences.share("won_amount", kpis, reader) == ""


def test_a_rate_says_of_how_many_it_is_one():
    kpis, reader = {"win_rate": 0.25, "competitive_win_rate": 0.5, "won_deals": 1200}, Reader(facts=RUNNING)
    assert sentences.followed("velocity_per_day", kpis | {"velocity_per_day": 10_000}, reader) == "¥10K/day"
    assert sentences.followed("win_rate", kpis, reader, 4800) == "25.0%, 1,200 won"
    told = [sentences.followed("competitive_win_rate", kpis, each, 2400) for each in (reader, in_chinese(reader))]
    assert told == [
        "50.0%, 1,200 of 2,400 (won + lost to competitors)",
        "50.0%，赢单与输给对手共 2,400 个，其中赢单 1,200 个",
    ]


def cohort(month, deals, reached, running_from):
    """The months of the deals created in one month: how many of them had come so far, from which month on still."""
    return [
        {
            "month": dt.date(2026, month, 1),
            "months_since": since,
            "is_running": since >= running_from,
            "deals": deals,
            "reached_deals": count,
            "reached_rate": count / deals,
        }
        for since, count in enumerate(reached)
    ]


def test_the_deals_of_each_month_are_told_by_the_last_month_that_half_of_them_have_behind_them():
    rows = pl.DataFrame([*cohort(1, 20, [0, 2, 5], 2), *cohort(2, 20, [0, 4], 2), *cohort(3, 10, [1], 0)])
    told = sentences.cohorts("won")("cohort_progress", rows, Reader())
    assert told == "15% of new deals were won by the end of month 1 after their own, 6 of 40; highest for Feb 2026, 20%"
    running = sentences.cohorts("won")("cohort_progress", rows.filter(pl.col("month").dt.month() == 3), Reader())
    assert running.startswith("Share of each month's new deals")


@pytest.mark.parametrize(
    ("milestone", "english", "chinese"),
    [
        (
            "won",
            "15% of new deals were won in the month they were created, 6 of 40; highest for Feb 2026, 20%",
            "新增商机到创建当月末赢单 15%（40 个中 6 个），2026年2月的最高，为 20%",
        ),
        (
            "lost",
            "15% of new deals were lost in the month they were created, 6 of 40; highest for Feb 2026, 20%",
            "新增商机到创建当月末丢单 15%（40 个中 6 个），2026年2月的最高，为 20%",
        ),
    ],
)
def test_the_month_of_creation_is_called_that(milestone, english, chinese):
    rows = pl.DataFrame([*cohort(1, 20, [2], 1), *cohort(2, 20, [4], 1)])
    told = [sentences.cohorts(milestone)("x", rows, each) for each in (Reader(), in_chinese(Reader()))]
    assert told == [english, chinese]
    alone = [sentences.cohorts(milestone)("x", rows.head(1), each) for each in (Reader(), in_chinese(Reader()))]
    assert "in the month they were created: 2 of 20" in alone[0]
    assert "创建当月末" in alone[1]
