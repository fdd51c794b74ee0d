"""Words of the data are shown as they are: no name is a link, a list, a heading or bold."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.charts.look import RED_UP
from dashboard.reader import Look, Reader
from dashboard.ui.marks import change, plain
from tests.headed import headings
from tests.test_looks import THEME


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("1. Phase two", "1\\. Phase two"),
        ("2) next", "2\\) next"),
        ("1.5 t of steel", "1.5 t of steel"),
        ("- a\n+ b\n===", "\\- a\n\\+ b\n\\==="),
        ("A ** B ** [C](D)", "A \\*\\* B \\*\\* \\[C\\](D)"),
        ("www.acme.com", "www\u2060.acme.com"),
        ("HTTPS://x.example", "HTTPS\\:\u2060//x.example"),
        ("ann@acme.com", "ann\u2060@acme.com"),
        ("R&D &amp; more", "R&D \\&amp; more"),
        ("a - b = c, 3 @ 5", "a - b = c, 3 @ 5"),
    ],
)
def test_what_resembles_markup_is_kept_from_being_markup(name, written):
    assert plain(name) == written


def test_the_head_of_a_card_is_words_and_marks_in_the_colours_of_its_chart():
    def card():
        from dashboard.ui.marks import head

        head("a.b", "<b>R&D</b> leads（¥178万）", "Deals · :blue[■] on time, <i>all</i>")

    app = AppTest.from_function(card).run()
    assert headings(app) == ["<b>R&D</b> leads（¥178万）"]
    [said] = [each.proto.body for each in app.get("html")]
    assert (
        "<p id='reading-a-b' class='reading'>Deals · <span class='open'>■</span> on time, &lt;i&gt;all&lt;/i&gt;"
        in said
    )
    assert "（<span class='whole'>¥178万</span>）" in said
    assert "<b>" not in said


def test_a_note_escapes_each_dollar_once():
    def script():
        from dashboard.ui.marks import note, plain

        note("$1 and " + plain("$2 \\"))

    [said] = AppTest.from_function(script).run().markdown
    assert said.value == ":small[:gray[\\$1 and \\$2 \\\\]]"


def test_in_red_up_a_rise_is_red_as_in_the_charts_and_not_the_colour_of_what_was_lost():
    red_up = Reader(Look(rising="red"))
    assert change(red_up, "won_amount", "money", 12.0, 100.0) == ":orange[▲\u00a012%]"
    assert change(red_up, "median_cycle_days", "days", -5.0, 60.0).startswith(":green[▼")
    assert change(Reader(), "median_cycle_days", "days", 5.0, 60.0).startswith(":red[▲")
    for mode, colours in RED_UP.items():
        assert THEME[mode]["orangeTextColor"] == colours["rise"]


def test_a_note_leaves_every_mark_of_a_caption_in_its_colour():
    def script():
        from dashboard.charts.picture import COLOURS
        from dashboard.ui.marks import note

        note(" ".join(f":{name}[■]" for name in COLOURS))

    [said] = AppTest.from_function(script).run().markdown
    assert ":gray[:" not in said.value
    assert ":navy[■]" in said.value
