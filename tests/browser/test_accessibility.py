"""WCAG 2.2 AA as axe-core sees it, and what its rules cannot see: names, keys, the language of the page."""

import itertools
import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dashboard.i18n import messages
from dashboard.reader import Reader
from tests.browser.serving import SKELETON, drawn

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted(path.stem for path in (ROOT / "dashboard" / "app_pages").glob("*.py"))
# Axe's rules for WCAG 2.2 AA and its best practices, as the order of headings.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}}
# Faults of Streamlit itself that cannot be mended from outside, as (rule, part of the selector). None is known.
KNOWN: frozenset[tuple[str, str]] = frozenset()
LOOKS = list(itertools.product(("en", "zh"), ("light", "dark"), (1440, 390)))
# What pages are made of: cards, charts, tables, choices, forms, texts. Their parts are the same on the others.
TELLING = ("overview", "funnel", "board", "health", "imports", "playbook", "definitions", "reconcile", "win_loss")
# Each of these in one look, every look on a page; FUNNEL_ALL_LOOKS=1 has all pages looked at in all of them.
SEEN = (
    list(itertools.product(PAGES, LOOKS))
    if os.environ.get("FUNNEL_ALL_LOOKS")
    else [(page, LOOKS[place * 3 % len(LOOKS)]) for place, page in enumerate(TELLING)]
)
LABELS = """all => all.map(e => ({
    label: e.getAttribute("aria-label"), hint: e.getAttribute("placeholder"), isSeen: e.checkVisibility()
}))"""


@pytest.fixture
def looked_at(page, opened):
    """Open a page in a language, a theme and a width."""

    def look(path, language, scheme, width):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        return opened(f"/{path}?lang={language}")

    return look


def faults(page):
    """Violations of any weight that are not known, as (rule, selector, what axe says of it)."""
    expect(page.locator(SKELETON)).to_have_count(0)
    # What marks of charts are is said when the browser has a moment.
    expect(page.locator('g[role="graphics-symbol"]:not([aria-label])')).to_have_count(0)
    found = Axe().run(page, options=RULES).response["violations"]
    listed = [(each["id"], str(node["target"][-1]), node["failureSummary"]) for each in found for node in each["nodes"]]
    return [(rule, where, why) for rule, where, why in listed if not any(rule == r and s in where for r, s in KNOWN)]


@pytest.mark.parametrize(("path", "look"), SEEN)
def test_no_page_has_a_fault_in_any_look(looked_at, path, look):
    assert faults(looked_at("" if path == "overview" else path, *look)) == []


def test_what_opens_has_no_fault_either(looked_at):
    page = looked_at("funnel", "en", "dark", 1440)
    page.get_by_text(messages("en")("report.more")).first.click()
    # While a card opens its parts lie on each other.
    drawn(page)
    page.get_by_test_id("stDataFrame").first.wait_for()
    page.locator(".pages summary").first.click()
    expect(page.locator(".pages details[open] a").first).to_be_visible()
    assert faults(page) == []


def test_the_page_is_in_the_language_it_says(looked_at):
    page = looked_at("", "zh", "light", 1440)
    html = page.locator("html")
    expect(html).to_have_attribute("lang", "zh-Hans")
    expect(page).to_have_title("总览 · 销售漏斗")
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("aria-label", messages("zh")("scope.filters"))
    page.get_by_role("radio", name="English").click()
    expect(html).to_have_attribute("lang", "en")
    expect(page).to_have_title("Overview · Sales funnel")
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("aria-label", messages("en")("scope.filters"))


def test_every_chart_says_its_finding_and_has_a_table_beside_it(looked_at):
    page = looked_at("funnel", "en", "light", 1440)
    drawn(page)
    charts = page.get_by_test_id("stVegaLiteChart")
    cards = page.locator('[class*="st-key-report-"]').filter(has=charts)
    before = told_by_charts(cards)
    charts.locator("svg.marks").evaluate_all("all => all.forEach(each => { each.dataset.first = '' })")
    page.get_by_test_id("stSelectbox").first.locator("input").click()
    page.get_by_role("option", name=messages("en")("period.last_quarter")).click()
    page.wait_for_url("**from=**")
    drawn(page)
    # A chart takes new rows in place, and is called what its card says now.
    assert told_by_charts(cards) != before
    expect(charts.locator("svg.marks:not([data-first])")).to_have_count(0)


