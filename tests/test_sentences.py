"""Findings: what a title says about the rows below it, in both languages."""

import dataclasses
import datetime as dt

import polars as pl
import pytest

from dashboard import charts, judgements, selections, sentences
from dashboard.database import Database
from dashboard.reader import Look, Reader
from dashboard.scope import Scope
from dashboard.sentences import openings
from dashboard.sentences.openings import Figures


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
    ("funnel_over_time", sentences.stage_moved),
    ("pipeline_changes", sentences.bridge),
    ("results_over_time", sentences.month_against_target),
    ("movers", sentences.movers),
    ("stage_dwell", sentences.slowest_stage),
    ("funnel_width", sentences.stuck),
    ("funnel_split", sentences.widest_gap),
    ("funnel_split", sentences.slowest_member),
    ("rep_efficiency", sentences.leader("rep", "win_rate")),
    ("rep_efficiency", sentences.targets_reached("rep")),
    ("product_line_performance", sentences.share_of("product_line", "won_amount", "share_of_won", also="item_type")),
    ("campaign_roi", sentences.return_on_cost("campaign")),
    ("account_performance", sentences.top("account", "won_amount")),
    ("deal_list", sentences.deals_found("finding.largest_open")),
    ("import_files", sentences.refused),
    ("history_imports", sentences.exports_compared),
    ("history_sources", sentences.known_by),
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
    assert sentences.weakest_step("x", rows, in_chinese(reader)) == "B 是最薄弱的一环：已有结果的商机中 25% 在此丢单"


def test_a_thin_sample_neither_leads_nor_trails():
    rows = pl.DataFrame(
        {"rep": ["A", "B", "C"], "win_rate": [1.0, 0.4, 0.3], "won_deals": [2, 8, 6], "lost_deals": [0, 12, 14]}
    )
    told = sentences.leader("rep", "win_rate")("rep_efficiency", rows, Reader())
    assert told == "Win rate, of those with 10 or more: B leads with 40.0%, C is last with 30.0%"


def test_who_shares_a_place_is_named_with_the_others_or_counted():
    def told(measure, values, better="higher", view="rep_efficiency"):
        rows = pl.DataFrame({"rep": list("ABCDE")[: len(values)], measure: values, "won_deals": 20})
        return [sentences.leader("rep", measure, better)(view, rows, each) for each in (Reader(), in_chinese(Reader()))]

    fast, chinese = told("dwell_index", [1.3, 0.7, 0.71], "lower")
    assert fast == "Dwell index: B and C are fastest with 0.7×, A slowest with 1.3×"
    assert chinese.endswith("：B 和 C 并列最快（0.7×），A 最慢（1.3×）")
    assert told("recent_cycle_days", [40.0, 20.0, 30.0], "lower")[0].endswith(
        "B is fastest with 20\u00a0days, A slowest with 40\u00a0days"
    )
    assert told("open_amount", [5.0, 5.0, 5.0, 2.0])[0].endswith(": A and 2 others lead with €5, D is last with €2")
    assert told("open_amount", [5.0, 5.0, 5.0, 2.0])[1] == "在途金额：A 等 3 个并列第一（€5），D 居末（€2）"
    assert told("open_amount", [5.0, 5.0])[0] == "Open pipeline: €5 everywhere"
    channels = told("cost_per_lead", [5.0, 9.0], "lower", "channel_roi")
    assert channels[0].endswith("A is lowest with €5, B highest with €9")


def test_a_count_per_customer_is_no_multiple():
    rows = pl.DataFrame({"account_size": ["small", "large"], "product_lines_per_customer": [2.07, 2.0]})
    told = sentences.leader("account_size", "product_lines_per_customer")("customer_performance", rows, Reader())
    assert told == "Product lines per customer: Small leads with 2.07, Large is last with 2.00"


