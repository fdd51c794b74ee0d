"""Cards side by side: one element of the page, in which a word of the data is a word and a failure one card's."""

import html
import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.database import Database
from dashboard.formats import Formats
from dashboard.i18n import messages
from dashboard.reader import Look, Reader
from dashboard.ui.card_grid import Card, _document
from dashboard.ui.marks import plain
from dashboard.ui.markup import as_html

HOSTILE = "<b onclick='x()'>*A* & \"B\" :red[C] \\ ** $9 www.evil.example</b>"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("48,473 won deals", "48,473 won deals"),
        ("Target ¥9M · **¥2M short**", "Target ¥9M · <b>¥2M short</b>"),
        (":green[**▲ 4%**] vs Q1", "<span class='green'><b>▲ 4%</b></span> vs Q1"),
        (":small[:gray[n = 8]]", "<span class='small'><span class='gray'>n = 8</span></span>"),
        ("[a] * b: c", "[a] * b: c"),
        ("**never closed", "<b>never closed</b>"),
    ],
)
def test_markup_of_a_line_becomes_elements(line, said):
    assert as_html(line) == said


def test_a_name_in_a_line_of_markup_is_the_name_whatever_it_resembles():
    assert as_html(f"**{plain(HOSTILE)}** and") == f"<b>{html.escape(HOSTILE)}</b> and"


def test_no_word_on_a_card_is_an_element_or_an_attribute():
    named = Card(name=HOSTILE, label=HOSTILE, definition=HOSTILE, behind=HOSTILE, trend=HOSTILE)
    card = replace(named, value=plain(HOSTILE), about=(HOSTILE,))
    told = replace(named, texts=(plain(HOSTILE),), notes=(plain(HOSTILE),))
    drawn = _document(Reader(), card) + _document(Reader(), told)
    assert set(re.findall(r"<(\w+)", drawn)) == {"li", "div", "button", "span", "img", "p", "a", "h2"}
    assert "onclick='x" not in drawn
    assert drawn.count(f">{html.escape(HOSTILE)}<") == 6


def grid_of_three():
    import datetime as dt

    from dashboard.reader import Reader
    from dashboard.ui import address, session
    from dashboard.ui.card_grid import Card, card_grid

    first, last = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    facts = {"default_period_start": first, "default_period_end": last, "exported_on": last}
    address.arrive("overview", facts, "en")
    session.begin("no version", Reader(facts=facts))
    card_grid(
        session.reader(),
        [
            ("one", lambda: Card(name="one", label="One", value="1")),
            ("two", lambda: Card(name="two", label=str(1 // 0), value="2")),
            ("three", lambda: Card(name="three", label="Three", value="3")),
        ],
    )


def test_a_card_that_fails_says_so_in_its_place_beside_the_others():
    app = AppTest.from_function(grid_of_three).run()
    [grid] = app.get("html")
    one, two, three = re.findall(r"<li.*?</li>", grid.proto.body)
    assert "<p class='value'>1</p>" in one
    assert messages("en")("state.error") in two
    assert "<p class='value'>3</p>" in three
    assert len(app.main) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_key_figures_of_a_page_are_two_elements_with_value_comparison_definition_and_deals(
    opened, worked_example, language
):
    with Database(worked_example.current()) as database:
        figures, facts = database.read("kpis").row(0, named=True), database.facts()
    app = opened("overview", lang=language)
    large, low = [each.proto.body for each in app.get("html") if "class='cards'" in each.proto.body]
    assert (large.count("<li"), low.count("<li")) == (6, 3)
    assert messages(language)("state.error") not in large + low
    won = large.partition("</li>")[0]
    formats, words = Formats(language, facts["reporting_currency"]), messages(language)
    assert f"<p class='value'>{html.escape(formats.money(figures['won_amount']))}</p>" in won
    assert words("card.trend", measure=Reader(Look(language)).label("kpis", "won_amount")) in won
    assert re.search(r"href='definitions\?[^']*about=won_amount'", won)
    assert re.search(r"href='deals\?[^']*of=kpis.won_amount&", won)
    # Whom a question mark is about, and what it opens, are told to those who cannot see it.
    for asked in re.findall(r"<button[^>]*>", large + low):
        id_ = re.search(r"popovertarget='([^']*)'", asked)[1]
        assert f"aria-describedby='{id_}-said'" in asked
        assert f"<div popover class='hint' id='{id_}'><div id='{id_}-said'><p>" in large + low
