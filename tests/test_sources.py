"""Files as tools write them: encodings, delimiters, line breaks, notes, sheets, Parquet."""

import datetime as dt

import polars as pl
import pytest

from dashboard.importing.problems import ImportProblem
from tests.filled import fill, fill_texts

DEALS = "deal_id,name,stage,amount,created_at\nD1,Büro für 杭州,S1,100,2026-01-05\nD2,Lager,S2,60,2026-01-08\n"
NAMES = ["Büro für 杭州", "Lager"]
CHINESE = (
    "deal_id,name,stage,amount,created_at\nD1,杭州西湖茶叶有限公司,目标,100,2026-01-05\nD2,北京,潜在,60,2026-01-08\n"
)


def names(filled) -> list[str]:
    return filled.column("select name from deals order by deal_id")


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("gb18030", "gb18030")],
)
def test_every_encoding_of_the_ladder_gives_the_same_text(tmp_path, encoding, told):
    filled = fill_texts(tmp_path, {"deals.csv": CHINESE.encode(encoding)})
    assert names(filled) == ["杭州西湖茶叶有限公司", "北京"]
    assert filled.file("deals.csv").encoding == told


def test_gb18030_is_read_across_the_borders_of_pieces(tmp_path):
    row = "D{0},杭州西湖茶叶有限公司第{0}号,目标,100,2026-01-05\n"
    text = "deal_id,name,stage,amount,created_at\n" + "".join(row.format(number) for number in range(120_000))
    filled = fill_texts(tmp_path, {"deals.csv": text.encode("gb18030")})
    assert filled.column("select count(*) from deals where name like '杭州西湖茶叶有限公司第%号'") == [120_000]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", "\x01", "\x1f", "¦", "§", "#", "，"])
def test_the_delimiter_is_told_by_the_header(tmp_path, delimiter):
    assert names(fill_texts(tmp_path, {"deals.csv": DEALS.replace(",", delimiter)})) == NAMES


def test_a_semicolon_file_may_hold_commas(tmp_path):
    text = "deal_id;name;stage;amount;created_at\nD1;Pumps, valves, pipes;S1;1.234,50;2026-01-05\n"
    filled = fill_texts(tmp_path, {"deals.csv": text})
    assert filled.rows("select name, amount::text from deals") == [("Pumps, valves, pipes", "1234.50")]


def test_a_rare_delimiter_is_not_looked_for_where_a_common_one_is(tmp_path):
    filled = fill_texts(tmp_path, {"deals.csv": "deal_id,Deal #,A # of # B\nD1,x,y\n"})
    assert filled.file("deals.csv").ignored == ("Deal #", "A # of # B")


def test_a_common_delimiter_in_a_text_does_not_displace_a_rare_one(tmp_path):
    text = 'deal_id^name^stage\nD1^"two\nlines"^S1\nD2^N^S1\nD3^pumps; valves^S1\n'
    assert names(fill_texts(tmp_path, {"deals.csv": text})) == ["two\nlines", "N", "pumps; valves"]


@pytest.mark.parametrize("delimiter", ["||", "~|~", "^|^", ";;", "|~|"])
def test_a_delimiter_of_several_characters_is_named(tmp_path, delimiter):
    with pytest.raises(ImportProblem) as raised:
        fill_texts(tmp_path, {"deals.csv": DEALS.replace(",", delimiter)})
    assert raised.value.messages == [
        f'deals.csv separates its columns by "{delimiter}"; only single characters can be read. Export it with a '
        "comma, semicolon or tab."
    ]


@pytest.mark.parametrize("header", ["deal_id,,note,,remark", "deal_id (x),amount (CNY),price (CNY)", "deal_id,-,-"])
def test_a_header_with_empty_cells_or_signs_has_a_delimiter_of_one_character(tmp_path, header):
    toml = f'[[mapping]]\nfile = "deals.csv"\ntable = "deals"\ncolumns = {{ deal_id = "{header.split(",")[0]}" }}'
    row = ",".join("D1" for _ in header.split(","))
    assert fill_texts(tmp_path, {"deals.csv": f"{header}\n{row}\n"}, toml).report.rows_accepted == 1


