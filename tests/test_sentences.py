"""Findings: what a title says about the rows below it, in both languages."""

import dataclasses
import datetime as dt

import polars as pl
import pytest

from dashboard import judgements, selections, sentences
from dashboard.database import Database
from dashboard.reader import Look, Reader
from dashboard.scope import Scope


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as found:
        yield found


@pytest.fixture(scope="module")
def reader(database):
    return Reader(Look(), Scope(), database.facts())


def in_chinese(reader):
    return dataclasses.replace(reader, look=Look("zh"))


FINDINGS = [
    ("stage_conversion", sentences.weakest_step),
    ("funnel_width", sentences.widest_stage),
    ("funnel_width", sentences.most_stalled),
    ("funnel_over_time", sentences.open_amount_moved),
    ("pipeline_changes", sentences.bridge),
    ("results_over_time", sentences.month_against_target),
    ("movers", sentences.movers),
    ("stage_dwell", sentences.slowest_stage),
    ("funnel_split", sentences.widest_gap),
    ("funnel_split", sentences.slowest_member),
    ("rep_efficiency", sentences.leader("rep", "win_rate")),
    ("rep_efficiency", sentences.targets_reached("rep")),
    ("product_line_performance", sentences.share_of("product_line", "won_amount", "share_of_won", also="item_type")),
    ("campaign_roi", sentences.return_on_cost("campaign")),
    ("account_performance", sentences.top("account", "won_amount")),
    ("deal_list", sentences.deals_found("finding.largest_open")),
    ("import_files", sentences.refused),
    ("refused_rows", sentences.refused_rows),
    ("data_quality", sentences.checks),
]


@pytest.mark.parametrize(("view", "finding"), FINDINGS, ids=[f"{view}-{i}" for i, (view, _) in enumerate(FINDINGS)])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_finding_says_something_short(database, reader, view, finding, language):
    told = finding(view, database.read(view), dataclasses.replace(reader, look=Look(language)))
    assert 0 < len(told) <= 120
    assert "None" not in told
    assert "nan" not in told.lower().split()


def test_the_bridge_of_the_worked_example(database, reader):
    told = sentences.bridge("pipeline_changes", database.read("pipeline_changes"), reader)
    assert told.startswith("Open pipeline grew by ")
    assert "100" in told


def test_the_longest_stay_names_its_stage_and_days():
    rows = pl.DataFrame({"stage": ["S1", "S2"], "stays": [5, 5], "median_days": [3.0, 31.0]})
    told = sentences.slowest_stage("stage_dwell", rows, Reader())
    assert told == "Deals stay longest in S2: half of them 31\u00a0days or more"


def test_too_few_decided_deals_are_not_ranked(reader):
    rows = pl.DataFrame({"stage": ["S1"], "advanced": [2], "lost": [1], "resolved_conversion": [0.667]})
    assert sentences.weakest_step("stage_conversion", rows, reader) == "Too few deals decided to compare the stages"


def test_the_weakest_step_is_where_the_largest_share_is_lost(reader):
    rows = pl.DataFrame(
        {"stage": ["A", "B"], "advanced": [90, 15], "lost": [10, 5], "resolved_conversion": [0.9, 0.75]}
    )
    assert (
        sentences.weakest_step("x", rows, reader) == "B is the weakest step: 25% of the deals decided there were lost"
    )
    assert sentences.weakest_step("x", rows, in_chinese(reader)) == "B是最薄弱的一环：已有结果的商机中 25% 在此丢单"


def test_a_thin_sample_neither_leads_nor_trails():
    rows = pl.DataFrame(
        {"rep": ["A", "B", "C"], "win_rate": [1.0, 0.4, 0.3], "won_deals": [2, 8, 6], "lost_deals": [0, 12, 14]}
    )
    told = sentences.leader("rep", "win_rate")("rep_efficiency", rows, Reader())
    assert told == "Win rate: B leads with 40.0%, C is last with 30.0%"


def test_a_running_month_below_its_target_says_what_is_missing():
    rows = pl.DataFrame({"month": [dt.date(2026, 8, 1)], "won_amount": [20e6], "target_amount": [58e6]})
    facts = {"exported_on": dt.date(2026, 8, 14), "default_period_start": dt.date(2026, 1, 1)}
    facts |= {"default_period_end": dt.date(2026, 12, 31), "reporting_currency": "CNY"}
    told = sentences.month_against_target("results_over_time", rows, Reader(facts=facts))
    assert told == "August needs ¥38M more to reach its target"


def test_the_card_of_won_amount_says_target_share_and_pace():
    figures = {"won_amount": 70.4, "target_amount": 170.0, "target_to_date_amount": 76.2, "attainment": 0.414}
    told = judgements.judgement("won_amount", figures | {"won_deals": 3}, Reader(facts={"reporting_currency": "CNY"}))
    assert told == "Target ¥170 · 41% · **¥5.8 behind pace**"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Required 3.2× at this win rate · **short ¥30**"),
        ({"coverage": 4.0}, "Required 3.2× at this win rate · **enough**"),
        ({"required_coverage": None}, "Rule of thumb 3.0× · **short ¥10**"),
        ({"remaining_target": 0}, "target met"),
        ({"coverage": None}, "only while the period runs"),
        ({"target_amount": None}, "no target for this scope"),
    ],
)
def test_the_card_of_coverage_says_what_is_required_or_why_there_is_none(changes, said):
    figures = {"coverage": 2.9, "required_coverage": 3.2, "remaining_target": 100.0, "target_amount": 170.0} | changes
    assert judgements.judgement("coverage", figures, Reader(facts={"reporting_currency": "CNY"})) == said


def test_every_judgement_fits_its_card(database, reader):
    figures = database.read("kpis").row(0, named=True)
    for measure in figures:
        assert len(judgements.judgement(measure, figures, reader).replace("*", "")) <= 60


@pytest.mark.parametrize("keep", [selections.largest_told, selections.due_told])
def test_open_deals_say_what_speaks_against_them(database, reader, keep):
    found = keep(database.read("deal_list"), reader)
    assert found["is_open"].all()
    warned = found["is_stalled"].fill_null(False) | found["is_close_date_passed"] | (found["push_count"] >= 3)
    assert found["why"].is_not_null().to_list() == warned.to_list()


@pytest.mark.parametrize("name", selections.NAMED)
def test_every_selection_of_deals_reads_columns_of_the_view(database, reader, name):
    rows = database.read("deal_list")
    kept = selections.NAMED[name].keep(rows, reader)
    assert kept.height <= rows.height
    assert set(selections.NAMED[name].columns) <= set(rows.columns)
