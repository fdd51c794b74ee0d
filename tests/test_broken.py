"""Every file of sample_data/broken has one fault, and says exactly which."""

import re
from pathlib import Path

import pytest

from dashboard import import_words
from dashboard.importing.problems import ImportProblem
from dashboard.reader import Look, Reader
from tests.filled import fill

BROKEN = Path(__file__).parent.parent / "sample_data" / "broken"
WHOLE = BROKEN / "whole.csv"
NO_DEALS = (
    "Deals come in a file deals.csv with a column deal_id, in an export of a known CRM or in a file described under "
    "[[mapping]] in funnel.toml."
)

GROWS = (
    "grows to more than 200 times its size when it is unpacked, which exports do not (limits.archive_ratio in "
    "funnel.toml)."
)
NO_BOOK = "cannot be read as a workbook; it is damaged or none."

IMPOSSIBLE = {
    "archive_of_an_archive.csv.gz": (
        "archive_of_an_archive.csv.gz is an archive inside an archive; unpack it and import what is inside."
    ),
    "archive_that_grows.zip": f"archive_that_grows.zip/deals.csv {GROWS}",
    "cyrillic_encoding.csv": (
        'cyrillic_encoding.csv is neither UTF-8 nor GB18030 text; line 2 has "Íàñîñû" as cp1252 or "侲勷嬾" as big5 or '
        '"Насосы" as cp1251 or "袜耦覃" as gb18030. Try an encoding with --dry-run --encoding cp1252 and keep it in '
        'funnel.toml: [[mapping]] file = "cyrillic_encoding.csv" encoding = "cp1252"; or save the file as UTF-8 (in '
        'Excel: "CSV UTF-8").'
    ),
    "empty_workbook.xlsx": "empty_workbook.xlsx is empty.",
    "far_cell.xlsx": (
        'far_cell.xlsx: the sheet "deals" reaches over 1,048,576 rows and 16,384 columns, more cells than '
        "limits.sheet_cells in funnel.toml allows (50,000,000); delete what stands far from the table."
    ),
    "header_only.xlsx": "header_only.xlsx has a header but no rows.",
    "japanese_encoding.csv": (
        'japanese_encoding.csv is neither UTF-8 nor GB18030 text; line 2 has "株式会社テスト" as shift_jis or '
        '"姅幃夛幮僥僗僩" as gb18030. Try an encoding with --dry-run --encoding shift_jis and keep it in funnel.toml: '
        '[[mapping]] file = "japanese_encoding.csv" encoding = "shift_jis"; or save the file as UTF-8 (in Excel: '
        '"CSV UTF-8").'
    ),
    "locked_workbook.xlsx": (
        "locked_workbook.xlsx is locked with a password; open it, save it without one and import that."
    ),
    "no_row_readable.csv": (
        "No row of no_row_readable.csv could be read. The first: line 2, amount 'some' is not an amount."
    ),
    "no_rows.parquet": "no_rows.parquet has a header but no rows.",
    "numbers_in_a_list.json": (
        "No deals were found in numbers_in_a_list.json. The columns of numbers_in_a_list.json are: [1, 2, 3]. "
        f"{NO_DEALS}"
    ),
    "only_hidden_sheets.xlsx": (
        "only_hidden_sheets.xlsx has nothing on its visible sheets; hidden ones are not read: deals."
    ),
    "printed.csv": "printed.csv is a PDF, which shows a table but holds none; export it as CSV or Excel.",
    "spreadsheet_in_xml.xls": (
        "spreadsheet_in_xml.xls is XML, whatever its suffix says; open it in Excel, save it as a workbook (.xlsx) or "
        "CSV and import that."
    ),
    "text_document.xlsx": f"text_document.xlsx {NO_BOOK}",
    "too_many_columns.csv": (
        "too_many_columns.csv has 2,001 columns, more than limits.columns in funnel.toml allows (2,000)."
    ),
    "torn.parquet": "torn.parquet cannot be read as Parquet; it is damaged or none.",
    "torn_sheet.xlsx": f"torn_sheet.xlsx {NO_BOOK}",
    "utf16_torn.csv": (
        "utf16_torn.csv is not utf-16 text: line 4 holds 0a, which is no character there. Ask for another encoding, or "
        'save the file as UTF-8 (in Excel: "CSV UTF-8").'
    ),
    "workbook_that_grows.xlsx": f"workbook_that_grows.xlsx {GROWS}",
    "archive_in_archive.zip": (
        "archive_in_archive.zip/deals.zip is an archive inside an archive; unpack it and import what is inside."
    ),
    "archive_locked.zip": (
        "archive_locked.zip/deals.csv is locked with a password; unpack it and import what is inside."
    ),
    "archive_of_another_make.csv": (
        "archive_of_another_make.csv is a 7-Zip archive, of which only ZIP and GZIP are read; unpack it."
    ),
    "archive_torn.csv.gz": "archive_torn.csv.gz cannot be unpacked; it is damaged or incomplete.",
    "archive_torn.zip": "archive_torn.zip/deals.csv cannot be unpacked; it is damaged or incomplete.",
    "archive_without_export.zip": "archive_without_export.zip holds no CSV, Excel, Parquet or JSON file.",
    "day_and_month_first.csv": (
        "day_and_month_first.csv has dates in more than one order; say which in funnel.toml: [[mapping]] "
        'file = "day_and_month_first.csv" date_order = "ymd" (year first) or "dmy" (day first) or "mdy" (month first).'
    ),
    "day_or_month_first.csv": (
        'day_or_month_first.csv does not tell how to read "03/11/2025" in created_at; say which in funnel.toml: '
        '[[mapping]] file = "day_or_month_first.csv" date_order = "dmy" (day first) or "mdy" (month first).'
    ),
    "empty.csv": "empty.csv is empty.",
    "header_only.csv": "header_only.csv has a header but no rows.",
    "no_deal_id/deals.csv": (
        "deals.csv was read as deals but has no column for deal_id. Its columns are: name, stage, amount, created_at, "
        "expected_close_date, closed_at, outcome, modified_at."
    ),
    "not_parquet.parquet": "not_parquet.parquet cannot be read as Parquet; it is damaged or none.",
    "picture.csv": "picture.csv is not a text file; exports are CSV, Excel, Parquet or JSON files.",
    "point_or_thousands.csv": (
        'point_or_thousands.csv does not tell whether "1.200" in amount has decimals or groups thousands; say so in '
        'funnel.toml: [[mapping]] file = "point_or_thousands.csv" decimal_mark = "." or ",".'
    ),
    "records_in_arrays.json": "records_in_arrays.json is a list, but not of objects: line 1 has '['.",
    "records_of_one_object.json": (
        "records_of_one_object.json is one JSON object; records are read one per line or in a list."
    ),
    "records_torn.json": "records_torn.json ends on line 3 before its list does; it is incomplete.",
    "records_with_a_fault.json": ("records_with_a_fault.json cannot be read as JSON from line 2 on; it is damaged."),
    "shopping_list.csv": (
        f"No deals were found in shopping_list.csv. The columns of shopping_list.csv are: item, shop, price. {NO_DEALS}"
    ),
    "torn_workbook.xlsx": "torn_workbook.xlsx cannot be read as a workbook; it is damaged or none.",
    "two_bars.csv": (
        'two_bars.csv separates its columns by "||"; only single characters can be read. Export it with a comma, '
        "semicolon or tab."
    ),
    "web_page.xls": (
        "web_page.xls is a web page, whatever its suffix says; open it in Excel, save it as a workbook (.xlsx) or CSV "
        "and import that."
    ),
    "traditional_chinese.csv": (
        'traditional_chinese.csv is neither UTF-8 nor GB18030 text; line 2 has "台北捷運號誌" as big5. Try an encoding '
        "with --dry-run --encoding big5 and keep it in funnel.toml: [[mapping]] "
        'file = "traditional_chinese.csv" encoding = "big5"; or save the file as UTF-8 (in Excel: "CSV UTF-8").'
    ),
    "utf16_without_mark.csv": (
        "utf16_without_mark.csv is UTF-16 text without its mark. Try an encoding with --dry-run --encoding utf-16-le "
        'and keep it in funnel.toml: [[mapping]] file = "utf16_without_mark.csv" encoding = "utf-16-le"; or save the '
        'file as UTF-8 (in Excel: "CSV UTF-8").'
    ),
    "western_encoding.csv": (
        'western_encoding.csv is neither UTF-8 nor GB18030 text; line 4 has "Café" as cp1252 or "Cafй" as cp1251. Try '
        "an encoding with --dry-run --encoding cp1252 and keep it in funnel.toml: [[mapping]] "
        'file = "western_encoding.csv" encoding = "cp1252"; or save the file as UTF-8 (in Excel: "CSV UTF-8").'
    ),
}

