"""What a report is taken along as: its rows, its version, and a name that says view, scope and day."""

import dataclasses
import re
import shutil
import tomllib
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from dashboard import charts, deal_conditions, exports, provenance, selections
from dashboard.database import Database
from dashboard.reader import Look, Reader
from dashboard.scope import Scope
from dashboard.ui import downloads, session
from dashboard.ui.downloads import Slice, file_name


@pytest.fixture(scope="module")
def database(worked_example):
    with Database(worked_example.current()) as found:
        yield found


@pytest.fixture(scope="module")
def reader(database):
    return Reader(Look("zh"), Scope(regions=("North",)), database.facts())


def unnamed(dimension, value):
    return value


def test_a_file_is_named_after_view_scope_and_day(reader):
    assert (
        file_name(reader, Slice("deal_list", "deals"), "csv")
        == "deal_list_2026-01-01_2026-12-31_North_as-of-2026-03-31.csv"
    )
    chosen = dataclasses.replace(reader, scope=Scope(as_of="2026-02-01", regions=("华东 / 上海", "~")))
    assert file_name(chosen, Slice("kpis", "kpis"), "xlsx") == (
        "kpis_2026-01-01_2026-12-31_as-of-2026-02-01_华东-上海_not-set.xlsx"
    )


def test_two_slices_of_a_view_have_two_names(reader):
    won = Slice("rep_efficiency", "a", chart=charts.RankedBars("rep", "won_amount"))
    rate = Slice("rep_efficiency", "b", chart=charts.RankedBars("rep", "win_rate"))
    assert file_name(reader, won, "png") != file_name(reader, rate, "png")
    assert "won_amount" in file_name(reader, won, "png")
    names = {
        file_name(reader, Slice("deal_list", "x", where), "csv")
        for where in (None, {"is_open": True}, {"is_won_in_period": True}, {"stage": "Won/Lost"}, {"stage": None})
    }
    assert len(names) == 5
    assert all(re.fullmatch(r"[\w.-]+", name) for name in names)


def test_a_condition_is_said_in_words_in_names_and_files(reader):
    due = deal_conditions.NAMED["due"].on_the_day_of(reader)
    assert "_is_open_until-2026-03-31_" in file_name(reader, Slice("deal_list", "x", due), "csv")
    assert "_not-is_lost_" in file_name(reader, Slice("deal_list", "x", {"is_lost": [False, None]}), "csv")
    said = provenance.about(reader, "deal_list", pl.DataFrame(), version="v", where=due).facts
    assert (reader.label("deal_list", "expected_close_date"), "不晚于 2026年3月31日") in said


def test_a_hostile_filter_is_harmless_in_a_name(reader):
    for text in ("../../etc/passwd", "a\r\nb: c", 'x"; rm', "con", "🚀", "x" * 400):
        name = file_name(dataclasses.replace(reader, scope=Scope(regions=(text,))), Slice("kpis", "k"), "csv")
        assert re.fullmatch(r"[\w.-]+", name)
        assert len(name) < 150


def test_the_rows_of_a_file_are_those_of_the_page_in_its_order(worked_example, database, reader):
    path = str(worked_example.current())
    taken = Slice("deal_list", "deals.largest", {"is_open": True}, selections.largest_told)
    wanted = selections.largest_told(database.read("deal_list", reader.scope, where={"is_open": True}), reader)
    assert downloads._csv(path, reader, taken) == exports.as_csv(wanted)
    sheet = fastexcel.read_excel(downloads._xlsx(path, reader, taken, unnamed)).load_sheet(0).to_polars()
    assert sheet[reader.label("deal_list", "deal_id")].to_list() == wanted["deal_id"].to_list()


def test_an_excel_file_says_condition_finding_and_sql(worked_example, reader):
    taken = Slice("deal_list", "x", {"is_open": True}, None, "结论一", "说明 :blue[■] 在途")
    data = downloads._xlsx(str(worked_example.current()), reader, taken, unnamed)
    lines = fastexcel.read_excel(data).load_sheet(1, header_row=None, dtypes="string").to_polars().rows()
    said = {line[0]: line[1] for line in reversed(lines) if line[0]}
    assert said["结论"] == "结论一"
    assert said["内容"] == "说明 ■ 在途"
    assert said[reader.label("deal_list", "is_open")] == "是"
    assert "set variable regions = ['North']::text[];" in said
    assert 'where ("is_open" = true);' in said


def test_a_file_is_of_the_version_on_the_screen(worked_example, tmp_path, reader):
    shown = shutil.copy(worked_example.current(), tmp_path / "shown.duckdb")
    taken = Slice("funnel_width", "x")
    before = downloads._csv(str(shown), reader, taken)
    (tmp_path / "newer.duckdb").write_bytes(b"")
    assert downloads._csv(str(shown), reader, taken) == before
    book = fastexcel.read_excel(downloads._xlsx(str(shown), reader, taken, unnamed))
    said = [line[1] for line in book.load_sheet(1, header_row=None, dtypes="string").to_polars().rows()]
    assert "shown.duckdb" in said


def test_a_version_that_was_cleared_away_while_its_page_is_open_still_gives_its_files(worked_example, tmp_path, reader):
    cleared = tmp_path / "cleared.duckdb"
    shutil.copy(worked_example.current(), cleared)
    session.read_at(str(cleared), "kpis", reader.scope)
    cleared.unlink()
    taken = Slice("funnel_width", "w")
    assert downloads._csv(str(cleared), reader, taken) == downloads._csv(str(worked_example.current()), reader, taken)


def test_a_csv_has_a_bom_the_columns_of_the_view_and_no_formula(worked_example, database, reader):
    data = downloads._csv(str(worked_example.current()), reader, Slice("deal_list", "x"))
    assert data.startswith(b"\xef\xbb\xbf")
    frame = database.read("deal_list", reader.scope)
    assert data.decode("utf-8-sig").splitlines()[0].split(",") == frame.columns
    read = pl.read_csv(data, infer_schema=False)
    assert read["deal_id"].to_list() == frame["deal_id"].to_list()
    assert read["amount"].to_list() == [None if each is None else str(each) for each in frame["amount"]]


def test_the_built_in_export_of_tables_is_off_as_it_neutralises_nothing():
    config = tomllib.loads((Path(__file__).parent.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["client"]["disableDataExport"] is True
