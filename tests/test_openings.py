"""What pages open with: sentences in both languages whose every figure is the view's and leads to its rows."""

import dataclasses
import datetime as dt
import re

import polars as pl
import pytest

from dashboard import catalog, narrowing
from dashboard.database import Database
from dashboard.reader import Look, Reader
from dashboard.scope import Scope
from dashboard.sentences import openings
from dashboard.sentences.openings import Figures
from tests.behind import summed

RUNNING = {
    "reporting_currency": "CNY",
    "exported_on": dt.date(2026, 8, 14),
    "default_period_start": dt.date(2026, 7, 1),
    "default_period_end": dt.date(2026, 9, 30),
}
OVER = RUNNING | {"default_period_start": dt.date(2026, 4, 1), "default_period_end": dt.date(2026, 6, 30)}


# What each page reads for its opening, by view what is asked beside it.
KPIS = {"kpis": {}}
DEFAULT = {"where": {"pipeline": "default"}}
COMPANY = {"where": {"level": "company"}}
PAGES = {
    "overview": (openings.summary, KPIS | {"kpi_comparison": {}, "movers": {}, "funnel_width": DEFAULT}),
    "funnel": (openings.funnel, KPIS | {"funnel_width": DEFAULT, "stage_conversion": DEFAULT}),
    "dwell_time": (openings.dwell, KPIS | {"funnel_width": DEFAULT, "stage_dwell": DEFAULT}),
    "regions": (openings.places("region"), KPIS | {"region_performance": {}}),
    "teams": (openings.places("team"), KPIS | {"team_performance": {}}),
    "reps": (openings.reps, KPIS | {"rep_efficiency": {}}),
    "product_lines": (openings.product_lines, KPIS | {"product_line_performance": {}}),
    "customers": (openings.customers, KPIS | {"customer_performance": {}, "account_performance": {}}),
    "marketing": (openings.marketing, {"channel_roi": {}, "campaign_roi": {}}),
    "changes": (openings.changes, {"pipeline_changes": {}}),
    "health": (openings.health, {"funnel_shape": {}}),
    "win_loss": (openings.endings, KPIS | {"win_loss_split": {}, "booked_and_collected": COMPANY}),
    "attention": (openings.attention, KPIS | {"attention": {}}),
    "playbook": (openings.playbook, {"stage_playbook": DEFAULT}),
    "deals": (openings.deals, KPIS),
    "board": (openings.week, {"weekly_board": {"where": {"week": dt.date(2026, 3, 30), "level": "rep"}}}),
    "reconcile": (openings.reconciled, {"crm_reconciliation": {"where": {"measure": "lost_amount"}}}),
}
SCOPES = {
    "everything": {},
    "february as known later": {
        "period_start": dt.date(2026, 2, 1),
        "period_end": dt.date(2026, 2, 28),
        "as_of": dt.date(2026, 3, 15),
        "comparison": "previous",
    },
    "one region": {"regions": ["North"]},
    "nobody": {"reps": ["nobody"]},
    "before the period": {"as_of": dt.date(2025, 12, 15)},
}
# Figures that no rows stand for: what is set (targets), what rests on other months, a day, a name, nothing at all.
_SET = (r"the target of \S+:", r"目标 ¥[\d,.万]+ 的", r"\S+ is needed", r"需要 \S+ 倍")
_DAYS = (r"\d+ \w{3} \d{4}", r"\d{4}年\d+月\d+日", r"Against \d{4}", r"与[\d年月]+", r"Q\d \d{4}", r"\bS\d\b")
_NOTHING = (r"[¥€]0\b", r"(?<![\d.,])0(?![\d.,])(?=%| )")