def test_excels_own_first_line_names_the_delimiter(tmp_path):
    assert names(fill_texts(tmp_path, {"deals.csv": "sep=;\n" + DEALS.replace(",", ";")})) == NAMES


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(tmp_path, end):
    assert names(fill_texts(tmp_path, {"deals.csv": DEALS.replace("\n", end)})) == NAMES


def test_line_ends_of_two_kinds_in_one_file_are_read(tmp_path):
    head, first, second = DEALS.splitlines()
    assert names(fill_texts(tmp_path, {"deals.csv": f"{head}\r\n{first}\n{second}\r\n"})) == NAMES


def test_a_last_line_without_an_end_is_read(tmp_path):
    assert names(fill_texts(tmp_path, {"deals.csv": DEALS.rstrip("\n")})) == NAMES


def test_quoted_line_breaks_stay_in_the_text(tmp_path):
    text = 'deal_id,name,stage,amount\nD1,"Two\nlines, ""quoted""",S1,5\nD2,"Three\r\nmore\r\nlines",S1,6\n'
    assert names(fill_texts(tmp_path, {"deals.csv": text})) == ['Two\nlines, "quoted"', "Three\r\nmore\r\nlines"]


def test_a_refused_row_is_found_on_the_line_it_begins_on(tmp_path):
    text = 'deal_id,name,amount\nD1,"a\nb\nc",5\n\nD2,x,six\nD3,y\nD4,"z\nz",seven\nD5,w,8\n'
    filled = fill_texts(tmp_path, {"deals.csv": text})
    assert [(each.line, each.value) for each in filled.refused] == [(6, "six"), (7, None), (8, "seven")]
    assert filled.column("select deal_id from deals order by 1") == ["D1", "D5"]


def test_lines_are_counted_past_broken_rows(tmp_path):
    rows = [
        f"D{number},x,{'y' if number % 3 == 0 else number}{',more' if number % 5 == 0 else ''}"
        for number in range(1, 31)
    ]
    filled = fill_texts(tmp_path, {"deals.csv": "deal_id,name,amount\n" + "\n".join(rows)})
    expected = [
        (number + 1, None if number % 5 == 0 else "y") for number in range(1, 31) if number % 3 == 0 or number % 5 == 0
    ]
    assert [(each.line, each.value) for each in filled.refused] == expected
    assert filled.report.rows_read == 30


def test_blank_rows_are_no_rows_and_are_told(tmp_path):
    filled = fill_texts(tmp_path, {"deals.csv": DEALS + ",,,,\n ,  ,,,\n"})
    file = filled.file("deals.csv")
    assert (file.rows_read, file.rows_accepted, file.rows_refused) == (2, 2, 0)
    assert file.note == "2 blank rows were passed over."


def test_titles_and_notes_above_the_header_are_passed_over(tmp_path):
    filled = fill_texts(tmp_path, {"deals.csv": "Open deals\nprinted by Ann\n\n" + DEALS + "D3,x,S1,many,2026-01-05\n"})
    assert names(filled) == NAMES
    assert [each.line for each in filled.refused] == [7]


def test_blanks_around_cells_and_words_for_nothing_are_nothing(tmp_path):
    text = 'deal_id,name,stage,amount,created_at\n D1 , Büro  ,NULL,\\N,NaT\nD2,"  ",　S2　, 60 ,#N/A\n'
    filled = fill_texts(tmp_path, {"deals.csv": text})
    assert filled.rows("select deal_id, name, stage, amount, created_at from deals order by 1") == [
        ("D1", "Büro", None, None, None),
        ("D2", None, "S2", 60, None),
    ]


def test_words_that_may_be_names_stay(tmp_path):
    filled = fill_texts(tmp_path, {"deals.csv": "deal_id,name,stage\nD1,None,N/A\n"})
    assert filled.rows("select name, stage from deals") == [("None", "N/A")]


