"""What workbooks hide: errors in cells, hidden parts, merged cells, several tables on a sheet, old formats."""

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from dashboard.importing.problems import ImportProblem
from tests.filled import Filled, fill

OLD = Path(__file__).parent / "exports" / "old_books"


def written(path: Path, *sheets: Callable[[xlsxwriter.Workbook, Worksheet], None], **options: bool) -> Path:
    """A workbook whose sheets are filled by functions and named like them."""
    with xlsxwriter.Workbook(path, options) as book:
        for each in sheets:
            each(book, book.add_worksheet(each.__name__))
    return path


def cells(filled: Filled, columns: str = "deal_id, name, amount", table: str = "deals") -> list[tuple]:
    return filled.rows(f"select {columns} from {table} order by 1")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """A sheet as a person makes it: below a title, with errors, merged cells, notes, and hidden things."""

    def deals(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        day, hours = book.add_format({"num_format": "d/m/yy hh:mm"}), book.add_format({"num_format": "[h]:mm"})
        sheet.merge_range("C1:F2", "Open deals")
        sheet.write_row("C4", ["deal_id", "name", "amount", "account_id", "created_at", "worked", "at"])
        sheet.merge_range("C5:J5", "Region East")
        sheet.write_row("C6", ["D1", "Pumps", 5])
        sheet.merge_range("F6:F8", "Acme")
        sheet.write_datetime("G6", dt.datetime(2026, 1, 5, 10, 30), day)
        sheet.write_number("H6", 1.5, hours)
        sheet.write_number("I6", 0.75, book.add_format({"num_format": "hh:mm"}))
        sheet.write_row("C7", ["D2", "#N/A as text"])
        sheet.write_formula("E7", "=1/0", None, "#DIV/0!")
        sheet.write_row("C8", ["D3", None, "many"])
        sheet.write_formula("D8", "=NA()", None, "#N/A")
        sheet.write_row("C9", ["deal_id", "name", "amount", "account_id", "created_at", "worked", "at"])
        sheet.write_row("C10", ["D4", "Valves", 7])
        sheet.write_row("C11", [None, "Total:", 12])
        sheet.write_row("C13", ["Printed by Ann on Monday."])
        sheet.set_row(9, None, None, {"hidden": True})
        sheet.set_column("E:E", None, None, {"hidden": True})

    def archive(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_row("A1", ["deal_id", "name"])
        sheet.hide()

    def draft(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_row("A1", ["deal_id", "name"])
        sheet.very_hidden()

    def notes(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_column("A1", ["Amounts are without tax.", "Ask Ann."])

    return fill([written(tmp_path_factory.mktemp("book") / "crm.xlsx", deals, archive, draft, notes)])


def test_a_table_below_a_title_is_read_with_its_merged_cells(printed):
    assert cells(printed, "deal_id, name, amount, account_id, created_at") == [
        ("D1", "Pumps", 5, "Acme", dt.datetime(2026, 1, 5, 10, 30)),
        ("D2", "#N/A as text", None, "Acme", None),
        ("D4", "Valves", 7, None, None),
    ]


def test_durations_and_times_of_day_are_no_dates(printed):
    assert printed.column("select extra from deals where deal_id = 'D1'") == ['{"worked":"36:00:00","at":"18:00:00"}']


def test_what_is_no_row_of_a_sheet_is_refused_on_the_sheets_own_line(printed):
    assert [(each.line, each.column, each.value, each.reason) for each in printed.refused] == [
        (5, None, "Region East", "is a heading over merged cells, not a row"),
        (8, "amount", "many", "is not an amount"),
        (9, None, "deal_id", "repeats the header"),
        (11, "name", "Total:", "is a total, not a row"),
        (13, None, "Printed by Ann on Monday.", "is a note below the table, not a row"),
    ]


def test_errors_merged_and_hidden_cells_are_told(printed):
    assert printed.file("crm.xlsx/deals").note == (
        "2 cells hold an error and are read as empty: E7 #DIV/0!, D8 #N/A. Cells merged over several rows count for "
        "each of them. Hidden rows are read like the others: 1. Hidden columns are read like the others: E. Hidden "
        "sheets were left out: archive, draft. 1 blank rows were passed over."
    )


def test_a_sheet_of_notes_is_named(printed):
    assert printed.file("crm.xlsx/notes").note == "no table recognised its columns; it was left out"


@pytest.mark.parametrize("is_1904", [False, True])
def test_days_are_the_same_in_both_epochs(tmp_path, is_1904):
    def deals(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ["deal_id", "created_at", "closed_at"])
        sheet.write_string(1, 0, "D1")
        sheet.write_datetime(1, 1, dt.datetime(2026, 1, 5, 10, 30), book.add_format({"num_format": "d/m/yy hh:mm"}))
        # Without a format a day is a number, which means another day in either epoch.
        sheet.write_number(1, 2, 46_027.4375 - 1462 * is_1904)

    filled = fill([written(tmp_path / "deals.xlsx", deals, date_1904=is_1904)])
    assert filled.rows("select created_at, closed_at from deals") == [(dt.datetime(2026, 1, 5, 10, 30),) * 2]


def test_column_names_in_two_rows_are_put_together(tmp_path):
    def deals(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.merge_range("A1:A2", "deal_id")
        sheet.merge_range("B1:C1", "Dates")
        sheet.merge_range("D1:E1", "2025")
        sheet.merge_range("F1:G1", "2026")
        sheet.write_row("B2", ["created_at", "closed_at", "plan", "fact", "plan", "fact"])
        sheet.write_row("A3", ["D1", "2026-01-05", "2026-02-01", 1, 2, 3, 4])

    filled = fill([written(tmp_path / "deals.xlsx", deals)])
    assert filled.rows("select deal_id, created_at::date::text, extra from deals") == [
        ("D1", "2026-01-05", '{"2025 plan":"1","2025 fact":"2","2026 plan":"3","2026 fact":"4"}')
    ]


def test_tables_one_under_another_and_side_by_side_are_read_each(tmp_path):
    def all_of_it(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_row("B2", ["deal_id", "name", "amount"])
        sheet.write_row("B3", ["D1", "Pumps", 5])
        sheet.write_row("B5", ["D2", "Valves", 6])
        sheet.write_row("F2", ["rep_id", "name", "team"])
        sheet.write_row("F3", ["R1", "Ann", "North"])
        sheet.write_row("B7", ["The history of them"])
        sheet.write_row("B8", ["deal_id", "changed_at", "stage"])
        sheet.write_row("B9", ["D1", "2026-01-05", "S1"])
        sheet.write_row("B10", ["D1", "someday", "S2"])

    filled = fill([written(tmp_path / "crm.xlsx", all_of_it)])
    assert [(each.file, each.table, each.rows_accepted) for each in filled.report.files] == [
        ("crm.xlsx/all_of_it", "deals", 2),
        ("crm.xlsx/all_of_it, column F", "reps", 1),
        ("crm.xlsx/all_of_it, row 8", "deal_history", 1),
    ]
    assert cells(filled) == [("D1", "Pumps", 5), ("D2", "Valves", 6)]
    assert [(each.line, each.value) for each in filled.refused] == [(10, "someday")]


def test_a_blank_row_alone_parts_no_table(tmp_path):
    def deals(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        for row, texts in enumerate((["deal_id", "name", "note"], ["D1", "Pumps", "x"], [], ["Dx", "Valves", "y"])):
            sheet.write_row(row, 0, texts)

    assert cells(fill([written(tmp_path / "deals.xlsx", deals)]), "deal_id") == [("D1",), ("Dx",)]


def test_a_number_that_lost_its_last_digits_is_no_id(tmp_path):
    def deals(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ["deal_id", "amount"])
        sheet.write_row(1, 0, [123456789012345, 5])
        sheet.write_row(2, 0, [1234567890123456789, 6])
        sheet.write_string(3, 0, "1234567890123456789")

    filled = fill([written(tmp_path / "deals.xlsx", deals)])
    assert cells(filled, "deal_id") == [("123456789012345",), ("1234567890123456789",)]
    assert [(each.line, each.value, each.reason) for each in filled.refused] == [
        (3, "1.23456789012346E+18", "is a number of which a spreadsheet kept only the first 15 digits")
    ]


def test_a_cell_far_from_the_table_is_told_before_it_fills_the_memory(tmp_path):
    def deals(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ["deal_id", "amount"])
        sheet.write_row(1, 0, ["D1", 5])
        sheet.write_string(1_048_575, 16_383, "x")

    with pytest.raises(ImportProblem) as raised:
        fill([written(tmp_path / "deals.xlsx", deals)])
    assert raised.value.messages == [
        'deals.xlsx: the sheet "deals" reaches over 1,048,576 rows and 16,384 columns, more cells than '
        "limits.sheet_cells in funnel.toml allows (50,000,000); delete what stands far from the table."
    ]


def test_a_format_far_from_the_table_is_no_cell(tmp_path):
    def deals(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ["deal_id", "amount"])
        sheet.write_row(1, 0, ["D1", 5])
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

    assert cells(fill([written(tmp_path / "deals.xlsx", deals)]), "deal_id, amount") == [("D1", 5)]


@pytest.mark.parametrize("suffix", ["xls", "xlsb", "ods"])
def test_older_and_other_workbooks_are_read_with_their_errors_and_hidden_sheets(suffix):
    path = OLD / f"deals.{suffix}"
    filled = fill([path])
    assert cells(filled, "deal_id, name, amount, created_at::date::text") == [
        ("D1", "Pumps 泵", 1234.5, "2026-01-05"),
        ("D2", "Valves", None, "2026-01-06"),
    ]
    file = filled.report.files[0]
    assert file.note.startswith("1 cell holds an error and is read as empty: ")
    assert "#DIV/0!" in file.note
    assert "Hidden sheets were left out: archive." in file.note


def test_macros_and_formulas_are_never_run(tmp_path):
    def deals(book: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, ["deal_id", "name", "amount"])
        sheet.write_string(1, 0, "D1")
        sheet.write_formula(1, 1, '=WEBSERVICE("http://127.0.0.1:9/")', None, "kept")
        sheet.write_formula(1, 2, "=2+2", None, 5)

    path = written(tmp_path / "deals.xlsm", deals)
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    assert cells(fill([path])) == [("D1", "kept", 5)]