class Company:
    """A company whose every answer is asked for once."""

    def __init__(self, database):
        self.database, self.facts, self.answers = database, database.facts(), {}

    def read(self, view, scope, **options):
        key = (view, scope, repr(options))
        if key not in self.answers:
            self.answers[key] = self.database.read(view, scope, **options)
        return self.answers[key]

    def opened(self, page, scope, language="en"):
        """The figures and the sentences of a page, as the reader of a scope gets them."""
        told, asked = PAGES[page]
        figures = Figures(Reader(Look(language), scope, self.facts, follow))
        known = [view for view in asked if set(catalog.query(view).needs) <= set(self.facts["tables"])]
        sentences = told(figures, {view: self.read(view, scope, **asked[view]) for view in known})
        text = ("" if language == "zh" else " ").join(sentences)
        return {sign: figure for sign, figure in figures.links.items() if sign in text}, figures, text

    def said(self, page, language="en", **scope):
        """What a page says, in words alone."""
        _, figures, text = self.opened(page, Scope(**scope), language)
        return figures.filled(text, lambda figure: figure.words)

    def faults(self, page, scope):
        """The figures of a page that are not the view's, or whose rows do not come to them."""
        links, figures, _ = self.opened(page, scope)
        return [each for each in links.values() if not self._is_told_by_its_rows(figures, each, scope)]

    def _is_told_by_its_rows(self, figures, figure, scope):
        behind = narrowing.behind(figure.view, figure.column, figure.row)
        days = self.database.days(scope)
        rows = self.read(behind.view, behind.narrow(scope, days), where=behind.where).to_dicts()
        if not behind.is_sum and not behind.less:
            stated = figures.words(figure.view, figure.column, figure.row[figure.column])
            # What is missing to a goal and how much a sum changed are told of the rows that the measure rests on.
            is_worked_out = figure.column in ("attainment", "attainment_to_date", "coverage", "change")
            return rows and (stated == figure.words or is_worked_out or figure.words.endswith("%"))
        total = summed(rows, behind.column)
        if behind.less:
            other = dataclasses.replace(behind, compared=behind.less).narrow(scope, days)
            total -= summed(self.read(behind.view, other, where=behind.where).to_dicts(), behind.column)
        told = figures.words(figure.view, figure.column, abs(total))
        return rows and (told == figure.words.lstrip("+−") or figure.words.endswith("%"))


def follow(view, column, row):
    """Where a number leads to, as the pages find it."""
    if view.endswith("_list"):
        return None
    try:
        found = narrowing.behind(view, column, row)
    except KeyError:
        return None
    return found and repr(found)


@pytest.fixture(scope="module")
def worked(worked_example):
    with Database(worked_example.current()) as found:
        yield Company(found)


@pytest.fixture(scope="module")
def sample(sample_company):
    with Database(sample_company.current()) as found:
        yield Company(found)


@pytest.mark.parametrize("name", ["everything", "february as known later", "one region"])
def test_every_figure_is_the_sum_of_the_rows_that_it_leads_to(worked, name):
    scope = Scope(**SCOPES[name])
    assert {page: faults for page in PAGES if (faults := worked.faults(page, scope))} == {}


def test_the_figures_of_a_company_with_splits_lines_and_campaigns_are_those_of_their_rows_too(sample):
    assert {page: faults for page in PAGES if (faults := sample.faults(page, Scope()))} == {}


@pytest.mark.parametrize("name", SCOPES)
def test_both_languages_link_every_figure_that_rows_stand_for(worked, name):
    scope = Scope(**SCOPES[name])
    for page in PAGES:
        told = {}
        for language in ("en", "zh"):
            links, figures, text = worked.opened(page, scope, language)
            told[language] = {(each.view, each.column, repr(each.row)) for each in links.values()}
            rest = figures.filled(text, lambda figure: "")
            for known in (*_SET, *_DAYS, *_NOTHING):
                rest = re.sub(known, "", rest)
            assert text, page
            assert not re.search(r"\d|None|\bnan\b|–", rest), (page, rest)
        assert told["en"] == told["zh"], page