def test_headers_that_are_repeated_or_empty_can_be_told_apart(tmp_path):
    filled = fill_texts(tmp_path, {"deals.csv": "deal_id,name,note,note,,\nD1,x,first,second,third,\n"})
    assert filled.file("deals.csv").ignored == ("note", "note (2)", "column 5", "column 6")
    assert filled.column("select extra from deals") == ['{"note":"first","note (2)":"second","column 5":"third"}']


@pytest.mark.parametrize("suffix", [".csv", ".txt", ".xls", ".xlsb", ".ods", ".parquet", ".json", ".zip", ".gz", ""])
def test_a_workbook_is_told_by_its_content(tmp_path, suffix):
    pl.DataFrame({"deal_id": ["D1"], "name": ["x"], "amount": [5]}).write_excel(tmp_path / "deals.xlsx")
    (tmp_path / "deals.xlsx").rename(tmp_path / f"deals{suffix}")
    assert names(fill([tmp_path / f"deals{suffix}"])) == ["x"]


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".tsv", ".txt", ".parquet", ".jsonl", ".zip", ".gz", ""])
def test_text_is_told_by_its_content(tmp_path, suffix):
    (tmp_path / f"deals{suffix}").write_text(DEALS)
    assert names(fill([tmp_path / f"deals{suffix}"])) == NAMES


def test_a_workbook_gives_a_table_per_sheet(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "crm.xlsx") as book:
        pl.DataFrame({"deal_id": ["D1", "D2"], "stage": ["S1", "S2"], "amount": [5.5, None]}).write_excel(book, "deals")
        history = {"deal_id": ["D1"], "changed_at": [dt.datetime(2026, 1, 5, 10, 30)], "stage": ["S1"]}
        pl.DataFrame(history).write_excel(book, "deal_history")
        book.add_worksheet("empty")
        pl.DataFrame({"deal_id": ["D9"]}).write_excel(book, "hidden")
        book.get_worksheet_by_name("hidden").hide()
    filled = fill([tmp_path / "crm.xlsx"])
    assert [(each.file, each.table) for each in filled.report.files] == [
        ("crm.xlsx/deals", "deals"),
        ("crm.xlsx/deal_history", "deal_history"),
    ]
    assert filled.rows("select deal_id, amount from deals order by 1") == [("D1", 5.5), ("D2", None)]
    assert filled.column("select changed_at from deal_history") == [dt.datetime(2026, 1, 5, 10, 30)]


def test_parquet_of_our_own_tables_keeps_its_types(tmp_path):
    frame = pl.DataFrame(
        {
            "deal_id": ["D1", "D2"],
            "amount": [12.5, None],
            "created_at": [dt.datetime(2026, 1, 5, 8), None],
            "closed_at": [dt.date(2026, 2, 1), None],
            "is_deleted": [True, None],
            "probability": [30, 40],
            "account_id": [7, 8],
            "modified_at": pl.Series([dt.datetime(2026, 1, 5, 20), None]).dt.replace_time_zone("UTC"),
        }
    )
    frame.write_parquet(tmp_path / "deals.parquet")
    filled = fill([tmp_path], '[reporting]\ntime_zone = "Asia/Shanghai"')
    assert filled.rows(
        "select deal_id, amount, created_at, closed_at, is_deleted, probability, account_id, modified_at "
        "from deals order by 1"
    ) == [
        ("D1", 12.5, dt.datetime(2026, 1, 5, 8), dt.datetime(2026, 2, 1), True, 0.3, "7", dt.datetime(2026, 1, 6, 4)),
        ("D2", None, None, None, None, 0.4, "8", None),
    ]


def test_parquet_texts_are_read_like_csv_texts(tmp_path):
    frame = pl.DataFrame(
        {"deal_id": [" D1 ", "D2"], "amount": ["¥1,234.50", "many"], "created_at": ["2026年1月5日", None]}
    )
    frame.write_parquet(tmp_path / "deals.parquet")
    filled = fill([tmp_path])
    assert filled.rows("select deal_id, amount, created_at from deals") == [("D1", 1234.5, dt.datetime(2026, 1, 5))]
    assert [(each.column, each.value, each.reason) for each in filled.refused] == [
        ("amount", "many", "is not an amount")
    ]


