"""Chart forms: specifications that Vega-Lite accepts, without data, and frames that carry what they draw in words."""

import dataclasses
import datetime as dt
import json
import re
from urllib.parse import unquote

import altair as alt
import polars as pl
import pytest
import vl_convert

from dashboard import charts, selections
from dashboard.charts.look import palette
from dashboard.database import Database
from dashboard.reader import Look, Reader
from dashboard.scope import Scope

# Every pair of language, mode and colour of rising; one of each alone decides words, ground and marks. The forms take
# turns in the two halves, each of which has both languages and both modes.
LOOKS = [
    Look("en", "light", "green"),
    Look("en", "dark", "red"),
    Look("zh", "light", "red"),
    Look("zh", "dark", "green"),
]
PARTS = (("advanced", "open"), ("pending", "pending"), ("lost", "gone"))
CONVERSION = charts.StageBars("entered", PARTS, step="conversion_floor", step_note="pending", money="amount")
FORMS = [
    ("stage_conversion", CONVERSION, "funnel_width"),
    ("stage_conversion", charts.StageBars("entered", PARTS, step="conversion_floor", step_note="pending"), None),
    ("funnel_width", charts.StageBars("deals", (("effective_deals", "open"),), money="amount"), None),
    ("stage_dwell", charts.IntervalDots(), "funnel_width"),
    ("funnel_over_time", charts.StageLines("amount"), None),
    ("results_over_time", charts.TrendLine("won_amount", target="target_amount"), "results_over_time"),
    ("pipeline_changes", charts.Waterfall(), None),
    ("pipeline_changes", charts.Waterfall("expected_in_period"), None),
    ("movers", charts.ChangeBars(), None),
    ("rep_efficiency", charts.RankedBars("rep", "win_rate"), None),
    ("region_performance", charts.RankedBars("region", "won_amount", target="target_amount"), None),
    (
        "funnel_shape",
        charts.PartBars("name", (("early", "pending"), ("middle", "open"), ("late", "late")), also="shape"),
        None,
    ),
    (
        "required_funnel",
        charts.PartBars("stage", (("standing", "open"),), goal="required_deals", is_ranked=False, is_share=True),
        None,
    ),
    ("win_loss_split", charts.PartBars("name", (("won_amount", "won"), ("competitor_amount", "gone"))), None),
    ("funnel_split", charts.Matrix("resolved_conversion"), None),
]
IDS = [f"{view}-{type(form).__name__}-{place}" for place, (view, form, _) in enumerate(FORMS)]


class Answers:
    """A database that is asked for every view and scope once: forms differ in what they draw of the same rows."""

    def __init__(self, database):
        self.database, self.facts, self.kept = database, database.facts, {}

    def read(self, view, scope=None):
        place = view, scope or Scope()
        if place not in self.kept:
            self.kept[place] = self.database.read(*place)
        return self.kept[place]


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as found:
        yield Answers(found)


@pytest.fixture(scope="module")
def reader(database):
    return Reader(Look(), Scope(), database.facts())


def drawn(database, reader, view, form, beside):
    # Before its first year the worked example has nothing from which anything could have moved.
    march = Scope(period_start=dt.date(2026, 3, 1), period_end=dt.date(2026, 3, 31))
    rows = database.read(view, march if view == "movers" else reader.scope)
    joined = database.read(beside, reader.scope) if beside else None
    return form.frame(view, rows, joined, reader)


def valid(specification):
    """Hold a specification against the schema of Vega-Lite; a whole chart made of it would be checked eight times."""
    alt.TopLevelSpec.validate(specification)


@pytest.mark.parametrize("place", range(len(FORMS)), ids=IDS)
def test_every_form_is_a_valid_specification_without_data_in_every_look(database, reader, place):
    view, form, beside = FORMS[place]
    for look in (LOOKS[place % 2], LOOKS[3 - place % 2]):
        frame = drawn(database, dataclasses.replace(reader, look=look), view, form, beside)
        found = form.specification(frame, look)
        valid(found)
        assert "datasets" not in found
        assert "'data'" not in str(found)
        # Among new rows a chart would keep the names that it knows already first.
        assert "'sort': None" not in str(found)
        assert isinstance(found["padding"], dict)


