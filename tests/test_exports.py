"""A slice leaves the house with exact values, and no text in it that a spreadsheet would run."""

import datetime as dt
import io
import json
import zipfile
from decimal import Decimal

import fastexcel
import polars as pl
import pytest

from dashboard import exports

DANGEROUS = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"]
FRAME = pl.DataFrame(
    {
        "name": ["=cmd|' /c calc'!A0", "上海, 北京", 'a "b"', None],
        "amount": [Decimal("-1.50"), Decimal("2.00"), None, Decimal("4.25")],
        "deals": [-1, 2, 3, None],
        "rate": [0.5, -0.25, None, 1.0],
        "closed_date": [dt.date(2026, 1, 31), None, None, dt.date(2025, 12, 1)],
        "is_open": [True, False, None, True],
    }
)


@pytest.mark.parametrize("text", DANGEROUS)
def test_formula_like_text_gets_an_apostrophe(text):
    assert exports.neutralised(pl.DataFrame({"a": [text]}))["a"].to_list() == ["'" + text]


@pytest.mark.parametrize("text", ["a=1", "1-1", "", "mail@x", " =1", "'=1", "华东－上海"])
def test_other_text_stays_as_it_is(text):
    assert exports.neutralised(pl.DataFrame({"a": [text]}))["a"].to_list() == [text]


def test_csv_holds_exact_numbers_iso_days_and_nothing_for_null():
    assert exports.as_csv(FRAME, bom=False).decode().splitlines() == [
        "name,amount,deals,rate,closed_date,is_open",
        "'=cmd|' /c calc'!A0,-1.50,-1,0.5,2026-01-31,true",
        '"上海, 北京",2.00,2,-0.25,,false',
        '"a ""b""",,3,,,',
        ",4.25,,1.0,2025-12-01,true",
    ]


def test_a_csv_file_begins_with_a_bom():
    assert exports.as_csv(FRAME) == b"\xef\xbb\xbf" + exports.as_csv(FRAME, bom=False)


def test_a_header_that_looks_like_a_formula_gets_an_apostrophe_too():
    frame = pl.DataFrame({"=1+1": ["a"], "@x": [-1], "a=1": [2]})
    assert exports.as_csv(frame, bom=False).decode().splitlines() == ["'=1+1,'@x,a=1", "a,-1,2"]


def test_excel_keeps_text_as_text_numbers_as_numbers_and_days_as_days():
    data = exports.as_xlsx(FRAME)
    sheet = fastexcel.read_excel(data).load_sheet(0).to_polars()
    assert sheet.columns == FRAME.columns
    assert sheet["name"].to_list() == FRAME["name"].to_list()
    assert sheet["amount"].to_list() == [-1.5, 2, None, 4.25]
    assert sheet["is_open"].to_list() == FRAME["is_open"].to_list()
    assert sheet["closed_date"].cast(pl.Date).to_list() == FRAME["closed_date"].to_list()
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
        assert b'quotePrefix="1"' in book.read("xl/styles.xml")


def test_parquet_comes_back_as_it_went():
    assert pl.read_parquet(exports.as_parquet(FRAME)).equals(FRAME)


def test_json_has_one_object_per_row():
    rows = json.loads(exports.as_json(FRAME))
    assert rows[0] == {
        "name": "=cmd|' /c calc'!A0",
        "amount": -1.5,
        "deals": -1,
        "rate": 0.5,
        "closed_date": "2026-01-31",
        "is_open": True,
    }
    assert rows[2]["amount"] is None


@pytest.mark.parametrize("form", exports.WRITERS)
def test_an_empty_slice_still_has_its_header(form):
    data = exports.as_bytes(FRAME.clear(), form)
    read = {
        "csv": lambda: data.decode("utf-8-sig").strip().split(","),
        "xlsx": lambda: fastexcel.read_excel(data).load_sheet(0).to_polars().columns,
        "parquet": lambda: pl.read_parquet(data).columns,
        "json": lambda: FRAME.columns + json.loads(data),
    }
    assert read[form]() == FRAME.columns


def test_more_rows_than_excel_holds_are_refused_with_the_way_out():
    with pytest.raises(exports.ExportError, match="take csv or parquet"):
        exports.as_xlsx(pl.DataFrame({"n": range(1_048_576)}))