BY_HAND = {
    "funnel": (
        "¥390 is open in 4 deals, all of it effective: within the usual cycle. "
        "The largest part stands in S2: ¥190 in 2 deals. "
        "In no stage were enough deals decided to say where most move on.",
        "在途商机 4 个，共 ¥390，全部有效（未超出通常周期）。金额最多的阶段是 S2：2 个商机，¥190。"
        "各阶段已有结果的商机都太少，暂不比较推进率。",
    ),
    "dwell_time": (
        "Half of the 3 deals won took 61\u00a0days or less from creation to close. "
        "In no stage are there enough stays to say where deals stay longest. "
        "¥150 is stalled, 38% of what is open, most of it in **S2** (¥100).",
        "赢单 3 个，从创建到成交的中位数为 61 天。各阶段的停留次数都太少，暂不比较停留时间。"
        "停滞 ¥150，占在途金额的 38%，大部分在 **S2**（¥100）。",
    ),
    "reps": (
        "¥270 won is credited to reps, the most to Ann Lee: ¥180. "
        "Furthest towards the target is Bo Chen with 83%, furthest from it Dee Fox with 0%. "
        "¥390 is open in 4 deals, all of it effective: within the usual cycle.",
        "计入销售业绩的赢单额 ¥270，Ann Lee 最多：¥180。目标完成率最高的是 Bo Chen（83%），最低的是 Dee Fox（0%）。"
        "在途商机 4 个，共 ¥390，全部有效（未超出通常周期）。",
    ),
    "changes": (
        "The open pipeline grew from ¥290 to ¥390 since 1 Jan 2026: ¥670 new, ¥50 from raised amounts came in; "
        "¥270 won, ¥320 lost, ¥30 from lowered amounts went out. "
        "1 deal worth ¥90 was pushed out of the period. 1 deal worth ¥100 was pulled into the period.",
        "自2026年1月1日以来，在途金额由 ¥290 增至 ¥390：流入为新增 ¥670、调增 ¥50；"
        "流出为赢单 ¥270、丢单 ¥320、调减 ¥30。"
        "1 个商机（¥90）被推迟到本期之后。1 个商机（¥100）提前到本期。",
    ),
    "win_loss": (
        "¥270 was won and ¥320 lost: ¥80 to competitors, ¥40 as the customer did not buy, ¥200 with neither on record. "
        "Of the reasons on record, most was lost for Relationship: ¥200. "
        "No competitor took more than Rivalsoft: 1 deal, ¥80. Collected in the period: ¥110.",
        "赢单 ¥270，丢单 ¥320：输给竞争对手 ¥80、客户未购买 ¥40、未写明是哪一种 ¥200。"
        "有记录的原因中，丢单金额最多的是“关系”：¥200。"
        "被竞争对手拿走最多的是 Rivalsoft：1 个商机，¥80。本期回款 ¥110。",
    ),
    "product_lines": (
        "¥270 was won; Hardware · Product brought the most, ¥146 (54%). ¥10 of what was won is in no line item.",
        "共赢单 ¥270，Hardware · 产品最多：¥146，占 54%。赢单额中有 ¥10 未分摊到产品明细。",
    ),
    "deals": (
        "¥390 is open in 4 deals, all of it effective: within the usual cycle. "
        "¥670 was created in 8 deals in the period; ¥270 was won and ¥320 lost.",
        "在途商机 4 个，共 ¥390，全部有效（未超出通常周期）。本期新增商机 8 个，共 ¥670；赢单 ¥270，丢单 ¥320。",
    ),
    "reconcile": (
        "Lost amount: the CRM's own columns add up to ¥320 in 3 deals, and so does this dashboard.",
        "丢单额：CRM 与看板一致，3 个商机共 ¥320。",
    ),
}


@pytest.mark.parametrize("page", BY_HAND)
def test_the_worked_example_is_told_as_worked_out_by_hand(worked, page):
    first_quarter = {"period_start": dt.date(2026, 1, 1), "period_end": dt.date(2026, 3, 31)}
    scope = {} if page == "reps" else first_quarter
    assert (worked.said(page, **scope), worked.said(page, "zh", **scope)) == BY_HAND[page]