@pytest.mark.parametrize(("view", "form", "beside"), FORMS, ids=IDS)
def test_every_mark_says_in_words_what_it_shows(database, reader, view, form, beside):
    frame = drawn(database, reader, view, form, beside)
    assert frame.height > 0
    # Marks of several parts say each its own number, the whole first.
    said = frame["description" if "description" in frame.columns else "total_said"]
    assert said.null_count() == 0
    assert (said.str.len_chars() > 0).all()


@pytest.mark.parametrize(("view", "form", "beside"), FORMS, ids=IDS)
def test_every_form_reads_columns_that_its_view_has(database, reader, view, form, beside):
    known = {*database.read(view).columns, *(database.read(beside).columns if beside else ())}
    assert set(form.columns) <= known


@pytest.mark.parametrize(("view", "form", "beside"), FORMS, ids=IDS)
def test_a_scope_without_deals_draws_nothing_and_raises_nothing(database, reader, view, form, beside):
    nobody = dataclasses.replace(reader, scope=Scope(reps=("nobody",)))
    frame = drawn(database, nobody, view, form, beside)
    form.specification(frame, Look())


@pytest.mark.parametrize(("view", "form", "beside"), FORMS, ids=IDS)
def test_a_mark_leads_where_its_row_says_and_without_an_address_is_no_link(database, reader, view, form, beside):
    frame = drawn(database, reader, view, form, beside)
    for address in ("./deals", None):
        led = frame.with_columns(pl.lit(address, pl.String).alias(name) for name in frame.columns if "link" in name)
        values = [{name: value for name, value in row.items() if "date" not in name} for row in led.to_dicts()]
        vega = form.specification(led, Look()) | {"width": 600, "data": {"values": values}}
        svg = vl_convert.vegalite_to_svg(json.loads(json.dumps(vega, default=str)))
        assert ("<a " in svg) == (address is not None)


def test_a_specification_is_built_once_for_each_look(database, reader):
    frame = drawn(database, reader, *FORMS[0])
    first, second = CONVERSION.specification(frame, Look()), CONVERSION.specification(frame, Look())
    assert first["layer"] is second["layer"]
    assert CONVERSION.specification(frame, Look(mode="dark"))["layer"] is not first["layer"]


def test_the_funnel_of_the_worked_example(database, reader):
    frame = drawn(database, reader, *FORMS[0])
    assert frame["stage"].to_list() == ["S1", "S2", "S3", "S4"]
    assert frame["total"].to_list() == [8, 6, 5, 4]
    assert frame.select(pl.sum_horizontal("first", "second", "third")).to_series().to_list() == frame["total"].to_list()
    assert frame["step_text"].to_list()[:2] == ["↓ 75%", "↓ 67%"]
    assert frame["step_text"].to_list()[-1].endswith("won")


def test_the_waterfall_ends_where_its_changes_lead(database, reader):
    frame = drawn(database, reader, "pipeline_changes", charts.Waterfall(), None)
    ending, before = frame.row(-1, named=True), frame.row(-2, named=True)
    assert ending["kind"] == "total"
    assert before["end"] == pytest.approx(ending["end"])
    assert frame["amount_text"].to_list()[1].startswith("+")


def test_a_thin_sample_is_hollow_says_n_and_carries_its_interval(database, reader):
    frame = drawn(database, reader, "rep_efficiency", charts.RankedBars("rep", "win_rate"), None)
    row = frame.row(0, named=True)
    assert row["is_thin"]
    assert row["sample_text"].startswith("n=")
    assert row["low"] <= row["value"] <= row["high"]


def test_the_unassigned_stand_last_whatever_their_value(reader):
    rows = pl.DataFrame({"region": [None, "A", "B"], "won_amount": [9.0, 1.0, 2.0]})
    frame = charts.RankedBars("region", "won_amount").frame("region_performance", rows, None, reader)
    assert frame["name"].to_list() == ["B", "A", "(not set)"]


