"""Words of the data are shown as they are: no name is a link, a list, a heading or bold."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.ui.marks import plain


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


def test_a_note_escapes_each_dollar_once():
    def script():
        from dashboard.ui.marks import note, plain

        note("$1 and " + plain("$2 \\"))

    [said] = AppTest.from_function(script).run().markdown
    assert said.value == ":small[:gray[\\$1 and \\$2 \\\\]]"
