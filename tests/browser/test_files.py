"""Files leave through a browser with the bytes, the words and the names they should have, in both languages."""

import re
import struct
import xml.etree.ElementTree as ET

import fastexcel
import pytest
from playwright.sync_api import expect

from dashboard import exports, selections
from dashboard.database import Database
from dashboard.i18n import messages
from dashboard.reader import Look, Reader
from dashboard.scope import Scope
from tests.browser.serving import forgotten, settle

SCOPE = Scope(regions=("DACH",))


@pytest.fixture(scope="module", params=["en", "zh"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def card(server, tab, language):
    """The report of the funnel's width, in a scope: the page stays as it is when a file is taken along."""
    page = forgotten(tab)
    page.goto(f"{server}/funnel?lang={language}&region=DACH")
    settle(page)
    return page.locator('[class*="st-key-report-funnel_width"]')


def named(place, words):
    """A button of a card: its own words come first, the card's title may follow."""
    return place.get_by_role("button", name=re.compile(rf"^{re.escape(words)}( · |$)"))


@pytest.fixture
def take(card, language):
    """Click a button, of the menu where it is not beside it, and return the file's name and bytes."""

    def download(key, is_in_menu=True):
        t, page = messages(language), card.page
        button = named(card, t(key))
        if is_in_menu and not button.is_visible():
            card.get_by_text(t("report.more"), exact=True).click()
            # A button that is there before its run has ended is drawn once more.
            button.wait_for()
            settle(page)
        expect(button).to_be_enabled()
        with page.expect_download() as waiting:
            button.click()
        return waiting.value.suggested_filename, waiting.value.path().read_bytes()

    return download


@pytest.fixture
def frame(sample_workspace):
    with Database(sample_workspace.current()) as database:
        yield database.read("funnel_width", SCOPE), database.facts()


def named_like(name, ending):
    return name.startswith("funnel_width_") and "_DACH_as-of-" in name and name.endswith(f".{ending}")


def test_a_csv_is_one_click_away_and_holds_what_the_page_shows_under_the_scope(take, frame, language):
    rows, facts = frame
    name, data = take("report.csv", is_in_menu=False)
    assert data == exports.as_csv(selections.with_beyond_cycle(rows, Reader(Look(language), SCOPE, facts)))
    assert named_like(name, "csv")


def test_an_excel_file_holds_the_same_rows_and_says_their_scope(take, frame, language):
    rows, facts = frame
    name, data = take("file.excel")
    assert named_like(name, "xlsx")
    book = fastexcel.read_excel(data)
    assert book.sheet_names[1] == messages(language)("about.about")
    sheet = book.load_sheet(0).to_polars()
    reader = Reader(Look(language), SCOPE, facts)
    assert sheet[reader.label("funnel_width", "stage")].to_list() == rows["stage"].to_list()
    assert sheet[reader.label("funnel_width", "amount")].sum() == pytest.approx(float(rows["amount"].sum()))
    said = str(book.load_sheet(1, header_row=None).to_polars().rows())
    assert "DACH" in said
    assert "set variable regions = ['DACH']::text[];" in said


def test_a_chart_is_taken_along_as_a_picture_with_the_words_of_the_screen(card, take, language):
    finding = card.get_by_role("heading").first.inner_text()
    name, data = take("file.png")
    assert named_like(name, "png")
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">I", data[16:20]) == (1600,)
    name, data = take("file.svg")
    assert named_like(name, "svg")
    said = "".join(ET.fromstring(data).itertext())
    assert finding in said
    assert {"en": "Region: DACH", "zh": "区域：DACH"}[language] in said


def test_the_key_figures_of_the_cards_are_taken_along(card, sample_workspace, language):
    page, t = card.page, messages(language)
    foot = page.locator(".st-key-figures")
    with page.expect_download() as waiting:
        named(foot, t("report.csv")).click()
    with Database(sample_workspace.current()) as database:
        assert waiting.value.path().read_bytes() == exports.as_csv(database.read("kpi_comparison", SCOPE))
        wide = exports.as_csv(database.read("kpis", SCOPE))
    foot.get_by_text(t("file.more"), exact=True).click()
    named(foot, t("file.wide")).wait_for()
    settle(page)
    with page.expect_download() as waiting:
        named(foot, t("file.wide")).click()
    assert waiting.value.path().read_bytes() == wide


def test_the_files_are_reached_by_the_keyboard_alone(opened):
    page, t = opened("/funnel?lang=en"), messages("en")
    card = page.locator('[class*="st-key-report-funnel_width"]')
    card.locator("summary").filter(has_text=t("report.more")).focus()
    page.keyboard.press("Enter")
    button = named(card, t("file.excel"))
    expect(button).to_be_visible()
    settle(page)
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(".xlsx")