def test_a_folder_gives_its_exports_and_nothing_else(tmp_path):
    (tmp_path / "inside").mkdir()
    files = {"deals.csv": DEALS, "README.md": "x", "LICENSE.txt": "x", ".hidden.csv": DEALS, "inside/deals.csv": DEALS}
    filled = fill_texts(tmp_path, files)
    assert [each.file for each in filled.report.files] == ["deals.csv"]


def test_files_of_one_name_from_two_folders_are_told_apart(tmp_path):
    for folder, deal in (("east", "D1"), ("west", "D2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "deals.csv").write_text(f"deal_id,name\n{deal},{folder}\n")
    filled = fill([tmp_path / "east", tmp_path / "west"])
    assert [each.file for each in filled.report.files] == ["east/deals.csv", "west/deals.csv"]
    assert names(filled) == ["east", "west"]


def test_a_path_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ImportProblem, match=f"^There is no {tmp_path}/nowhere.csv.$"):
        fill([tmp_path / "nowhere.csv"])


def test_a_folder_without_exports_is_named(tmp_path):
    with pytest.raises(ImportProblem, match=f"^{tmp_path} holds no CSV, Excel, Parquet or JSON file.$"):
        fill([tmp_path])


# The same content twice, one table in several files


def test_a_file_that_is_there_twice_is_imported_once(tmp_path):
    history = "deal_id,changed_at,stage\nD1,2026-01-05,S1\n"
    files = {"deals.csv": DEALS, "deals (1).csv": DEALS, "deal_history.csv": history, "history again.csv": history}
    filled = fill_texts(tmp_path, files)
    assert filled.column("select count(*) from deal_history") == [1]
    assert filled.refused == []
    assert [(each.file, each.rows_read, each.note) for each in filled.report.files] == [
        ("deal_history.csv", 1, ""),
        ("deals.csv", 2, ""),
        ("deals (1).csv", 0, "the same content as deals.csv; it was imported once"),
        ("history again.csv", 0, "the same content as deal_history.csv; it was imported once"),
    ]
    assert ("deals (1).csv", 0) in filled.rows("select file, rows_read from import_files")


def test_a_file_of_the_same_name_and_content_in_another_folder_is_told_apart(tmp_path):
    for folder in ("monday", "tuesday"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "deals.csv").write_text(DEALS)
    filled = fill([tmp_path / "monday", tmp_path / "tuesday"])
    assert [(each.file, each.note) for each in filled.report.files] == [
        ("deals.csv", ""),
        ("tuesday/deals.csv", "the same content as monday/deals.csv; it was imported once"),
    ]


def test_two_empty_files_are_both_named(tmp_path):
    with pytest.raises(ImportProblem) as raised:
        fill_texts(tmp_path, {"deals.csv": DEALS, "a.csv": "", "b.csv": ""})
    assert raised.value.messages == ["a.csv is empty.", "b.csv is empty."]


def test_a_table_may_be_split_over_years_regions_and_formats(tmp_path):
    frame = pl.DataFrame({"deal_id": ["D4"], "name": ["d"], "amount": [4]})
    frame.write_excel(tmp_path / "deals north 2025.xlsx")
    frame.with_columns(deal_id=pl.lit("D5"), name=pl.lit("e")).write_parquet(tmp_path / "deals south 2025.parquet")
    files = {
        "deals 2024.csv": "deal_id,name,amount\nD1,a,1\n",
        "deals 2025.csv": "amount;name;deal_id\n2,5;b;D2\n",
        "deals_2026-01.csv": "deal_id,name,stage\nD3,c,S1\n",
    }
    filled = fill_texts(tmp_path, files)
    assert filled.rows("select name, amount::double, stage from deals order by deal_id") == [
        ("a", 1, None),
        ("b", 2.5, None),
        ("c", None, "S1"),
        ("d", 4, None),
        ("e", 4, None),
    ]
    assert {each.table for each in filled.report.files} == {"deals"}


# Nothing but the named files


@pytest.mark.parametrize("name", ["deals[1].csv", "deals*.csv", "deals?.csv", "de'als.csv", "deals%20.csv", "商机.csv"])
@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_a_name_is_a_name_and_no_pattern(tmp_path, name, kind):
    folder = tmp_path / "exports [2026]*"
    folder.mkdir()
    frame = pl.DataFrame({"deal_id": ["D1"], "name": ["mine"]})
    path = folder / name.replace("csv", kind)
    {"csv": frame.write_csv, "jsonl": frame.write_ndjson, "parquet": frame.write_parquet}[kind](path)
    for other in ("deals1", "deals", "dealsx"):
        (folder / f"{other}.{kind}").write_bytes(path.read_bytes().replace(b"mine", b"none"))
    assert names(fill([path])) == ["mine"]


def test_a_link_out_of_a_folder_is_named_and_not_followed(tmp_path):
    folder, elsewhere = tmp_path / "exports", tmp_path / "elsewhere"
    for each in (folder, elsewhere):
        each.mkdir()
    (elsewhere / "deals.csv").write_text(DEALS)
    (folder / "deals.csv").symlink_to(elsewhere / "deals.csv")
    with pytest.raises(ImportProblem) as raised:
        fill([folder])
    assert raised.value.messages == [
        f"{folder}/deals.csv is a link to a file outside of its folder; name that file itself to import it."
    ]
    assert names(fill([folder / "deals.csv"])) == NAMES
    (folder / "deals.csv").unlink()
    (folder / ".data").mkdir()
    (folder / ".data" / "deals.csv").write_text(DEALS)
    (folder / "deals.csv").symlink_to(folder / ".data" / "deals.csv")
    assert names(fill([folder])) == NAMES


# Limits


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("file_mb = 1", "deals.csv is larger than limits.file_mb in funnel.toml allows (1 MB)."),
        ("columns = 4", "deals.csv has 5 columns, more than limits.columns in funnel.toml allows (4)."),
    ],
)
def test_what_is_larger_than_allowed_is_told_before_it_is_opened(tmp_path, limit, message):
    text = DEALS + "".join(f"E{number},{'x' * 1000},S1,1,2026-01-05\n" for number in range(1100))
    with pytest.raises(ImportProblem) as raised:
        fill_texts(tmp_path, {"deals.csv": text}, f"[limits]\n{limit}")
    assert raised.value.messages == [message]