@pytest.mark.parametrize("measure", ["coverage", "expected_landing"])
def test_nobody_leads_in_what_was_still_to_come_once_the_period_is_over(measure):
    rows = pl.DataFrame({"region": ["East", "West"], measure: [0.3, 0.1]})
    told = sentences.leader("region", measure)("region_performance", rows, Reader(facts=OVER))
    assert told.endswith(": the period is over, nothing more can close in it")


def test_the_best_cell_is_named_by_both_its_dimensions():
    rows = pl.DataFrame(
        {"campaign": ["Roadshow", "Fair"], "account_size": ["large", "small"], "deal_amount": [417.0, 9.0]}
    )
    told = sentences.top("campaign", "deal_amount", also="account_size")
    assert told("campaign_size_results", rows, Reader()) == "Deal amount: most with Roadshow · Large, €417"


def test_the_best_return_is_the_one_its_bar_shows():
    rows = pl.DataFrame({"campaign": ["Webinars", "Fair"], "roi": [3.2, -0.4]})
    told = sentences.return_on_cost("campaign")("campaign_roi", rows, Reader())
    assert told == "1 of 2 earned back their cost; Webinars has the highest ROI, 3.2×"


def test_the_funnel_over_time_names_the_stage_that_moved_most():
    days = [dt.date(2026, 7, 31), dt.date(2026, 8, 14)]
    rows = pl.DataFrame(
        [(days[0], "A", 10.0), (days[0], "B", 40.0), (days[1], "A", 12.0), (days[1], "B", 25.0), (days[1], "C", 4.0)],
        schema=["on_date", "stage", "amount"],
        orient="row",
    )
    assert sentences.stage_moved("x", rows, Reader(facts=RUNNING)) == "B shrank most since 31 Jul 2026: −¥15"
    same = rows.filter(pl.col("on_date") == days[0])
    assert sentences.stage_moved("x", same, Reader(facts=RUNNING)) == "Open pipeline as it was on 31 Jul 2026"


@pytest.mark.parametrize(
    ("company", "english", "chinese"),
    [
        (4_400_000, "4.58M, €175K more than the company's own target", "合计 €458万，比公司目标（€440万）多 €17.5万"),
        (4_700_000, "€125K less than", "少 €12.5万"),
        (4_575_001, "", ""),
        (None, "", ""),
    ],
)
def test_targets_that_do_not_add_up_say_by_how_much(company, english, chinese):
    rows = pl.DataFrame({"region": ["North", "South", None], "target_amount": [4_000_000.0, 575_000.0, None]})
    told = [sentences.targets_add_up("region", rows, company, each) for each in (Reader(), in_chinese(Reader()))]
    assert english in told[0]
    assert chinese in told[1]
    assert [bool(each) for each in told] == [bool(english)] * 2


def test_a_running_month_below_its_target_says_what_is_missing():
    rows = pl.DataFrame({"month": [dt.date(2026, 8, 1)], "won_amount": [20e6], "target_amount": [58e6]})
    facts = {"exported_on": dt.date(2026, 8, 14), "default_period_start": dt.date(2026, 1, 1)}
    facts |= {"default_period_end": dt.date(2026, 12, 31), "reporting_currency": "CNY"}
    told = sentences.month_against_target("results_over_time", rows, Reader(facts=facts))
    assert told == "August needs ¥38M more to reach its target"


RUNNING = {
    "reporting_currency": "CNY",
    "exported_on": dt.date(2026, 8, 14),
    "default_period_start": dt.date(2026, 7, 1),
    "default_period_end": dt.date(2026, 9, 30),
}
OVER = RUNNING | {"default_period_start": dt.date(2026, 4, 1), "default_period_end": dt.date(2026, 6, 30)}


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


def test_every_judgement_fits_its_card(database, reader):
    figures = database.read("kpis").row(0, named=True)
    for measure in figures:
        assert len(judgements.judgement(measure, figures, reader).replace("*", "")) <= 60


