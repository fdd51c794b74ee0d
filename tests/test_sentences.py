"""Findings: what a title says about the rows below it, in both languages."""

import dataclasses
import datetime as dt

import polars as pl
import pytest

from dashboard import selections, sentences
from dashboard.charts import ChangeBars
from dashboard.database import Database
from dashboard.reader import Look, Reader
from dashboard.scope import Scope
from dashboard.sentences.absences import why
from tests.opened import OVER, RUNNING, in_chinese


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as found:
        yield found


@pytest.fixture(scope="module")
def reader(database):
    return Reader(Look(), Scope(), database.facts())


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
    assert sentences.weakest_step("x", rows, in_chinese(reader)) == "“B”是最薄弱的一环：已有结果的商机中 25% 在此丢单"


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
    assert told == "1 of 2 earned back their cost; Webinars has the highest ROI, 3.2× net of cost"


def test_the_funnel_over_time_names_the_stage_that_moved_most():
    days = [dt.date(2026, 7, 31), dt.date(2026, 8, 14)]
    rows = pl.DataFrame(
        [(days[0], "A", 10.0), (days[0], "B", 40.0), (days[1], "A", 12.0), (days[1], "B", 25.0), (days[1], "C", 4.0)],
        schema=["on_date", "stage", "amount"],
        orient="row",
    )
    assert sentences.stage_moved("x", rows, Reader(facts=RUNNING)) == "B shrank most since 31 Jul 2026: −¥15"
    same = rows.filter(pl.col("on_date") == days[0])
    assert sentences.stage_moved("x", same, Reader(facts=RUNNING)) == "Open pipeline unchanged since 31 Jul 2026"


def test_what_stands_in_no_known_stage_is_told_of_all_stages_together():
    days = [dt.date(2026, 7, 31), dt.date(2026, 8, 14)]
    found = [(days[0], None, 40.0), (days[0], "A", 10.0), (days[1], None, 0.0), (days[1], "A", 15.0)]
    rows = pl.DataFrame(found, schema=["on_date", "stage", "amount"], orient="row")
    assert sentences.stage_moved("x", rows, Reader(facts=RUNNING)) == "Open pipeline shrank by ¥35 since 31 Jul 2026"


def test_the_widest_stage_is_the_one_with_most_deals_where_none_has_an_amount():
    rows = pl.DataFrame({"stage": ["A", "B"], "deals": [500, 1589], "amount": [0.0, None]})
    told = [sentences.widest_stage("x", rows, reader) for reader in (Reader(), in_chinese(Reader()))]
    assert told[0] == "B holds 1,589 of 2,089 open deals; none of them has an amount"
    assert told[1] == "在途商机 2,089 个，“B”阶段占 1,589 个；均未填金额"
    one = sentences.widest_stage("x", rows.with_columns(deals=pl.Series([0, 1])), Reader())
    assert one == "The only open deal stands in B; it has no amount"


def test_nothing_moved_where_there_was_nothing_to_move_from():
    rows = {"dimension": ["region"] * 2, "name": ["A", "B"], "measure": ["won_amount"] * 2, "value": [5.0, 3.0]}
    frame = pl.DataFrame(rows | {"previous_value": [0.0, 0.0], "change": [5.0, 3.0]})
    assert ChangeBars().frame("movers", frame, None, Reader(facts=RUNNING)).is_empty()
    assert why("movers", "", {"won_deals": 8}, Reader(facts=RUNNING)).startswith("Nothing was won on the same days")
    assert why("movers", "", {"won_deals": 0}, Reader(facts=RUNNING)) == "Nothing has been won in this period yet"


@pytest.mark.parametrize(
    ("company", "english", "chinese"),
    [
        (
            4_400_000,
            "4.58M, €175K more than €4.4M, the target set for the company",
            "合计 €458万，比公司的目标（€440万）多 €17.5万",
        ),
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


@pytest.mark.parametrize("keep", [selections.largest_told, selections.due_told])
def test_open_deals_say_what_speaks_against_them(database, reader, keep):
    found = keep(database.read("deal_list"), reader)
    assert found["is_open"].all()
    listed = selections.with_warnings(database.read("attention_list"), reader)
    said = dict(listed.select("deal_id", "why").iter_rows())
    assert found["why"].to_list() == [said.get(deal) for deal in found["deal_id"]]
    assert said


@pytest.mark.parametrize(
    ("flag", "figure"), [("is_stalled", "days_in_stage"), ("is_close_date_passed", "expected_close_date")]
)
def test_a_warning_whose_figure_is_not_known_is_left_out(flag, figure):
    rows = pl.DataFrame({flag: [True], figure: [None]})
    assert selections.with_warnings(rows, Reader(facts=RUNNING))["why"].to_list() == [None]


def test_days_that_two_warnings_share_are_said_once():
    flags = {"is_stalled": [True, True, False], "is_beyond_cycle": [True, True, True]}
    rows = pl.DataFrame(flags | {"days_in_stage": [387, 107, 9], "age_days": [387, 245, 9]})
    assert selections.with_warnings(rows, in_chinese(Reader(facts=RUNNING)))["why"].to_list() == [
        "停留 387\u00a0天 · 超出周期",
        "停留 107\u00a0天 · 存续 245\u00a0天，超周期",
        "存续 9\u00a0天，超周期",
    ]


def test_a_history_known_in_one_way_alone_is_told_of_all_deals():
    rows = pl.DataFrame({"basis": ["exports"], "deals": [1234]})
    told = [sentences.known_by("history_sources", rows, each) for each in (Reader(), in_chinese(Reader()))]
    assert told[0].startswith("All 1,234 deals: ")
    assert told[1].startswith("全部 1,234 个商机：")


def test_a_deal_that_was_never_pushed_says_so():
    rows = pl.DataFrame(
        {"deal": "Acme", "event": ["created"], "on_date": [dt.date(2026, 7, 1)], "stage": ["A"], "moved_days": [None]}
    )
    assert sentences.life("deal_timeline", rows, Reader()) == "Acme: open since 1 Jul 2026, now in A, never pushed"
    won = pl.concat([rows, rows.with_columns(event=pl.lit("won"))])
    assert sentences.life("deal_timeline", won, in_chinese(Reader())).endswith("从未推迟")
