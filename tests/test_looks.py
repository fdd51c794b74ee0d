"""The colours of the theme and of the charts: contrast after WCAG 2.2, and one meaning in both."""

import re
import tomllib
from pathlib import Path

import pytest

from dashboard.charts.look import palette
from dashboard.reader import Look

ROOT = Path(__file__).resolve().parent.parent
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
MODES = ("light", "dark")
WORDS, MARKS = 4.5, 3.0


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_guideline_says():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
def test_words_stand_out_from_every_ground(mode):
    theme = THEME[mode]
    grounds = [theme["backgroundColor"], theme["secondaryBackgroundColor"], theme["sidebar"]["backgroundColor"]]
    names = [
        "textColor",
        "linkColor",
        *(f"{hue}TextColor" for hue in ("green", "red", "orange", "yellow", "blue", "gray")),
    ]
    weak = [(name, ground) for name in names for ground in grounds if contrast(theme[name], ground) < WORDS]
    assert weak == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("hue", ["green", "red", "orange", "yellow", "blue", "gray"])
def test_words_stand_out_from_the_ground_of_their_own_badge(mode, hue):
    theme = THEME[mode]
    assert contrast(theme[f"{hue}TextColor"], theme[f"{hue}BackgroundColor"]) >= WORDS


@pytest.mark.parametrize("rising", ["green", "red"])
@pytest.mark.parametrize("mode", MODES)
def test_marks_of_charts_stand_out_from_the_ground(mode, rising):
    colours = palette(Look("en", mode, rising))
    marks = ("open", "pending", "late", "gone", "won", "lost", "stalled", "declined", "rise", "fall")
    assert [role for role in marks if contrast(colours[role], colours["ground"]) < MARKS] == []
    assert [role for role in ("text", "muted") if contrast(colours[role], colours["ground"]) < WORDS] == []


@pytest.mark.parametrize("mode", MODES)
def test_a_colour_means_the_same_in_a_chart_and_in_words(mode):
    colours, theme = palette(Look("en", mode, "green")), THEME[mode]
    assert colours["ground"] == theme["backgroundColor"]
    assert colours["text"] == theme["textColor"]
    assert colours["open"] == theme["primaryColor"] == theme["blueColor"]
    # The keys of captions are drawn in these colours of the theme.
    assert colours["pending"] == theme["violetColor"]
    assert colours["won"] == theme["greenColor"]
    assert colours["lost"] == theme["redColor"]
    assert colours["stalled"] == theme["yellowColor"]


def test_the_keys_of_captions_have_the_colours_of_their_marks():
    style = (ROOT / "dashboard" / "static" / "look.css").read_text(encoding="utf-8")
    found = re.findall(r"\.reading \.(\w+) \{ color: light-dark\((#\w+), (#\w+)\)", style)
    assert {"open", "pending", "stalled", "declined", "late", "won", "lost"} <= {role for role, *_ in found}
    light, dark = (palette(Look("en", mode, "green")) for mode in ("light", "dark"))
    assert found == [(role, light[role], dark[role]) for role, *_ in found]


@pytest.mark.parametrize("mode", MODES)
def test_red_up_changes_the_direction_and_leaves_the_outcomes(mode):
    green, red = palette(Look("en", mode, "green")), palette(Look("en", mode, "red"))
    assert {role for role in green if green[role] != red[role]} == {"rise", "fall"}
