"""What the card of a key figure says of it."""

import pytest

from dashboard import judgements
from dashboard.database import Database
from dashboard.reader import Look, Reader
from dashboard.scope import Scope
from tests.opened import OVER, RUNNING


@pytest.mark.parametrize(
    ("facts", "won", "said"),
    [
        (RUNNING, 70.4, "Target ¥170 · 41% · **¥5.8 behind pace**"),
        (RUNNING, 80.2, "Target ¥170 · 41% · **¥4 ahead of pace**"),
        (OVER, 70.4, "Target ¥170 · 41% · **¥99.6 short**"),
        (OVER, 171.0, "Target ¥170 · 41% · **¥1 above it**"),
    ],
)
def test_the_card_of_won_amount_judges_by_pace_while_the_period_runs_and_by_the_target_after(facts, won, said):
    figures = {"won_amount": won, "target_amount": 170.0, "target_to_date_amount": 76.2, "attainment": 0.414}
    assert judgements.judgement("won_amount", figures | {"won_deals": 3}, Reader(facts=facts)) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Effective 1.9× · required 3.2× · **short ¥30**"),
        ({"coverage": 4.0}, "Effective 1.9× · required 3.2× · **enough**"),
        ({"required_coverage": None}, "Effective 1.9× · rule of thumb 3.0× · **short ¥10**"),
        ({"remaining_target": 0}, "target met"),
        ({"coverage": None}, "period over"),
        ({"target_amount": None}, "no target for this scope"),
    ],
)
def test_the_card_of_coverage_says_what_is_required_or_why_there_is_none(changes, said):
    figures = {
        "coverage": 2.9,
        "effective_coverage": 1.9,
        "required_coverage": 3.2,
        "remaining_target": 100.0,
        "target_amount": 170.0,
    } | changes
    assert judgements.judgement("coverage", figures, Reader(facts=RUNNING)) == said


@pytest.mark.parametrize("measure", ["coverage", "expected_landing"])
def test_what_is_still_to_come_is_not_judged_on_the_last_day(measure):
    figures = {
        "coverage": 104.0,
        "effective_coverage": 50.0,
        "remaining_target": 1.0,
        "target_amount": 170.0,
        "required_coverage": 3.2,
    }
    assert judgements.judgement(measure, figures, Reader(facts=OVER)) == "period over"


def test_every_judgement_fits_its_card(worked_example):
    with Database(worked_example.current()) as database:
        figures = database.read("kpis").row(0, named=True)
        reader = Reader(Look(), Scope(), database.facts())
    for measure in figures:
        assert len(judgements.judgement(measure, figures, reader).replace("*", "")) <= 60


@pytest.mark.parametrize(
    ("facts", "changes", "said"),
    [
        # Of 564 that are left, each of the 47 days that are left has to bring 12.
        (RUNNING, {}, "¥12/day needed"),
        (RUNNING, {"remaining_target": None}, "from 86 open deals"),
        (RUNNING, {"remaining_target": 0.0, "open_deals": 1}, "from 1 open deal"),
        (OVER, {}, "from 86 open deals"),
    ],
)
def test_the_card_of_velocity_says_what_each_day_that_is_left_would_have_to_bring(facts, changes, said):
    figures = {"remaining_target": 564.0, "open_deals": 86} | changes
    assert judgements.judgement("velocity_per_day", figures, Reader(facts=facts)) == said


@pytest.mark.parametrize(
    ("deals", "said"),
    [(0, "nothing open"), (1, "1 deal open, without an amount"), (2089, "2,089 deals open, none with an amount")],
)
def test_the_card_of_the_open_pipeline_knows_deals_without_an_amount(deals, said):
    figures = {"open_amount": 0.0, "effective_open_amount": 0.0, "open_deals": deals}
    assert judgements.judgement("open_amount", figures, Reader(facts=RUNNING)) == said


def test_cards_of_nothing_say_so_once_and_before_the_period_not_at_all():
    nothing = dict.fromkeys(("won_deals", "lost_deals", "open_deals", "created_deals", "open_without_close_date"), 0)
    nothing |= {"won_amount": None, "lost_amount": None, "target_amount": None, "remaining_target": None}
    measures = ("won_amount", "average_won_amount", "median_cycle_days", "win_rate", "win_rate_by_amount", "open_deals")
    to_come = Reader(scope=Scope("2027-01-01", "2027-03-31"), facts=RUNNING)
    said = {each: judgements.judgement(each, nothing, Reader(facts=RUNNING)) for each in measures}
    assert {name: words for name, words in said.items() if words} == {
        "won_amount": "nothing won yet",
        "win_rate": "nothing closed yet",
    }
    assert judgements.judgement("won_amount", nothing, Reader(facts=OVER)) == "nothing won"
    assert not any(judgements.judgement(each, nothing, to_come) for each in measures)


def test_the_competitive_card_names_both_parts_of_its_sample_in_a_line():
    said = judgements.judgement("competitive_win_rate", {"won_deals": 1200}, Reader(facts=RUNNING), 2500)
    assert said == "1,200 won, 1,300 lost to competitors"
    assert judgements.judgement("competitive_win_rate", {"won_deals": 0}, Reader(facts=RUNNING), 0) == ""
