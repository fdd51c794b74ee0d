"""Sentences about stages: where most stands, where it is stuck, from where the smallest share moves on."""

import polars as pl
import pytest

from dashboard import charts
from dashboard.reader import Reader
from dashboard.scope import Scope
from dashboard.sentences import openings
from dashboard.sentences.openings import Figures
from tests.opened import RUNNING, in_chinese


def test_several_pipelines_are_told_apart_where_one_of_them_holds_the_stage():
    kpis = {"open_deals": 5, "open_amount": 500.0, "effective_open_amount": 100.0, "stalled_amount": 300.0}
    width = {"pipeline": "Partners", "stage": ["A", "B"], "amount": [150.0, 50.0], "deals": [2, 1]}
    rows = pl.DataFrame(width).with_columns(stalled_amount=pl.Series([120.0, 20.0]), stalled_deals=1)
    steps = {"stage": ["A"], "advanced": [1], "lost": [1], "resolved_conversion": [0.5]}
    read = {"kpis": pl.DataFrame([kpis]), "funnel_width": rows, "stage_conversion": pl.DataFrame(steps)}
    told = openings.funnel(Figures(Reader(facts=RUNNING)), read)
    assert told[:2] == [
        "¥500 is open in 5 deals, of which ¥100 is effective: within the usual cycle.",
        "In Partners, the largest part stands in A: ¥150 in 2 deals.",
    ]
    stuck = openings.dwell(Figures(in_chinese(Reader(facts=RUNNING))), read | {"kpis": pl.DataFrame([kpis | NONE_WON])})
    assert stuck[-1] == "停滞 ¥300，占在途金额的 60%；Partners 中最多在 **A**（¥120）。"


NONE_WON = {"won_deals": 0, "median_cycle_days": None}


def test_the_stage_from_which_fewest_move_on_is_told_with_both_of_its_sides():
    rows = pl.DataFrame(
        {
            "pipeline": "default",
            "stage": ["A", "B", "C"],
            "advanced": [90, 15, 1],
            "lost": [10, 5, 2],
            "resolved_conversion": [0.9, 0.75, 0.33],
        }
    )
    read = {"kpis": pl.DataFrame([{"open_deals": 0, "open_amount": None}]), "stage_conversion": rows}
    told = [
        openings.funnel(Figures(each), read)[-1] for each in (Reader(facts=RUNNING), in_chinese(Reader(facts=RUNNING)))
    ]
    assert told == [
        "The smallest share moves on from B: 75% of the deals decided there (15 advanced, 5 lost).",
        "推进率最低的阶段是 B：已有结果的商机中推进 15 个、丢单 5 个，推进率 75%。",
    ]
    alone = openings.funnel(Figures(Reader(facts=RUNNING)), read | {"stage_conversion": rows[1:2]})[-1]
    assert alone.startswith("Only in B were enough deals decided to judge by: 75% moved on")


def test_what_is_beyond_its_cycle_is_no_effective_pipeline():
    kpis = {"open_deals": 1, "open_amount": 50.0, "effective_open_amount": 0.0}
    told = openings.funnel(
        Figures(Reader(facts=RUNNING)), {"kpis": pl.DataFrame([kpis]), "funnel_width": ONE, "stage_conversion": ONE}
    )
    assert told[:2] == [
        "¥50 is open in 1 deal, none of it effective: it is beyond the usual cycle.",
        "All of it stands in A.",
    ]
    kpis = {"open_deals": 2, "open_amount": 0.0, "effective_open_amount": 0.0}
    told = openings.funnel(
        Figures(Reader(facts=RUNNING)), {"kpis": pl.DataFrame([kpis]), "funnel_width": ONE[:0], "stage_conversion": ONE}
    )
    assert told[0] == "2 deals are open, none of them with an amount."


def test_the_bold_and_the_figures_of_a_sentence_are_its_own_whatever_a_name_holds():
    name = "A ** B ** \ue000"
    kpis = {"open_deals": 2, "open_amount": 50.0, "effective_open_amount": 50.0, "stalled_amount": 5.0} | NONE_WON
    width = {"pipeline": "P", "stage": [name], "amount": [50.0], "stalled_amount": [2.0], "stalled_deals": [1]}
    read = {"kpis": pl.DataFrame([kpis]), "funnel_width": pl.DataFrame(width)}
    figures = Figures(Reader(facts=RUNNING, follow=lambda *asked: "there"))
    told = openings.dwell(figures, read)[-1]
    drawn = figures.filled(told, lambda figure: f"<{figure.words}>", star="+")
    assert drawn == "<¥5> is stalled, <10%> of what is open; in P, the most in **A ++ B ++ \ue000** (<¥2>)."


