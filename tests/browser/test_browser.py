"""What only a real browser shows: links, back and reload, downloads, the keyboard, the width of a phone."""

import re

import pytest

from dashboard import exports
from dashboard.database import Database
from dashboard.i18n import messages
from dashboard.scope import Scope

# Streamlit looks for its own routes under a deep link first; Vega warns of scales before data arrive.
HARMLESS = re.compile(r"404|Infinite extent|Failed to load resource")


def region_of(page):
    return page.get_by_test_id("stMultiSelect").first.inner_text()


def test_a_choice_lives_in_the_link_and_survives_page_changes_reload_and_back(opened, settle):
    page = opened("/?lang=en")
    page.get_by_role("combobox", name="Region").click()
    page.get_by_role("option", name="DACH").click()
    page.keyboard.press("Escape")
    page.wait_for_url("**region=DACH**")
    page.get_by_role("link", name="Funnel").first.click()
    page.wait_for_url("**/funnel?*region=DACH**")
    settle(page)
    page.reload()
    settle(page)
    assert "DACH" in region_of(page)
    page.go_back()
    page.go_back()
    page.get_by_role("heading", name="Overview").wait_for()
    settle(page)
    assert "DACH" in region_of(page)


def test_the_same_link_shows_the_same_scope_in_either_language(opened, settle):
    page = opened("/funnel?lang=zh&region=DACH")
    page.get_by_role("heading", name="漏斗").wait_for()
    page.get_by_text("区域：DACH").first.wait_for()
    page.get_by_role("radio", name="English").click()
    page.get_by_role("heading", name="Funnel", exact=True).wait_for()
    settle(page)
    assert "region=DACH" in page.url
    assert "lang=zh" not in page.url
    assert "DACH" in region_of(page)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_download_holds_the_rows_of_the_view_under_the_scope_of_the_page(opened, sample_workspace, language):
    page = opened(f"/funnel?lang={language}&region=DACH")
    with page.expect_download() as waiting:
        page.get_by_test_id("stDownloadButton").first.get_by_role("button").click()
    scope = Scope(regions=("DACH",))
    with Database(sample_workspace.current()) as database:
        wanted = exports.as_csv(database.read("funnel_width", scope))
    assert waiting.value.path().read_bytes() == wanted
    assert waiting.value.suggested_filename.startswith("funnel_width_")
    assert "DACH" in waiting.value.suggested_filename


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
    page.get_by_role("link", name="Deals").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Deals", exact=True).wait_for()


def test_table_and_definition_open_beside_a_chart(opened):
    page = opened("/funnel?lang=en")
    page.get_by_text(messages("en")("report.more")).first.click()
    page.get_by_role("tab", name="Definition").first.click()
    page.get_by_text("Deals standing in the stage", exact=False).first.wait_for()
    page.get_by_role("tab", name="SQL").first.click()
    page.get_by_text("create or replace view funnel_width").first.wait_for()