@pytest.mark.parametrize("keep", [selections.largest_told, selections.due_told])
def test_open_deals_say_what_speaks_against_them(database, reader, keep):
    found = keep(database.read("deal_list"), reader)
    assert found["is_open"].all()
    listed = selections.with_warnings(database.read("attention_list"), reader)
    said = dict(listed.select("deal_id", "why").iter_rows())
    assert found["why"].to_list() == [said.get(deal) for deal in found["deal_id"]]
    assert said


def months(*rows):
    columns = {"month": pl.Date, "won_amount": pl.Float64, "target_amount": pl.Float64}
    return pl.DataFrame([(dt.date(2026, *day), won, aim) for day, won, aim in rows], schema=columns, orient="row")


@pytest.mark.parametrize(
    ("scope", "rows", "said"),
    [
        (Scope(), months(((7, 1), 60, 50), ((8, 1), 20, 58), ((9, 1), None, 60)), "August needs ¥38 more to reach its"),
        (Scope(), months(((7, 1), 60, 50), ((8, 1), 70, 58)), "July beat its target by ¥10"),
        (Scope("2026-04-01", "2026-06-30"), months(((4, 1), 1, 5), ((5, 1), 6, 5), ((6, 1), 2, 5)), "1 of 3 months"),
        (Scope("2026-04-01", "2026-06-30"), months(((4, 1), 1, 5), ((5, 1), 2, 5)), "Not one of 2 months"),
        (Scope("2026-06-01", "2026-06-30"), months(((6, 1), 2, 5)), "June missed its target by ¥3"),
        (Scope("2026-06-01", "2026-06-10"), months(((6, 1), 2, 5)), "The period missed its target by ¥3"),
        (Scope("2026-08-01", "2026-08-10", as_of="2026-08-14"), months(((8, 1), 7, 5)), "The period beat its target"),
        (Scope("2026-04-01", "2026-06-30"), months(((4, 1), 1, None), ((5, 1), 6, None)), "May was the best month: ¥6"),
        (Scope("2026-06-01", "2026-06-30"), months(((6, 1), 2, None)), "¥2 won in June"),
        (Scope("2026-04-01", "2026-06-30"), months(((4, 1), 0, None), ((5, 1), 0, None)), "Nothing was won"),
        (Scope("2027-01-01", "2027-12-31"), months(((8, 1), None, 5)), "The period has not begun"),
        (
            Scope("2025-08-01", "2026-07-31"),
            months(((6, 1), 2, None), ((7, 1), 1, None)),
            "Jun 2026 was the best month",
        ),
    ],
)
def test_results_by_month_say_what_the_days_so_far_allow(scope, rows, said):
    assert sentences.month_against_target("results_over_time", rows, Reader(scope=scope, facts=RUNNING)).startswith(
        said
    )


def moved(*rows):
    columns = {"dimension": pl.String, "name": pl.String, "measure": pl.String, "change": pl.Float64}
    told = [(dimension, name, "won_amount", change) for dimension, name, change in rows]
    return pl.DataFrame(told, schema=columns, orient="row")


@pytest.mark.parametrize(
    ("rows", "scope", "said"),
    [
        (moved(("region", "East", 5.0), ("rep", "Ann", -3.0)), Scope(), "East gained most, Ann lost most"),
        (moved(("region", "East", 5.0)), Scope(), "East gained most; nobody lost"),
        (moved(("region", None, -5.0)), Scope(), "Region (not set) lost most; nobody gained"),
        (moved(("region", "East", 0.0)), Scope(), "Nothing changed against Q2"),
        # The only rep in scope is the change, not its cause.
        (moved(("rep", "Ann", -5.0), ("region", "East", -4.0)), Scope(reps=("Ann",)), "East lost most; nobody gained"),
        (moved(("region", "East", 0.0)), Scope(comparison="last_year"), "Nothing changed against last year"),
    ],
)
def test_what_moved_names_who_gained_and_who_lost(rows, scope, said):
    assert sentences.movers("movers", rows, Reader(scope=scope, facts=RUNNING)) == said