def test_the_smallest_stands_first_where_less_is_better(reader):
    rows = pl.DataFrame({"rep": ["A", "B"], "dwell_index": [1.4, 0.7]})
    frame = charts.RankedBars("rep", "dwell_index", better="lower").frame("rep_efficiency", rows, None, reader)
    assert frame["name"].to_list() == ["B", "A"]


def test_the_running_month_is_a_hollow_point_named_to_date(reader):
    months = [dt.date(2026, 1, 1), dt.date(2026, 2, 1), dt.date(2026, 3, 1)]
    rows = pl.DataFrame({"month": months, "won_amount": [3.0, 2.0, None], "target_amount": [4.0, 4.0, 4.0]})
    early = dataclasses.replace(reader, scope=Scope(as_of=dt.date(2026, 2, 10)))
    frame = charts.TrendLine("won_amount", target="target_amount").frame("results_over_time", rows, None, early)
    actual = frame.filter(pl.col("series") == "actual")
    assert actual["is_partial"].to_list() == [False, True]
    assert actual["end_text"].to_list()[-1].endswith("to date")
    # Beside what the running month needs, a later month's target would read as this one's.
    assert frame.filter(pl.col("series") == "target")["end_text"].to_list()[-1] == "Target"


def test_a_line_that_ends_in_a_later_month_is_named_without_the_value_there(reader):
    months = [dt.date(2026, 2, 1), dt.date(2026, 12, 1)]
    rows = pl.DataFrame({"month": months, "won_amount": [2.0, None], "target_amount": [4.0, 9.0]})
    frame = charts.TrendLine("won_amount", target="target_amount").frame("results_over_time", rows, None, reader)
    assert frame.filter(pl.col("series") == "target")["end_text"].to_list() == ["", "Target"]


def test_every_name_of_an_axis_is_drawn_and_long_ones_get_the_room_of_two_lines(reader):
    def drawn_of(names):
        rows = pl.DataFrame({"region": names, "won_amount": [2.0] * len(names)})
        form = charts.RankedBars("region", "won_amount")
        return form.specification(form.frame("region_performance", rows, None, reader), Look())

    short, long = drawn_of(["A", "B"]), drawn_of(["A", "Nordic roadshow for large customers"])
    assert long["height"] > short["height"]
    axis = next(layer["encoding"]["y"]["axis"] for layer in long["layer"] if "axis" in layer["encoding"].get("y", {}))
    assert axis["labelOverlap"] is False


def test_a_thin_cell_is_dashed_as_its_key_says():
    cell = charts.Matrix("resolved_conversion").specification(pl.DataFrame({"row": ["A"], "column": ["S1"]}), Look())[
        "layer"
    ][0]
    assert cell["mark"]["strokeDash"] == [3, 2]


def test_the_last_day_of_a_running_month_is_named_under_its_point(database, reader):
    rows = database.read("funnel_over_time", Scope(as_of=dt.date(2026, 2, 10)))
    frame = charts.StageLines("amount").frame("funnel_over_time", rows, None, reader)
    assert frame.filter(pl.col("end_day") != "")["end_day"].to_list() == ["10 Feb"]


def test_a_stage_that_has_emptied_is_named_as_well(database, reader):
    rows = database.read("funnel_over_time")
    stage, last = rows["stage"][0], rows["on_date"].max()
    left = rows.filter((pl.col("stage") != stage) | (pl.col("on_date") < last))
    frame = charts.StageLines("amount").frame("funnel_over_time", left, None, reader)
    ended = frame.filter((pl.col("stage") == stage) & (pl.col("end_text") != ""))
    assert ended.select("value_text", "link").rows() == [("¥0", None)]


def test_every_stage_with_waiting_deals_says_how_long_they_wait(database, reader):
    frame = drawn(database, reader, "stage_dwell", charts.IntervalDots(), "funnel_width")
    waiting = frame.filter(pl.col("open_days").is_not_null())
    assert waiting.height > 0
    assert all(words.startswith("now ") for words in waiting["open_text"])
    drawn_fields = [
        layer["encoding"]["text"]["field"]
        for layer in charts.IntervalDots().specification(frame, Look())["layer"]
        if "text" in layer["encoding"]
    ]
    assert drawn_fields.count("open_text") == 2