LOST_DIGITS = "is a number of which a spreadsheet kept only the first 15 digits"

# line, header, value and reason of the one refused row
REFUSED = {
    "amount_too_large.csv": (3, "amount", "12345678901234567890", "is too large for an amount"),
    "amount_with_two_commas.csv": (3, "amount", "8,00,5", "is not an amount"),
    "cell_of_a_million_letters.csv.gz": (
        3,
        "name",
        f"{'x' * 100}…",
        "has more than 1,000,000 characters (limits.cell_characters in funnel.toml)",
    ),
    "day_missing_year.csv": (3, "expected_close_date", "30 April", "is not a date"),
    "exchange_rate_in_words.csv": (3, "rate", "about 8", "is not a number"),
    "exchange_rate_without_currency.csv": (3, "currency", None, "is missing"),
    "header_again.csv": (3, None, "deal_id", "repeats the header"),
    "heading_between_rows.xlsx": (3, None, "Region East", "is a heading over merged cells, not a row"),
    "history_without_deal.csv": (3, "deal_id", None, "is missing"),
    "id_stored_as_number.xlsx": (3, "deal_id", "1.23456789012346E+18", LOST_DIGITS),
    "id_that_lost_digits.csv": (3, "deal_id", "1.23456789012346E+17", LOST_DIGITS),
    "month_of_13.csv": (3, "created_at", "2026-13-12", "is a day that no calendar has"),
    "note_below.csv": (
        6,
        None,
        "Confidential Information - Do Not Distribute",
        "is a note below the table, not a row",
    ),
    "probability_below_0.csv": (3, "probability", "-5", "is not between 0 and 100 %"),
    "probability_in_words.csv": (3, "probability", "likely", "is not a number"),
    "quantity_in_words.csv": (3, "quantity", "a few", "is not a number"),
    "rep_twice.csv": (2, "rep_id", "R1", "line 4 has the same key and comes later"),
    "share_in_words.csv": (3, "share", "the rest", "is not a number"),
    "time_of_no_clock.csv": (3, "modified_at", "2026-01-20 25:61", "has a time that no clock shows"),
    "total_in_chinese.csv": (5, "name", "合计：", "is a total, not a row"),
    "total_with_count.csv": (5, "deal_id", "Grand Total (3 records)", "is a total, not a row"),
    "two_amounts.csv": (3, "amount", "800 / 900", "is not an amount"),
    "year_of_1825.csv": (3, "created_at", "1825-01-12", "is not a date between 1900 and 2199"),
    "amount_in_words.csv": (4, "amount", "about 450", "is not an amount"),
    "day_in_words.csv": (4, "expected_close_date", "end of January", "is not a date"),
    "deleted_perhaps.csv": (3, "is_deleted", "perhaps", "is neither yes nor no"),
    "history_without_day.csv": (3, "changed_at", None, "is missing"),
    "impossible_day.csv": (4, "closed_at", "2026-02-30", "is a day that no calendar has"),
    "line_break_in_a_fault.csv": (5, "amount", "450 or so", "is not an amount"),
    "no_id_in_a_row.csv": (3, "deal_id", None, "is missing"),
    "outcome_unheard_of.csv": (
        3,
        "outcome",
        "sleeping",
        "is none of open, won, lost; say under [[mapping]] values what it means",
    ),
    "probability_of_140.csv": (3, "probability", "140", "is not between 0 and 100 %"),
    "record_of_another_kind.jsonl": (3, None, None, "the line is not a JSON object"),
    "record_torn.jsonl": (2, None, None, "the line is not valid JSON"),
    "same_id_older_row.csv": (5, "deal_id", "B2", "line 3 has the same key and was modified later"),
    "same_id_other_row.csv": (3, "deal_id", "B2", "line 5 has the same key and comes later"),
    "same_row_twice.csv": (3, "deal_id", "B2", "same as line 5"),
    "spreadsheet_days.csv": (4, "created_at", "45964", "is a spreadsheet's day number, not a date"),
    "target_without_amount.csv": (3, "amount", None, "is missing"),
    "text_after_quote.csv": (3, None, None, "a quotation mark is not closed, or text follows it"),
    "too_few_cells.csv": (3, None, None, "the row has fewer cells than the header"),
    "too_many_cells.csv": (3, None, None, "the row has more cells than the header"),
    "total_line.csv": (5, "deal_id", "Total", "is a total, not a row"),
}
NEEDS_DEALS = (
    "exchange_rate_in_words.csv",
    "exchange_rate_without_currency.csv",
    "history_without_day.csv",
    "history_without_deal.csv",
    "quantity_in_words.csv",
    "rep_twice.csv",
    "share_in_words.csv",
    "target_without_amount.csv",
)

