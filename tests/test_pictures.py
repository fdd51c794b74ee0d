"""A chart leaves the house as a picture that says what the screen says: finding, reading key, words, scope and day."""

import dataclasses
import datetime as dt
import re
import struct
import xml.etree.ElementTree as ET

import polars as pl
import pytest
import vl_convert

from dashboard import charts
from dashboard.charts import converter, picture
from dashboard.database import Database
from dashboard.i18n import messages
from dashboard.reader import Look, Reader
from dashboard.scope import Scope

PARTS = (("advanced", "open"), ("pending", "pending"), ("lost", "gone"))
FORMS = [
    ("stage_conversion", charts.StageBars("entered", PARTS, step="conversion_floor", step_note="pending"), None),
    ("funnel_width", charts.StageBars("deals", (("deals", "open"),), money="amount"), None),
    ("stage_dwell", charts.IntervalDots(), "funnel_width"),
    ("funnel_over_time", charts.StageLines("amount"), None),
    ("results_over_time", charts.TrendLine("won_amount", target="target_amount"), None),
    ("pipeline_changes", charts.Waterfall(), None),
    ("movers", charts.ChangeBars(), None),
    ("rep_efficiency", charts.RankedBars("rep", "win_rate"), None),
    ("funnel_split", charts.Matrix("resolved_conversion"), None),
]
IDS = [f"{type(form).__name__}-{view}" for view, form, _ in FORMS]
WORDS = {
    "en": picture.Around("Wins are up 12%", "Deals · :blue[■] moved on :violet[■] pending", ("2026 · North", "As of")),
    "zh": picture.Around(
        "赢单额上升 12%", "商机 · :blue[■] 已推进 :violet[■] 待定", ("2026年 · 区域：华东", "数据截至")
    ),
}


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as found:
        yield found


def drawn(database, view, form, beside, language):
    reader = Reader(Look(language), Scope(), database.facts())
    where = {"dimension": "region"} if view == "funnel_split" else None
    # Before its first year the worked example has nothing from which anything could have moved.
    scope = Scope(period_start="2026-03-01", period_end="2026-03-31") if view == "movers" else None
    frame = form.frame(view, database.read(view, scope, where=where), database.read(beside) if beside else None, reader)
    asked = picture.job(form.specification(frame, reader.look), frame, WORDS[language])
    return frame, converter.svg(asked)


def words_of(svg):
    return "".join(ET.fromstring(svg).itertext())


def size_of(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("view", "form", "beside"), FORMS, ids=IDS)
def test_every_form_is_a_picture_with_its_finding_key_words_and_scope(database, view, form, beside, language):
    frame, svg = drawn(database, view, form, beside, language)
    said = words_of(svg)
    around = WORDS[language]
    assert around.title in said.replace("\u3000", "")
    assert all(line in said for line in around.below)
    assert re.sub(r":\w+\[(.)\]", r"\1", around.caption) in said
    # Labels are the texts of the frame; which of them are drawn is the form's affair.
    texts = {text for name in frame.columns if name.endswith("_text") for text in frame[name].drop_nulls() if text}
    assert any(text in said for text in texts)
    # A link would leave the server's own address.
    assert "href" not in svg
    png = vl_convert.svg_to_png(svg, scale=picture.SCALE)
    width, height = size_of(png)
    assert width == 1600
    assert height == pytest.approx(2 * float(ET.fromstring(svg).get("height")), abs=2)
    assert 400 < height < 3000


@pytest.mark.parametrize("form", ["svg", "png"])
def test_a_program_of_its_own_draws_the_picture(database, form):
    frame = pl.DataFrame({"name": ["North"], "value": [1.0], "value_text": ["1"]})
    found = picture.picture(_BAR, frame, WORDS["zh"], form)
    if form == "png":
        assert size_of(found)[0] == 1600
    else:
        assert "赢单额上升 12%" in found.decode()


