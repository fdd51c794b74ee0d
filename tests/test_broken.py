"""Every file of sample_data/broken has one fault, and says exactly which."""

from pathlib import Path

import pytest

from dashboard.importing.problems import ImportProblem
from tests.filled import fill

BROKEN = Path(__file__).parent.parent / "sample_data" / "broken"
WHOLE = BROKEN / "whole.csv"
NO_DEALS = (
    "Deals come in a file deals.csv with a column deal_id, in an export of a known CRM or in a file described under "
    "[[mapping]] in funnel.toml."
)

IMPOSSIBLE = {
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

# line, header, value and reason of the one refused row
REFUSED = {
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
NEEDS_DEALS = ("history_without_day.csv", "target_without_amount.csv")


def test_every_broken_file_has_its_message():
    files = {str(path.relative_to(BROKEN)) for path in BROKEN.rglob("*") if path.is_file()}
    assert files == {*IMPOSSIBLE, *REFUSED, WHOLE.name}


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


def test_the_file_without_a_fault_is_accepted_whole():
    filled = fill([WHOLE])
    assert filled.refused == []
    assert filled.report.rows_accepted == 3


def test_all_impossible_files_of_an_import_are_named_at_once():
    with pytest.raises(ImportProblem) as raised:
        fill([BROKEN / "empty.csv", WHOLE, BROKEN / "picture.csv"])
    assert raised.value.messages == [IMPOSSIBLE["empty.csv"], IMPOSSIBLE["picture.csv"]]
