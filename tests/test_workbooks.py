"""What workbooks hide: errors in cells, hidden sheets, blank rows above the header."""

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from tests.filled import fill


def written(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("deals")
        sheet.set_row(1, None, book.add_format({"bold": True}))
        sheet.write_row(3, 2, ["deal_id", "name", "amount"])
        sheet.write_row(4, 2, ["D1", "Pumps", 5])
        sheet.write_row(5, 2, ["D2", "#N/A as text"])
        sheet.write_formula(5, 4, "=1/0", None, "#DIV/0!")
        sheet.write_row(6, 2, ["D3", None, "many"])
        sheet.write_formula(6, 3, "=NA()", None, "#N/A")
        for name in ("archive", "draft"):
            book.add_worksheet(name).write_row(0, 0, ["deal_id", "name"])
        book.get_worksheet_by_name("archive").hide()
        book.get_worksheet_by_name("draft").very_hidden()
    return path


def test_error_cells_and_hidden_sheets_are_told(tmp_path):
    filled = fill([written(tmp_path / "crm.xlsx")])
    assert filled.rows("select deal_id, name, amount from deals order by 1") == [
        ("D1", "Pumps", 5),
        ("D2", "#N/A as text", None),
    ]
    assert filled.file("crm.xlsx").note == (
        "2 cells hold an error and are read as empty: E6 #DIV/0!, D7 #N/A. Hidden sheets were left out: archive, draft."
    )


def test_lines_are_rows_of_the_sheet_even_below_blank_ones(tmp_path):
    filled = fill([written(tmp_path / "crm.xlsx")])
    assert [(each.line, each.column, each.value) for each in filled.refused] == [(7, "amount", "many")]


@pytest.mark.parametrize("is_1904", [False, True])
def test_days_are_the_same_in_both_epochs(tmp_path, is_1904):
    with xlsxwriter.Workbook(tmp_path / "deals.xlsx", {"date_1904": is_1904}) as book:
        sheet = book.add_worksheet("deals")
        sheet.write_row(0, 0, ["deal_id", "created_at"])
        sheet.write_string(1, 0, "D1")
        sheet.write_datetime(1, 1, dt.datetime(2026, 1, 5, 10, 30), book.add_format({"num_format": "d/m/yy hh:mm"}))
    assert fill([tmp_path / "deals.xlsx"]).column("select created_at from deals") == [dt.datetime(2026, 1, 5, 10, 30)]


def test_a_title_over_merged_cells_is_passed_over_and_a_total_is_no_deal(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "deals.xlsx") as book:
        sheet = book.add_worksheet("deals")
        sheet.merge_range(0, 0, 0, 2, "Open deals")
        sheet.write_row(2, 0, ["deal_id", "name", "amount"])
        sheet.write_row(3, 0, ["D1", "Pumps", 5])
        sheet.write_row(4, 0, ["Total", None, 5])
    filled = fill([tmp_path / "deals.xlsx"])
    assert filled.rows("select deal_id, amount from deals") == [("D1", 5)]
    assert [(each.line, each.value, each.reason) for each in filled.refused] == [(5, "Total", "is a total, not a row")]