WIDTH = pl.DataFrame(
    {"stage": ["A", "B"], "amount": [3000.0, 2000.0], "stalled_deals": [3, 5], "stalled_amount": [900.0, 600.0]}
)
NOTHING_STALLED = WIDTH.with_columns(stalled_deals=0, stalled_amount=0.0)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (WIDTH.with_columns(deals=10), "Most stalled money: A, ¥900 in 3 of 10 deals"),
        (NOTHING_STALLED.with_columns(deals=10), "No open deal is stalled"),
        (WIDTH.with_columns(deals=10, stalled_deals=pl.lit(None, pl.Int64)), "Too few wins to say what is stalled"),
    ],
)
def test_where_it_is_stuck_is_told_by_money(rows, said):
    assert sentences.stuck("funnel_width", rows, Reader(facts=RUNNING)) == said


def open_deals(*rows):
    columns = {"amount": pl.Float64, "why": pl.String, "is_close_date_passed": pl.Boolean}
    return pl.DataFrame(rows, schema=columns, orient="row")


def test_the_largest_deals_say_how_much_hangs_on_them():
    few = open_deals((50.0, None, False), (30.0, "x", False))
    assert sentences.largest("deal_list", few, Reader(facts=RUNNING)) == "2 open deals · ¥80"
    many = pl.concat([few, *[open_deals((2.0, None, False))] * 10])
    told = sentences.largest("deal_list", many, Reader(facts=RUNNING))
    assert told == "The 8 largest deals hold 92% of the open amount; 1 of them needs attention"
    assert sentences.largest("deal_list", few.head(0), Reader(facts=RUNNING)) == "Nothing is open"


def test_what_is_due_says_how_much_of_it_is_late():
    rows = open_deals((50.0, None, False), (30.0, "x", True))
    told = sentences.due("deal_list", rows, Reader(facts=RUNNING))
    assert told == "2 deals are due by the end of August, ¥80; 1 of them past due"
    assert sentences.due("deal_list", rows.head(1), Reader(facts=RUNNING)) == "1 deal is due by the end of August, ¥50"
    assert sentences.due("deal_list", rows.head(0), Reader(facts=RUNNING)).startswith("No open deal is due by the end")


def test_a_running_pipeline_is_compared_with_its_start_and_a_coming_one_is_not():
    rows = pl.DataFrame({"basis": "open", "movement": ["opening", "ending"], "amount": [10.0, 15.0]})
    assert sentences.bridge("x", rows, Reader(facts=RUNNING)) == "Open pipeline grew by ¥5 since 1 Jul 2026"
    coming = Reader(scope=Scope("2027-01-01", "2027-12-31"), facts=RUNNING)
    assert sentences.bridge("x", rows, coming) == "The period has not begun on the as-of day"


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


def test_what_the_target_needs_is_told_where_most_is_missing_and_an_unconfigured_stage_is_said_to_be_one(reader):
    stages = {"stage": ["First", "Second", "Limbo"], "stage_order": [1, 2, None], "beyond_deals": [0, 0, None]}
    counts = {"required_deals": [9, 4, None], "standing": [3, 2, None], "gap": [6, 2, None]}
    rows = pl.DataFrame(stages | counts | {"remaining_target": [70.0, 70.0, None]})
    shape = {"level": ["company"], "name": [None], "shape": ["uneven"], "advice": ["Look."], "advice_zh": ["看。"]}
    figures = Figures(reader)
    parts = pl.DataFrame(shape | {"early": [2], "middle": [1], "late": [0]})
    said = openings.health(figures, {"funnel_shape": parts, "required_funnel": rows})
    told = figures.filled(said[-1], lambda figure: figure.words)
    assert told == "First and later hold 3 of the 9 effective deals needed for the ¥70 left of the target."
    bars = charts.PartBars(
        "stage", (("standing", "open"), ("beyond_deals", "pending")), goal="required_deals", is_ranked=False
    )
    assert bars.frame("required_funnel", rows, None, reader)["total_text"].to_list()[-1] == "not configured"
