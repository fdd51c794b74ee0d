"""What only a real browser shows: links, back and reload, the keyboard, the width of a phone."""

import re

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.i18n import messages
from tests.browser.serving import go_to

# Vega warns of scales before data arrive.
HARMLESS = re.compile(r"Infinite extent")


def regions_of(page):
    return page.get_by_test_id("stMultiSelect").first


def choose_region(page, name):
    page.get_by_role("combobox", name="Region").click()
    page.get_by_role("option", name=name).click()
    page.keyboard.press("Escape")
    page.wait_for_url(f"**region={name}**")


def open_page(page, name):
    go_to(page, name)
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def test_a_choice_lives_in_the_link_and_survives_page_changes_reload_and_back(opened):
    page = opened("/?lang=en")
    choose_region(page, "DACH")
    open_page(page, "Funnel")
    page.wait_for_url("**/funnel?region=DACH")
    page.reload()
    expect(regions_of(page)).to_contain_text("DACH")
    open_page(page, "Deals")
    page.go_back()
    expect(page.get_by_role("heading", name="Funnel", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Overview", exact=True)).to_be_visible()
    expect(regions_of(page)).to_contain_text("DACH")
    page.go_back()
    expect(regions_of(page)).not_to_contain_text("DACH")
    page.go_forward()
    expect(regions_of(page)).to_contain_text("DACH")


def test_going_back_faster_than_pages_are_drawn_ends_where_the_reader_stopped(opened):
    page = opened("/funnel")
    choose_region(page, "DACH")
    open_page(page, "Reps")
    open_page(page, "Deals")
    for path in ("/reps?region=DACH", "/funnel?region=DACH", "/funnel"):
        page.evaluate("history.back()")
        page.wait_for_url(f"**{path}")
    expect(page.get_by_role("heading", name="Funnel", exact=True)).to_be_visible()
    expect(regions_of(page)).not_to_contain_text("DACH")
    for path in ("/funnel?region=DACH", "/reps?region=DACH"):
        page.evaluate("history.forward()")
        page.wait_for_url(f"**{path}")
    expect(page.get_by_role("heading", name="Reps", exact=True)).to_be_visible()
    expect(regions_of(page)).to_contain_text("DACH")


def test_no_message_stands_for_one_that_the_browser_may_have_dropped(opened, page, settle):
    """A browser that is told to reuse what it has just dropped ends its connection for good: pages change that fast."""
    frames = []
    page.once("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(data)))
    opened("/funnel")
    for name in ("Reps", "Funnel"):
        open_page(page, name)
        settle(page)
    kinds = [ForwardMsg.FromString(each).WhichOneof("type") for each in frames]
    assert kinds.count("script_finished") > 2
    assert "ref_hash" not in kinds


def test_the_same_link_shows_the_same_scope_in_either_language(opened):
    page = opened("/funnel?lang=zh&region=DACH")
    expect(page.get_by_role("heading", name="漏斗", exact=True)).to_be_visible()
    expect(page.get_by_text("区域：DACH").first).to_be_visible()
    page.get_by_role("radio", name="English").click()
    expect(page.get_by_role("heading", name="Funnel", exact=True)).to_be_visible()
    page.wait_for_url("**/funnel?region=DACH")
    expect(regions_of(page)).to_contain_text("DACH")


@pytest.mark.parametrize("path", ["/", "/funnel", "/dwell_time", "/marketing", "/deals", "/data"])
def test_nothing_fails_in_the_console_and_nothing_leaves_the_server(opened, page, server, path):
    errors, outside = [], []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: outside.append(request.url))
    opened(path)
    assert [text for text in errors if not HARMLESS.search(text)] == []
    assert [
        url for url in outside if not url.startswith((server, "data:", "blob:", server.replace("http", "ws")))
    ] == []


@pytest.mark.parametrize("path", ["/", "/funnel", "/regions", "/reps", "/deals"])
def test_a_phone_never_scrolls_sideways(opened, page, path):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(path)
    sideways = "e => e.scrollWidth - e.clientWidth"
    assert page.get_by_test_id("stMain").evaluate(sideways) <= 0


def test_a_page_is_reached_by_the_keyboard_alone(opened):
    page = opened("/?lang=en")
    group = page.get_by_role("navigation").locator("summary", has_text="Deals")
    group.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Deals")
    # Escape leads back to the name of the group.
    page.keyboard.press("Escape")
    expect(group).to_be_focused()
    expect(page.locator(".pages details[open]")).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Deals", exact=True)).to_be_visible()


def test_a_group_of_pages_stays_open_with_its_focus_while_a_page_is_drawn(opened):
    page = opened("/?lang=en")
    page.get_by_role("navigation").locator("summary", has_text="Deals").press("Enter")
    # The choice is the server's, no hand of the reader's: other links, in other words, take the place of those shown.
    page.get_by_role("radio", name="中文").dispatch_event("click")
    group = page.locator(".pages details[open]")
    expect(group.get_by_role("link", name=messages("zh")("page.deals"), exact=True)).to_be_visible()
    expect(group.locator("summary")).to_be_focused()


def test_table_and_definition_open_beside_a_chart(opened):
    page = opened("/funnel?lang=en")
    page.get_by_text(messages("en")("report.more")).first.click()
    page.get_by_role("tab", name="Definition").first.click()
    page.get_by_text("Deals standing in the stage", exact=False).first.wait_for()
    page.get_by_role("tab", name="SQL").first.click()
    page.get_by_text("create or replace view funnel_width").first.wait_for()