def test_labels_at_the_ends_of_lines_keep_apart(reader):
    months = [dt.date(2025, 11, 1), dt.date(2025, 12, 1)]
    rows = pl.DataFrame({"month": months, "won_amount": [100.0, 100.0], "target_amount": [100.0, 100.5]})
    frame = charts.TrendLine("won_amount", target="target_amount").frame("results_over_time", rows, None, reader)
    ends = frame.filter(pl.col("end_text") != "")["end_y"].sort().to_list()
    assert ends[1] - ends[0] >= 100 * 17 / 230


def test_changes_of_nothing_are_left_out_of_the_movers(reader):
    rows = pl.DataFrame(
        {
            "dimension": ["region", "region", "rep", "channel"],
            "name": ["A", "B", "C", "D"],
            "measure": ["won_amount"] * 4,
            "value": [5.0, 1.0, 2.0, 9.0],
            "previous_value": [1.0, 1.0, 6.0, 1.0],
            "change": [4.0, 0.0, -4.0, 8.0],
        }
    )
    frame = charts.ChangeBars().frame("movers", rows, None, reader)
    assert frame["name"].to_list() == ["A", "C"]
    assert [words[0] for words in frame["change_text"]] == ["+", "−"]


def test_a_trend_leaves_out_steps_without_a_value():
    drawn = unquote(charts.spark([1.0, None, 3.0, 2.0], [None] * 4, Look(mode="dark")))
    assert re.findall(r'points="(.*?)"', drawn) == ["5.0,43.0 73.0,5.0 107.0,24.0"]
    # Its last point is the last value, and nothing is dashed where there is no target.
    assert 'cx="107.0" cy="24.0"' in drawn
    assert palette(Look(mode="dark"))["open"] in drawn
    assert "dasharray" not in drawn
    assert charts.spark([None, 1.0], [None, None], Look()) == ""


def test_a_trend_has_its_target_as_a_dashed_line_on_the_same_scale():
    drawn = unquote(charts.spark([0.0, 2.0], [4.0, 4.0], Look()))
    assert re.findall(r'points="(.*?)"', drawn) == ["5.0,5.0 107.0,5.0", "5.0,43.0 107.0,24.0"]
    assert drawn.count("dasharray") == 1
    flat = unquote(charts.spark([3.0, 3.0], [None, None], Look()))
    assert re.findall(r'points="(.*?)"', flat) == ["5.0,24.0 107.0,24.0"]


def test_stages_keep_their_stalled_deals_as_a_part(database, reader):
    rows = selections.with_moving_deals(database.read("funnel_width"), reader)
    form = charts.StageBars("deals", (("moving_deals", "open"), ("stalled_deals", "stalled")))
    frame = form.frame("funnel_width", rows, None, reader)
    assert (frame["first"] + frame["second"]).to_list() == frame["total"].to_list()
    valid(form.specification(frame, Look()))


def test_what_is_beyond_its_cycle_is_drawn_beside_the_effective_part_and_both_are_said(reader):
    whole = {"open_amount": [300.0, 50.0, None], "effective_open_amount": [120.0, 50.0, None]}
    rows = selections.with_beyond_cycle(pl.DataFrame({"region": ["A", "B", "C"]} | whole), reader)
    form = charts.PartBars("region", (("effective_open_amount", "open"), ("beyond_amount", "pending")), is_share=True)
    found = form.frame("region_performance", rows, None, reader)
    assert found["total_text"].to_list() == ["¥120 / ¥300", "¥50"]
    assert found.select("first_text", "second_text").rows() == [("¥120", "¥180"), ("¥50", "¥0")]
    stages = {"stage": ["S"], "stage_order": [1], "deals": [3], "effective_deals": [1], "amount": [300.0]}
    rows = selections.with_beyond_cycle(pl.DataFrame(stages | {"effective_open_amount": [120.0]}), reader)
    standing = (("effective_deals", "open"), ("beyond_deals", "pending"))
    found = charts.StageBars("deals", standing, money="amount").frame("funnel_width", rows, None, reader)
    assert found.select("first", "second", "money", "money_part", "money_text").row(0) == (
        1,
        2,
        300,
        120,
        "¥120 / ¥300",
    )