def told_by_charts(cards):
    """What the cards of a page say, which their charts say as well, with a table beside each."""
    expect(cards.first).to_be_visible()
    found = []
    for card in cards.all():
        title, reading = card.get_by_role("heading").inner_text(), card.locator(".reading").inner_text()
        expect(card.get_by_test_id("stVegaLiteChart")).to_have_accessible_name(f"{title} {reading}")
        expect(card.get_by_text(messages("en")("report.more"))).to_be_visible()
        found.append(title)
    return found


def test_files_and_details_of_a_card_are_called_by_the_card_also_when_it_says_something_else(looked_at):
    page = looked_at("", "zh", "light", 1440)
    drawn(page)
    cards = page.locator('[class*="st-key-report-"]').filter(has=page.locator('[class*="st-key-csv-"]'))
    before = named_by_their_cards(cards)
    page.get_by_test_id("stSelectbox").first.locator("input").click()
    page.get_by_role("option", name=messages("zh")("period.last_quarter")).click()
    page.wait_for_url("**from=**")
    drawn(page)
    assert named_by_their_cards(cards) != before


def named_by_their_cards(cards):
    """The titles of cards, each of which names the file beside it and its details."""
    found = [card.get_by_role("heading").first.inner_text() for card in cards.all()]
    assert len(set(found)) == len(found) > 1
    for card, title in zip(cards.all(), found, strict=True):
        file = card.locator('[class*="st-key-csv-"] button')
        expect(file).to_have_accessible_name(f"CSV · {title}")
        expect(file).to_have_attribute("title", messages("zh")("report.csv_help"))
        expect(card.locator('[class*="st-key-more-"] summary').first).to_have_attribute(
            "aria-label", re.compile(rf" · {re.escape(title)}$")
        )
    return found


def test_on_a_phone_the_board_begins_with_its_last_day(looked_at):
    page = looked_at("board", "en", "light", 390)
    drawn_days = page.locator(".board thead tr:first-child th")
    # The first names the rows, the last group is the week as a whole.
    expect(drawn_days.nth(-2)).to_be_in_viewport()
    expect(drawn_days.nth(1)).not_to_be_in_viewport()


def test_what_a_figure_counts_is_told_by_pointer_keyboard_and_finger_and_escape_hides_it(looked_at):
    page = looked_at("", "en", "light", 390)
    words = messages("en")
    card = page.locator(".card").filter(has_text=Reader().label("kpis", "median_cycle_days"))
    asks = card.get_by_role("button", name=words("card.about", name=Reader().label("kpis", "median_cycle_days")))
    hint, more = page.locator(".hint:popover-open"), card.get_by_role("link", name=words("definitions.link"))
    asks.focus()
    expect(hint).to_contain_text(Reader().about("kpis", "median_cycle_days"))
    box = hint.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.keyboard.press("Tab")
    expect(more).to_be_focused()
    page.keyboard.press("Escape")
    expect(hint).to_have_count(0)
    expect(asks).to_be_focused()
    # What is pointed at stays while the pointer goes into it, what is pressed until something else is.
    asks.hover()
    hint.hover()
    expect(hint).to_be_visible()
    page.keyboard.press("Escape")
    expect(hint).to_have_count(0)
    asks.click()
    page.mouse.move(1, 1)
    expect(hint).to_be_visible()
    more.click()
    page.wait_for_url("**/definitions?about=median_cycle_days")


def test_what_streamlit_says_in_english_is_said_in_chinese_and_back(looked_at):
    page = looked_at("", "zh", "light", 1440)
    expect(page.get_by_test_id("stSkipToContent")).to_have_text(messages("zh")("streamlit.skip"))
    named = page.locator("button[aria-label], input[placeholder], section[aria-label]")
    words = {each["label"] or each["hint"] for each in named.evaluate_all(LABELS) if each["isSeen"]}
    assert sorted(each for each in words if not re.search(r"[\u4e00-\u9fff]", each)) == []
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_test_id("stSkipToContent")).to_have_text(messages("en")("streamlit.skip"))


def test_the_drawer_of_a_phone_is_named_and_opens_by_key(looked_at):
    page = looked_at("", "zh", "light", 390)
    opener = page.get_by_role("button", name=messages("zh")("scope.filters"))
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "false")
    expect(page.get_by_role("button", name=messages("zh")("scope.close"))).to_be_attached()


def test_the_navigation_is_one_and_says_where_the_reader_is(looked_at):
    page = looked_at("funnel", "zh", "light", 1440)
    pages = page.get_by_role("navigation", name=messages("zh")("scope.pages"))
    expect(pages.locator('[aria-current="page"]')).to_have_text(messages("zh")("page.funnel"))
