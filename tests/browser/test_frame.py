"""What surrounds the pages in a browser: its policy, a lost connection, paper."""

import signal
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from dashboard.answers import HEADERS
from dashboard.i18n import messages


def test_every_answer_carries_the_policy_and_no_script_may_be_evaluated(server):
    for path in ("/", "/funnel", "/look/look.js", "/_stcore/health"):
        with urllib.request.urlopen(f"{server}{path}") as answer:
            assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe-eval" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/openapi.json"])
def test_counters_and_the_interface_for_programs_are_shut(server, path):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{server}{path}")


@pytest.mark.parametrize("path", ["/overview", "/overview/"])
def test_the_name_of_the_first_page_leads_to_it_with_its_choices(server, path):
    with urllib.request.urlopen(f"{server}{path}?lang=zh&region=%E5%8D%8E%E4%B8%9C") as answer:
        assert answer.url == f"{server}/?lang=zh&region=%E5%8D%8E%E4%B8%9C"
        assert b'<html lang="zh-Hans">' in answer.read()


def test_the_document_is_in_the_language_of_the_link_and_runs_files_only(server):
    with urllib.request.urlopen(f"{server}/funnel?lang=zh") as answer:
        found = answer.read().decode()
    assert '<html lang="zh-Hans">' in found
    assert "<title>销售漏斗</title>" in found
    assert "<script>" not in found


def test_a_lost_connection_is_told_in_the_language_of_the_page(server_of_its_own, page, settle):
    address, process = server_of_its_own
    tabs = {"en": page, "zh": page.context.new_page()}
    for language, tab in tabs.items():
        tab.goto(f"{address}/data?lang={language}")
        settle(tab)
    process.send_signal(signal.SIGKILL)
    for language, tab in tabs.items():
        expect(tab.get_by_text(messages(language)("state.lost"))).to_be_visible()
        expect(tab.get_by_role("dialog")).to_be_hidden()
    tabs["zh"].close()


def test_paper_shows_the_page_without_its_controls(page, opened):
    # From the start, so that its charts are drawn where paper is.
    page.emulate_media(media="print")
    opened("/?lang=en")
    expect(page.get_by_test_id("stVegaLiteChart").first.locator("svg.marks")).to_be_visible()
    for unwanted in ("stSidebar", "stDownloadButton", "stPageLink"):
        expect(page.get_by_test_id(unwanted).first).to_be_hidden()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_paper_shows_the_rows_of_a_list_instead_of_its_picture(opened):
    page = opened("/deals?lang=en")
    page.get_by_test_id("stDataFrame").wait_for()
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stDataFrame")).to_be_hidden()
    expect(page.locator(".printed tbody tr").nth(1)).to_be_visible()