def test_the_life_of_a_deal_is_told_from_its_events(worked):
    read = {"deal_timeline": worked.read("deal_timeline", Scope(), where={"deal_id": "D4"})}
    [name] = read["deal_timeline"]["deal"].unique()
    reader = Reader(facts=worked.facts)
    assert openings.life(Figures(reader), read) == [
        f"{name} has been known since 12 Jan 2026.",
        "Its longest stay in one stage is 30\u00a0days, in S2.",
        "Its amount is ¥90, at first ¥120.",
        "Its expected close was put off once, by 91\u00a0days.",
    ]
    assert openings.life(Figures(in_chinese(reader)), read)[1:] == [
        "停留最久的阶段是 S2：30 天。",
        "金额 ¥90，最初为 ¥120。",
        "预计成交日推迟过 1 次，共 91 天。",
    ]
    assert openings.life(Figures(reader), {"deal_timeline": pl.DataFrame()}) == []


EMPTY = {
    "funnel": "No deal is open. In no stage were enough deals decided to say where most move on.",
    "regions": "Nothing has closed yet in this period. No deal is open.",
    "changes": "Nothing has moved in the open pipeline since 1 Jan 2026: it stands at ¥0.",
    "health": "No effective deal is open, so the funnel has no shape.",
    "attention": "No open deal has a warning.",
    "playbook": "No deal is open.",
    "reconcile": "Neither the CRM nor this dashboard has a deal to add up here.",
}


@pytest.mark.parametrize("page", EMPTY)
def test_a_scope_without_deals_is_said_to_be_one(worked, page):
    assert worked.said(page, reps=["nobody"]) == EMPTY[page]


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
    told = [openings.funnel(Figures(each), read)[-1] for each in (Reader(), in_chinese(Reader()))]
    assert told == [
        "The smallest share moves on from B: 75% of the deals decided there (15 advanced, 5 lost).",
        "推进率最低的阶段是 B：已有结果的商机中推进 15 个、丢单 5 个，推进率 75%。",
    ]
    alone = openings.funnel(Figures(Reader()), read | {"stage_conversion": rows[1:2]})[-1]
    assert alone.startswith("Only in B were enough deals decided to judge by: 75% moved on")


def test_what_is_beyond_its_cycle_is_no_effective_pipeline():
    kpis = {"open_deals": 1, "open_amount": 50.0, "effective_open_amount": 0.0}
    told = openings.funnel(
        Figures(Reader()), {"kpis": pl.DataFrame([kpis]), "funnel_width": ONE, "stage_conversion": ONE}
    )
    assert told[:2] == [
        "€50 is open in 1 deal, none of it effective: it is beyond the usual cycle.",
        "All of it stands in A.",
    ]
    kpis = {"open_deals": 2, "open_amount": 0.0, "effective_open_amount": 0.0}
    told = openings.funnel(
        Figures(Reader()), {"kpis": pl.DataFrame([kpis]), "funnel_width": ONE[:0], "stage_conversion": ONE}
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


def moved(*rows):
    columns = {"dimension": pl.String, "name": pl.String, "measure": pl.String, "change": pl.Float64}
    told = [(dimension, name, "won_amount", change) for dimension, name, change in rows]
    return pl.DataFrame(told, schema=columns, orient="row")


FIGURES = {
    "stalled_amount": 0.0,
    "won_amount": 447.0,
    "won_deals": 9,
    "lost_deals": 24,
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


def in_chinese(reader):
    return dataclasses.replace(reader, look=Look("zh"))


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
            {"won_deals": 0, "lost_deals": 0, "open_deals": 0},
            RUNNING,
            Scope(comparison="none"),
            "Nothing has closed yet in this period. No deal is open.",
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