_BAR = {
    "mark": "bar",
    "encoding": {"x": {"field": "value", "type": "quantitative"}, "y": {"field": "name", "type": "nominal"}},
    "height": 80,
    "autosize": {"type": "fit", "contains": "padding"},
}


def test_a_picture_is_white_whatever_the_reader_looks_at(database):
    _, svg = drawn(database, *FORMS[5], "en")
    assert '<rect width="100%" height="100%" fill="#FFFFFF"/>' in svg


def test_words_cannot_become_markup_nor_break_the_picture():
    frame = pl.DataFrame({"name": ['<script>&"\x0b\x1b', "]]>"], "value": [1.0, 2.0]})
    around = picture.Around("<b>&amp;\x00", ':blue[<i>] "quoted"', ("a\u2028b",))
    svg = converter.svg(picture.job(_BAR, frame, around))
    root = ET.fromstring(svg)
    assert not [each for each in root.iter() if each.tag.endswith(("}script", "}b", "}i", "}a"))]
    assert "<b>&amp;" in words_of(svg)
    vl_convert.svg_to_png(svg)


def test_a_day_stays_that_day_in_every_time_zone():
    frame = pl.DataFrame({"day": [dt.date(2026, 1, 1)]})
    assert picture.job({}, frame, WORDS["en"])["specification"]["data"] == {"values": [{"day": "2026-01-01T00:00:00"}]}


def test_long_words_are_broken_into_lines_inside_the_picture():
    frame = pl.DataFrame({"name": ["a"], "value": [1.0]})
    for title in ("Every word of this finding counts " * 6, "每个字都算数，" * 30, "x" * 300):
        svg = converter.svg(picture.job(_BAR, frame, picture.Around(title.strip())))
        lines = [each for each in ET.fromstring(svg) if each.tag.endswith("}text")]
        assert 1 < len(lines) <= 7
        said = "".join(words for line in lines for words in line.itertext())
        assert re.sub(r"\s", "", said) == re.sub(r"\s", "", title)


def test_a_failed_picture_says_why():
    with pytest.raises(picture.PictureError, match=r"\w"):
        picture.picture({"mark": "no such mark"}, pl.DataFrame({"a": [1]}), WORDS["en"])


def test_no_address_is_asked_while_drawing():
    away = {"data": {"url": "https://example.invalid/x.json"}}
    asked = picture.job(_BAR, pl.DataFrame({"name": ["a"], "value": [1.0]}), WORDS["en"])
    with pytest.raises(ValueError, match=r"not allowed|External data"):
        converter.svg(asked | {"specification": asked["specification"] | away})


def test_chinese_words_are_written_with_a_chinese_face_first():
    assert picture.font_families("赢单 3").index("Noto Sans CJK SC") < picture.font_families("赢单 3").index("Arial")
    assert picture.font_families("Won 3").index("Arial") < picture.font_families("Won 3").index("Noto Sans CJK SC")


@pytest.mark.skipif(not picture.draws_chinese(), reason="no face with Chinese characters on this machine")
def test_chinese_characters_are_glyphs_and_not_boxes(database):
    frame, svg = drawn(database, *FORMS[5], "zh")
    assert picture.is_chinese(frame, WORDS["zh"])
    with_other_words = svg.replace("赢单额上升", "丢单额下降")
    assert vl_convert.svg_to_png(svg) != vl_convert.svg_to_png(with_other_words)


def test_every_colour_mark_of_the_captions_has_its_colour_in_a_picture():
    marks = re.compile(r":(\w+)\[")
    for language in ("en", "zh"):
        said = messages(language)
        found = {m for each in said.ids if each.startswith("caption.") for m in marks.findall(said(each))}
        assert found <= set(picture.COLOURS)


def test_the_light_specification_is_the_one_of_the_screen(database):
    view, form, _ = FORMS[7]
    reader = Reader(Look("en", "dark"), Scope(), database.facts())
    frame = form.frame(view, database.read(view), None, reader)
    light = dataclasses.replace(reader.look, mode="light")
    assert form.specification(frame, light) is form.specification(frame, light)