ONE = pl.DataFrame([{"stage": "A", "amount": 50.0, "deals": 1, "advanced": 0, "lost": 0, "resolved_conversion": None}])


def test_a_playbook_leads_to_the_deals_of_its_own_stages():
    row = {"pipeline": "P", "amount": 60.0, "deals": 1, "stalled_deals": 1, "advanced": 0, "lost": 0}
    rows = pl.DataFrame([row | {"stage": "A", "resolved_conversion": None}])
    figures = Figures(Reader(facts=RUNNING, follow=lambda *asked: "there"))
    openings.playbook(figures, {"stage_playbook": rows})
    sums = [each.row for each in figures.links.values() if len(each.row) == 3]
    assert [(each["pipeline"], each["stage"]) for each in sums] == [("P", ["A"])] * 3


def test_what_the_target_needs_is_told_where_most_is_missing_and_an_unconfigured_stage_is_said_to_be_one():
    stages = {
        "pipeline": "P",
        "stage": ["First", "Second", "Limbo"],
        "stage_order": [1, 2, None],
        "beyond_deals": [0, 0, None],
    }
    counts = {
        "beyond_deals": [0, 0, None],
        "required_deals": [9, 4, None],
        "standing": [3, 2, None],
        "gap": [6, 2, None],
    }
    rows = pl.DataFrame(stages | counts | {"remaining_target": [70.0, 70.0, None]})
    shape = {"level": ["company"], "name": [None], "shape": ["uneven"], "advice": ["Look."], "advice_zh": ["看。"]}
    figures = Figures(Reader(facts=RUNNING))
    parts = pl.DataFrame(shape | {"early": [2], "middle": [1], "late": [0]})
    width = pl.DataFrame(stages | {"deals": [4, 2, 2], "effective_deals": [1, 2, 1]})
    said = openings.health(figures, {"funnel_shape": parts, "required_funnel": rows, "funnel_width": width})
    told = [figures.filled(each, lambda figure: figure.words) for each in said]
    assert told[0].endswith(
        "8 open deals, 4 of them effective: 2 early, 1 in the middle, 0 late, 1 without a probability."
    )
    assert told[-1] == (
        "First and later hold 3 of the 9 effective deals needed for the ¥70 left of the target."
        " In addition, effective deals in stages without configuration: 1 (Limbo)."
    )
    bars = charts.PartBars(
        "stage", (("standing", "open"), ("beyond_deals", "pending")), goal="required_deals", is_ranked=False
    )
    assert (
        bars.frame("required_funnel", rows, None, Reader(facts=RUNNING))["total_text"].to_list()[-1] == "not configured"
    )


@pytest.mark.parametrize(
    ("deals", "effective", "said"),
    [
        (8, 1, "8 open deals, 1 of them effective: 1 early, 0 in the middle, 0 late."),
        (8, 0, "8 open deals, 0 of them effective: 0 early, 0 in the middle, 0 late."),
        (1, 1, "1 open deal, 1 effective: 1 early, 0 in the middle, 0 late."),
    ],
)
def test_one_effective_deal_and_none_are_told_without_a_verb_that_would_not_fit(deals, effective, said):
    shape = {"level": ["company"], "name": [None], "shape": ["uneven"], "advice": ["Look."], "advice_zh": ["看。"]}
    figures = Figures(Reader(facts=RUNNING))
    read = {
        "funnel_shape": pl.DataFrame(shape | {"early": [effective], "middle": [0], "late": [0]}),
        "required_funnel": pl.DataFrame(),
        "funnel_width": pl.DataFrame({"deals": [deals], "effective_deals": [effective]}),
    }
    told = figures.filled(openings.health(figures, read)[0], lambda figure: figure.words)
    assert told.endswith(said)


def test_wins_whose_days_are_not_known_are_not_called_no_wins():
    kpis = {"won_deals": 12, "median_cycle_days": None, "open_deals": 0}
    told = openings.dwell(Figures(Reader(facts=RUNNING)), {"kpis": pl.DataFrame([kpis])})
    assert told[0] == "When the 12 deals won began and closed is not known, so there is no cycle to measure."


def test_before_a_period_begins_pages_of_stages_say_so_instead_of_calling_samples_thin():
    reader = Reader(scope=Scope("2027-01-01", "2027-03-31"), facts=RUNNING)
    told = openings.dwell(Figures(reader), {"kpis": pl.DataFrame([{"won_deals": 0, "open_deals": 0}])})
    assert told == ["The period has not begun on the as-of day; it begins on 1 Jan 2027.", "No deal is open."]