def test_a_cell_longer_than_any_field_is_refused_with_its_row(tmp_path):
    text = f"deal_id,name,note\nD1,{'é' * 11},\nD2,{'é' * 10},\nD3,x,{'y' * 12}\n"
    filled = fill_texts(tmp_path, {"deals.csv": text}, "[limits]\ncell_characters = 10")
    assert filled.column("select deal_id from deals") == ["D2"]
    reason = "has more than 10 characters (limits.cell_characters in funnel.toml)"
    assert [(each.line, each.column, each.value, each.reason) for each in filled.refused] == [
        (2, "name", f"{'é' * 11}…", reason),
        (4, "note", f"{'y' * 12}…", reason),
    ]


# Rows that are none


def test_files_put_together_may_repeat_the_header_and_printed_ones_end_in_notes(tmp_path):
    text = (
        "deal_id,name,amount\nD1,a,5\ndeal_id,name,amount\nD2,b,6\nGrand Total (2 records),,11\n"
        ",合计：,11\n,,\nCopyright 2026,,\nGenerated by Ann,,\n"
    )
    filled = fill_texts(tmp_path, {"deals.csv": text})
    assert filled.column("select deal_id from deals order by 1") == ["D1", "D2"]
    assert [(each.line, each.column, each.reason) for each in filled.refused] == [
        (3, None, "repeats the header"),
        (5, "deal_id", "is a total, not a row"),
        (6, "name", "is a total, not a row"),
        (8, None, "is a note below the table, not a row"),
        (9, None, "is a note below the table, not a row"),
    ]