# what the report says of a file that is accepted whole
TOLD = {
    "error_cells.xlsx": "2 cells hold an error and are read as empty: D3 #DIV/0!, B4 #N/A.",
    "hidden_rows.xlsx": ("Hidden rows are read like the others: 1. Hidden columns are read like the others: D:E."),
    "hidden_sheet.xlsx": "Hidden sheets were left out: deals of 2024.",
    "sheet_of_notes.xlsx/read me": "no table recognised its columns; it was left out",
    "words_for_nothing.csv": 'Read as empty in amount: "TBD". Read as empty in closed_at: "N/A".',
}


def test_every_broken_file_has_its_message():
    files = {str(path.relative_to(BROKEN)) for path in BROKEN.rglob("*") if path.is_file()}
    assert files == {*IMPOSSIBLE, *REFUSED, *(name.split("/")[0] for name in TOLD), WHOLE.name}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_a_file_that_cannot_be_imported_says_why_in_one_message(name):
    with pytest.raises(ImportProblem) as raised:
        fill([BROKEN / name])
    assert raised.value.messages == [IMPOSSIBLE[name]]


@pytest.mark.parametrize("name", REFUSED)
def test_the_row_at_fault_is_refused_with_line_column_value_and_reason(name):
    filled = fill([WHOLE, BROKEN / name] if name in NEEDS_DEALS else [BROKEN / name])
    assert [(each.line, each.column, each.value, each.reason) for each in filled.refused] == [REFUSED[name]]
    file = filled.file(name)
    assert file.rows_refused == 1
    assert file.rows_read == file.rows_accepted + 1
    assert filled.rows("select file, line, reason from refused_rows") == [(name, REFUSED[name][0], REFUSED[name][3])]


