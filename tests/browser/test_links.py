"""From a number to its deals and back, with the pointer and by the keyboard, in a real browser."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from dashboard.database import Database
from dashboard.formats import Formats
from dashboard.i18n import messages
from dashboard.scope import Scope
from tests.browser.serving import go_to

STAGE = "Proposal/Price Quote"


@pytest.fixture(scope="module")
def figures(sample_workspace):
    """Numbers of the sample company, by what is clicked for them."""
    with Database(sample_workspace.current()) as database:

        def amount(view, column, scope=None, **key):
            rows = database.read(view, scope, where=key)
            assert rows.height == 1
            return Formats("en", "EUR").exact_money(rows[column][0])

        return {
            "stage": amount("funnel_width", "amount", Scope(regions=("DACH",)), stage=STAGE),
            "month": amount("results_over_time", "won_amount", month=dt.date(2026, 5, 1)),
            "region": amount("region_performance", "won_amount", region="Nordics"),
            "card": amount("kpis", "won_amount"),
        }


def title(page):
    return page.get_by_test_id("stMain").get_by_role("heading", level=2).first


@pytest.mark.parametrize(
    ("number", "path", "card", "mark"),
    [
        ("stage", "/funnel?region=DACH", "funnel_width", f'path[aria-label^="{STAGE}"] >> nth=-1'),
        ("month", "/", "results_over_time", 'path[aria-label^="May 2026"]'),
        ("region", "/regions", "region_performance-caption-won_against_target", 'path[aria-label^="Nordics"]'),
    ],
)
def test_a_mark_of_a_chart_leads_to_the_deals_whose_sum_it_shows_and_back(opened, figures, number, path, card, mark):
    page = opened(path)
    # Which chart of a page is drawn first is nobody's promise.
    found = page.locator(f'[class*="st-key-report-{card}"] .vega-embed {mark}')
    found.click()
    expect(title(page)).to_contain_text(figures[number])
    page.go_back()
    page.wait_for_url(f"**{path}")
    expect(found).to_be_visible()
    page.go_forward()
    expect(title(page)).to_contain_text(figures[number])
    page.get_by_role("link", name="Back to").click()
    page.wait_for_url(f"**{path}")


def test_a_card_leads_to_its_deals_and_a_colleague_reads_the_same_number_in_another_language(opened, figures):
    page = opened("/")
    page.get_by_role("link", name=messages("en")("card.to_deals")).first.click()
    expect(title(page)).to_contain_text(figures["card"])
    page.get_by_role("radio", name="中文").click()
    expect(page.get_by_role("heading", name=messages("zh")("page.deals"), exact=True)).to_be_visible()
    page.wait_for_url("**lang=zh**")
    page.reload()
    expect(title(page)).to_contain_text(figures["card"])
    expect(title(page)).to_contain_text("赢单")


def test_the_keyboard_alone_reaches_the_deals_behind_a_number(opened, figures):
    page = opened("/funnel?region=DACH")
    words = messages("en")
    page.get_by_role("group").filter(has_text=words("report.more")).locator("summary").first.press("Enter")
    row = page.get_by_role("combobox", name=words("report.choose_row")).first
    row.press_sequentially(STAGE)
    page.get_by_role("option").filter(has_text=STAGE).first.wait_for()
    row.press("Enter")
    page.get_by_role("link", name="Amount €").first.press("Enter")
    expect(title(page)).to_contain_text(figures["stage"])


def test_a_deal_in_a_long_list_leads_to_its_page_with_the_scope_and_back_by_pointer_and_by_keyboard(opened, settle):
    page = opened("/deals?region=DACH&show=lost")
    # On a low screen the list stands below what is seen at first.
    page.set_viewport_size({"width": 1440, "height": 400})
    cell = page.get_by_test_id("glide-cell-1-0").first
    cell.wait_for(state="attached")
    name = cell.text_content().partition("called=")[2].partition("&")[0]
    grid = page.get_by_test_id("stDataFrame").first
    # A grid is one picture: below its head, some letters into the first name; it answers a hand, not a flash.
    grid.click(position={"x": 160, "y": 52}, delay=200)
    page.wait_for_url("**/deal?region=DACH**page=deals**")
    expect(page.locator("h1")).to_have_text(name)
    page.get_by_role("link", name="Back to").click()
    page.wait_for_url("**/deals?region=DACH**show=lost**")
    settle(page)
    expect(grid).to_be_in_viewport()
    page.get_by_test_id("data-grid-canvas").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/deal?region=DACH**")
    expect(page.locator("h1")).to_have_text(name)
    page.go_back()
    page.wait_for_url("**/deals?region=DACH**")


def test_a_deal_in_a_short_list_is_a_link_for_pointer_and_keyboard_and_in_a_tab_of_its_own(opened, settle):
    page = opened("/?region=DACH")
    link = page.locator(".shown a").first
    name = link.inner_text()
    with page.expect_popup() as tab:
        link.click(modifiers=["Control"])
    expect(tab.value.locator("h1")).to_have_text(name)
    tab.value.close()
    link.press("Enter")
    page.wait_for_url("**/deal?region=DACH**")
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator("h1")).to_be_focused()
    page.get_by_role("link", name="Back to").press("Enter")
    page.wait_for_url(re.compile(r"/\?region=DACH[^/]*$"))
    settle(page)
    expect(link).to_be_in_viewport()
    expect(link).to_be_focused()


def test_the_keyboard_alone_goes_from_mark_to_mark_of_a_chart_and_on_to_its_deals(opened, figures):
    page = opened("/funnel?region=DACH")
    chart = page.locator('[class*="st-key-report-funnel_width"] .vega-embed')
    # One stop of the Tab key per chart; arrows go on from there.
    chart.locator('[role="link"][tabindex="0"]').press("End")
    while not (focused := page.locator(":focus")).get_attribute("aria-label").startswith(f"{STAGE}: €"):
        focused.press("ArrowLeft")
    name = page.locator(":focus").get_attribute("aria-label")
    page.locator(":focus").press("Enter")
    expect(title(page)).to_contain_text(figures["stage"])
    # Who cannot see the page stands where it begins, and again where they left it.
    expect(page.locator("h1")).to_be_focused()
    page.go_back()
    expect(page.locator(":focus")).to_have_attribute("aria-label", name)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_choices_of_a_page_live_in_its_link(opened, language):
    words = messages(language)
    page = opened(f"/funnel?lang={language}&by=team")
    expect(page.get_by_role("radio", name=words("value.team"))).to_be_checked()
    page.get_by_role("radio", name=words("value.product_line")).click()
    page.wait_for_url("**by=product_line**")
    go_to(page, words("page.overview"))
    page.wait_for_url("**/?*by=product_line**")
    page.go_back()
    expect(page.get_by_role("radio", name=words("value.product_line"))).to_be_checked()
    page.go_back()
    expect(page.get_by_role("radio", name=words("value.team"))).to_be_checked()
