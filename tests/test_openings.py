"""What pages open with: sentences in both languages whose every figure is the view's and leads to its rows."""

import datetime as dt
import re

import polars as pl
import pytest

from dashboard.database import Database
from dashboard.reader import Reader
from dashboard.scope import Scope
from dashboard.sentences import openings
from dashboard.sentences.openings import Figures
from tests.opened import PAGES, Company, in_chinese

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
_SET = (
    *(r"the \S+ left of the target", r"剩余目标 ¥[\d,.万]+", r"the \S+ effective deals? needed", r"需 \d+ 个有效商机"),
    *(r"the target of \S+:", r"目标 ¥[\d,.万]+ 的", r"\S+ is needed", r"需要 \S+ 倍"),
)
_DAYS = (r"\d+ \w{3} \d{4}", r"\d{4}年\d+月\d+日", r"Against \d{4}", r"与[\d年月]+", r"Q\d \d{4}", r"\bS\d(?!\d)")
_NOTHING = (r"[¥€]0\b", r"(?<![\d.,])0(?![\d.,])(?=%| )")


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
        "The open pipeline grew from ¥290 to ¥390 since 1 Jan 2026 "
        "(amounts as they were on the day of each event): ¥670 new, ¥50 from raised amounts came in; "
        "¥270 won, ¥320 lost, ¥30 from lowered amounts went out. "
        "1 deal worth ¥90 was pushed out of the period. 1 deal worth ¥100 was pulled into the period.",
        "自2026年1月1日以来，在途金额由 ¥290 增至 ¥390（按各事件当日的金额）：流入为新增 ¥670、调增 ¥50；"
        "流出为赢单 ¥270、丢单 ¥320、调减 ¥30。"
        "1 个商机（¥90）被推迟到本期之后。1 个商机（¥100）提前到本期。",
    ),
    "win_loss": (
        "¥270 was won and ¥320 lost: ¥80 to competitors, ¥40 as the customer did not buy, ¥200 with neither on record. "
        "Of the reasons on record, “Relationship” cost most: ¥200. "
        "The competitor that took most is Rivalsoft: 1 deal, ¥80. Collected in the period: ¥110.",
        "赢单 ¥270，丢单 ¥320：输给竞争对手 ¥80、客户未购买 ¥40、两者均未注明 ¥200。"
        "有记录的原因中，丢单金额最多的是“关系”：¥200。"
        "被竞争对手拿走最多的是 Rivalsoft：1 个商机，¥80。本期回款 ¥110。",
    ),
    "product_lines": (
        "¥270 was won; Hardware · Product brought the most, ¥146 (54%). ¥10 of what was won is in no line item.",
        "共赢单 ¥270，Hardware · 产品最多：¥146，占 54%。赢单额中有 ¥10 未分摊到产品明细。",
    ),
    "deals": (
        "¥390 is open in 4 deals, all of it effective: within the usual cycle. "
        "¥670 was created in 8 deals in the period; ¥270 was won and ¥320 was lost.",
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