def test_what_is_odd_about_a_file_is_told_and_its_rows_are_kept():
    for name, note in TOLD.items():
        filled = fill([BROKEN / name.split("/")[0]])
        assert filled.file(name).note == note
        assert filled.report.rows_accepted == 3
        assert filled.refused == []


def test_the_file_without_a_fault_is_accepted_whole():
    filled = fill([WHOLE])
    assert filled.refused == []
    assert filled.report.rows_accepted == 3


def test_all_impossible_files_of_an_import_are_named_at_once():
    with pytest.raises(ImportProblem) as raised:
        fill([BROKEN / "empty.csv", WHOLE, BROKEN / "picture.csv"])
    assert raised.value.messages == [IMPOSSIBLE["empty.csv"], IMPOSSIBLE["picture.csv"]]


@pytest.mark.parametrize("message", [*IMPOSSIBLE.values(), *(each[3] for each in REFUSED.values()), *TOLD.values()])
def test_every_message_is_said_in_chinese_too(message):
    english, chinese = import_words.told(message, Reader()), import_words.told(message, Reader(Look("zh")))
    assert english != chinese
    assert re.search("[\u4e00-\u9fff]", re.sub(r"[\"“][^\"”]*[\"”]", "", chinese))
    assert "{" not in english + chinese
