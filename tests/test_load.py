"""From files to typed tables: what is decided by whom, what is kept, what is refused, what is told."""

import datetime as dt

import pytest

from dashboard.importing.load import import_paths
from dashboard.importing.problems import ImportProblem
from dashboard.workspace import Workspace
from tests.filled import fill_texts


def deals(*rows: str, header: str = "deal_id,amount,created_at") -> dict[str, str | bytes]:
    return {"deals.csv": "\n".join([header, *rows]) + "\n"}


def created(filled) -> list[str]:
    return [f"{day:%Y-%m-%d}" for day in filled.column("select created_at from deals order by deal_id")]


# Days and months


def test_the_order_of_day_and_month_is_told_by_any_date_column_of_the_file(tmp_path):
    files = deals("D1,05/01/2026,31/03/2026", "D2,06/01/2026,", header="deal_id,created_at,expected_close_date")
    assert created(fill_texts(tmp_path, files)) == ["2026-01-05", "2026-01-06"]


def test_every_file_has_its_own_order(tmp_path):
    files = deals("D1,1,01/05/2026", "D2,1,01/25/2026")
    files["deal_history.csv"] = "deal_id,changed_at,stage\nD1,05/01/2026,S1\nD1,25/01/2026,S2\n"
    filled = fill_texts(tmp_path, files)
    assert created(filled) == ["2026-01-05", "2026-01-25"]
    assert filled.column("select changed_at::date::text from deal_history order by 1") == ["2026-01-05", "2026-01-25"]


def test_the_settings_answer_where_the_file_does_not_tell(tmp_path):
    files = deals("D1,1,05/01/2026", "D2,1,06/01/2026")
    with pytest.raises(ImportProblem, match='does not tell how to read "05/01/2026" in created_at'):
        fill_texts(tmp_path, files)
    toml = '[[mapping]]\nfile = "deals.csv"\ndate_order = "mdy"'
    assert created(fill_texts(tmp_path, files, toml)) == ["2026-05-01", "2026-06-01"]


@pytest.mark.parametrize("order", ["%y-%m-%d", "%d-%m-%y", "%m-%d-%y"])
def test_two_digit_years_are_told_by_being_few(tmp_path, order):
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=7 * week) for week in range(80)]
    rows = [f"D{number:03},1,{day:{order}}" for number, day in enumerate(days)]
    assert created(fill_texts(tmp_path, deals(*rows))) == [day.isoformat() for day in days]


def test_a_handful_of_two_digit_years_is_asked_about(tmp_path):
    with pytest.raises(ImportProblem, match=r'date_order = "ymd" \(year first\) or "dmy" \(day first\)\.'):
        fill_texts(tmp_path, deals("D1,1,24-03-05", "D2,1,25-03-06"))


def test_a_year_of_two_digits_is_never_one_of_antiquity(tmp_path):
    toml = '[[mapping]]\nfile = "deals.csv"\ndate_order = "ymd"'
    assert created(fill_texts(tmp_path, deals("D1,1,20-1-05", "D2,1,24/3/5"), toml)) == ["2020-01-05", "2024-03-05"]


def test_one_column_may_mix_forms_that_cannot_be_mistaken(tmp_path):
    files = deals("D1,1,2026-01-05", "D2,1,2026年1月6日", "D3,1,7-Jan-26", "D4,1,2026/1/8 上午 9:00", "D5,1,20260109")
    assert created(fill_texts(tmp_path, files)) == [f"2026-01-0{day}" for day in range(5, 10)]


def test_instants_with_offsets_are_moved_and_days_and_local_times_are_not(tmp_path):
    rows = (
        "D1,1,2026-01-05T20:00:00.123Z",
        "D2,1,2026-01-05",
        "D3,1,2026-01-05 20:00",
        "D4,1,2026-01-05T20:00:00+0100",
    )
    filled = fill_texts(tmp_path, deals(*rows), '[reporting]\ntime_zone = "Asia/Shanghai"')
    assert filled.column("select created_at from deals order by deal_id") == [
        dt.datetime(2026, 1, 6, 4, 0, 0, 123000),
        dt.datetime(2026, 1, 5),
        dt.datetime(2026, 1, 5, 20),
        dt.datetime(2026, 1, 6, 3),
    ]


def test_summer_time_is_that_of_the_workspaces_zone(tmp_path):
    rows = ("D1,1,2026-03-29T00:30:00Z", "D2,1,2026-03-29T01:30:00Z")
    filled = fill_texts(tmp_path, deals(*rows), '[reporting]\ntime_zone = "Europe/Amsterdam"')
    assert filled.column("select created_at from deals order by deal_id") == [
        dt.datetime(2026, 3, 29, 1, 30),
        dt.datetime(2026, 3, 29, 3, 30),
    ]


def test_local_times_that_a_clock_skips_or_shows_twice_are_kept_as_written(tmp_path):
    rows = ("D1,1,2026-03-29 02:30", "D2,1,2026-10-25 02:30", "D3,1,2026-10-25T00:30:00Z", "D4,1,2026-10-25T01:30:00Z")
    filled = fill_texts(tmp_path, deals(*rows), '[reporting]\ntime_zone = "Europe/Amsterdam"')
    assert filled.column("select created_at from deals order by deal_id") == [
        dt.datetime(2026, 3, 29, 2, 30),
        dt.datetime(2026, 10, 25, 2, 30),
        dt.datetime(2026, 10, 25, 2, 30),
        dt.datetime(2026, 10, 25, 2, 30),
    ]


# Numbers


def test_amounts_in_one_column_may_be_written_in_many_ways(tmp_path):
    rows = (
        'D1,"¥1,234.50",',
        "D2,CNY 1.2万,",
        "D3,1.5亿,",
        'D4,"(1,234)",',
        "D5,$342.09K,",
        "D6,１２３４,",
        "D7,12.5,",
    )
    filled = fill_texts(tmp_path, deals(*rows))
    assert [float(each) for each in filled.column("select amount from deals order by deal_id")] == [
        1234.5, 12000, 150_000_000, -1234, 342_090, 1234, 12.5
    ]  # fmt: skip


def test_a_column_with_decimal_commas_groups_by_dots(tmp_path):
    filled = fill_texts(tmp_path, deals('D1,"1.234,50",', "D2,1.200,", "D3,7,"))
    assert filled.column("select amount::text from deals order by deal_id") == ["1234.50", "1200.00", "7.00"]


def test_a_column_with_other_decimals_has_decimal_points(tmp_path):
    filled = fill_texts(tmp_path, deals("D1,1.234,", "D2,1.5,"))
    assert filled.column("select amount::text from deals order by deal_id") == ["1.23", "1.50"]


def test_the_settings_answer_what_a_dot_means(tmp_path):
    toml = '[[mapping]]\nfile = "deals.csv"\ndecimal_mark = ","'
    filled = fill_texts(tmp_path, deals("D1,1.234,", "D2,5.000,"), toml)
    assert filled.column("select amount::text from deals order by deal_id") == ["1234.00", "5000.00"]


@pytest.mark.parametrize(
    ("in_deals", "in_history", "expected"),
    [
        (("0.1", "0.5"), ("0.2", "1"), [0.1, 0.5, 0.2, 1.0]),
        (("10", "50"), ("20", "1"), [0.1, 0.5, 0.2, 0.01]),
        (("0.5", "1"), ("20", "1"), [0.005, 0.01, 0.2, 0.01]),
        (("30%", "1"), ("1", "1"), [0.3, 0.01, 0.01, 0.01]),
    ],
)
def test_probabilities_are_percent_or_fractions_in_deals_and_history_alike(tmp_path, in_deals, in_history, expected):
    files = deals(*(f"D{n},{each}" for n, each in enumerate(in_deals)), header="deal_id,probability")
    rows = "".join(f"D0,2026-01-0{n},{each}\n" for n, each in enumerate(in_history, start=1))
    files["deal_history.csv"] = "deal_id,changed_at,probability\n" + rows
    filled = fill_texts(tmp_path, files)
    found = filled.column("select probability from deals order by deal_id")
    found += filled.column("select probability from deal_history order by changed_at")
    assert found == pytest.approx(expected)


def test_exchange_rates_keep_their_digits(tmp_path):
    files = deals("D1,1,") | {
        "exchange_rates.csv": "currency,valid_date,rate\nUSD,2026-01-01,7.12345678\nJPY,2026-01-01,0.046\n"
    }
    filled = fill_texts(tmp_path, files)
    assert filled.column("select rate::text from exchange_rates order by currency") == ["0.04600000", "7.12345678"]


# Ids


def test_ids_are_texts_and_keep_their_zeros(tmp_path):
    assert fill_texts(tmp_path, deals("0012,1,")).column("select deal_id from deals") == ["0012"]


def test_ids_that_a_tool_made_fractions_of_are_whole_again_if_all_are(tmp_path):
    rows = ("84.0,7.0,1.0", "85.0,8.0,x1", ",9.0,")
    filled = fill_texts(tmp_path, deals(*rows, header="account_id,deal_id,rep_id"))
    assert filled.rows("select deal_id, account_id, rep_id from deals order by 1") == [
        ("7", "84", "1.0"),
        ("8", "85", "x1"),
        ("9", None, None),
    ]


def test_ids_of_nineteen_digits_stay_whole(tmp_path):
    rows = ("1234567890123456789,1,", "1234567890123456788,1,")
    assert fill_texts(tmp_path, deals(*rows)).column("select deal_id from deals order by 1") == [
        "1234567890123456788",
        "1234567890123456789",
    ]


def test_an_id_that_lost_its_last_digits_is_refused(tmp_path):
    rows = ("7.0,1", "12345678901234567.0,1", "1.2345678901234568e+18,1", "8.0,1")
    filled = fill_texts(tmp_path, deals(*rows, header="deal_id,amount"))
    assert filled.column("select deal_id from deals order by 1") == ["7", "8"]
    reason = "is a number of which a spreadsheet kept only the first 15 digits"
    assert [(each.line, each.column, each.reason) for each in filled.refused] == [
        (3, "deal_id", reason),
        (4, "deal_id", reason),
    ]


def test_a_salesforce_id_of_15_characters_is_the_one_of_18(tmp_path):
    files = deals(
        "0065g00000ABcDeAAL,001D000000IRFmaIAH,1",
        "0065g00000ABcDE,001d000000irfma,2",
        "0065g00000ZZZZZ,001D000000IRFma,3",
        header="deal_id,account_id,amount",
    )
    files["deal_history.csv"] = "deal_id,changed_at,stage\n0065g00000ABcDe,2026-01-05,S1\n"
    files["accounts.csv"] = "account_id,name\n001D000000IRFma,Acme\n"
    filled = fill_texts(tmp_path, files)
    assert filled.rows("select deal_id, account_id from deals order by amount") == [
        ("0065g00000ABcDeAAL", "001D000000IRFmaIAH"),
        ("0065g00000ABcDE", "001d000000irfma"),
        ("0065g00000ZZZZZ", "001D000000IRFmaIAH"),
    ]
    assert filled.column("select deal_id from deal_history") == ["0065g00000ABcDeAAL"]
    assert filled.column("select account_id from accounts") == ["001D000000IRFmaIAH"]


# Words


def test_truth_is_told_in_several_dialects(tmp_path):
    rows = [f"D{n},{text}" for n, text in enumerate(["1", "", "TRUE", "否", "Y", "f"])]
    filled = fill_texts(tmp_path, deals(*rows, header="deal_id,is_deleted"))
    assert filled.column("select is_deleted from deals order by deal_id") == [True, None, True, False, True, False]


def test_words_for_nothing_are_nothing_where_only_values_can_stand(tmp_path):
    rows = ("D1,N/A,TBD,None,None", "D2,-,待定,无,N/A", "D3,5,2026-01-05,50,x", "D4,unknown,None,--,-")
    filled = fill_texts(tmp_path, deals(*rows, header="deal_id,amount,created_at,probability,name"))
    assert filled.rows("select name, amount, created_at::date::text, probability from deals order by deal_id") == [
        ("None", None, None, None),
        ("N/A", None, None, None),
        ("x", 5, "2026-01-05", 0.5),
        ("-", None, None, None),
    ]
    assert filled.file("deals.csv").note == (
        'Read as empty in amount: "-", "N/A", "unknown". Read as empty in probability: "--", "None", "无". '
        'Read as empty in created_at: "None", "TBD", "待定".'
    )


def test_a_word_for_nothing_where_a_value_must_stand_is_a_missing_value(tmp_path):
    files = deals("D1,1,") | {"deal_history.csv": "deal_id,changed_at,stage\nD1,N/A,S1\nD1,2026-01-05,S1\n"}
    filled = fill_texts(tmp_path, files)
    assert [(each.column, each.value, each.reason) for each in filled.refused] == [("changed_at", "N/A", "is missing")]


def test_outcomes_are_told_apart_from_what_follows_them(tmp_path):
    rows = ("D1,Won", "D2,lost - price", "D3,OPEN", "D4,")
    filled = fill_texts(tmp_path, deals(*rows, header="deal_id,outcome"))
    assert filled.column("select outcome from deals order by deal_id") == ["won", "lost", "open", None]


def test_stages_go_by_their_canonical_name(tmp_path):
    listed = '{ name = "S1", aliases = ["阶段一", "Stage one"] }, { name = "S2" }'
    toml = f'[[pipelines]]\nname = "default"\nstages = [{listed}]'
    files = deals("D1,阶段一", "D2,stage ONE", "D3,S2", "D4,Elsewhere", header="deal_id,stage")
    files["deal_history.csv"] = "deal_id,changed_at,stage,old_stage\nD1,2026-01-05,S2,Stage one\n"
    filled = fill_texts(tmp_path, files, toml)
    assert filled.column("select stage from deals order by deal_id") == ["S1", "S1", "S2", "Elsewhere"]
    assert filled.rows("select stage, old_stage from deal_history") == [("S2", "S1")]
    assert filled.report.unknown_stages == {"Elsewhere": 1}
    assert filled.report.stages_from == "the stages of funnel.toml"


# Rows with one key


def test_identical_rows_count_once(tmp_path):
    filled = fill_texts(tmp_path, deals("D1,1,", "D2,2,", "D1,1,", "D1,1,"))
    assert filled.column("select deal_id from deals order by 1") == ["D1", "D2"]
    assert [(each.line, each.reason) for each in filled.refused] == [(2, "same as line 5"), (4, "same as line 5")]


def test_of_rows_with_one_key_the_last_modified_counts(tmp_path):
    header = "deal_id,amount,modified_at"
    rows = ("D1,10,2026-01-05 10:00", "D1,30,2026-01-05 12:00", "D1,20,2026-01-05 11:00")
    filled = fill_texts(tmp_path, deals(*rows, header=header))
    assert filled.column("select amount from deals") == [30]
    assert {each.reason for each in filled.refused} == {"line 3 has the same key and was modified later"}


def test_a_refused_row_never_displaces_a_good_one(tmp_path):
    filled = fill_texts(tmp_path, deals("D1,10,2026-01-05", "D1,many,2026-01-06"))
    assert filled.column("select amount from deals") == [10]
    assert [each.reason for each in filled.refused] == ["is not an amount"]


def test_keys_are_compared_across_files(tmp_path):
    files = {"deals 1.csv": "deal_id,amount\nD1,10\n", "deals 2.csv": "deal_id,amount\nD1,20\n"}
    filled = fill_texts(tmp_path, files)
    assert filled.column("select amount from deals") == [20]
    assert [(each.file, each.reason) for each in filled.refused] == [
        ("deals 1.csv", "line 2 of deals 2.csv has the same key and comes later")
    ]


def test_other_tables_with_keys_count_each_once_too(tmp_path):
    files = deals("D1,1,") | {
        "reps.csv": "rep_id,name\nR1,Ann\nR1,Anna\n",
        "exchange_rates.csv": "currency,valid_date,rate\nUSD,2026-01-01,7\nUSD,2026-01-01,7.1\nUSD,2026-01-02,7.2\n",
        "payments.csv": "payment_id,amount\n,5\n,5\n",
    }
    filled = fill_texts(tmp_path, files)
    assert filled.column("select name from reps") == ["Anna"]
    assert filled.column("select count(*) from exchange_rates") == [2]
    assert filled.column("select kind from payments") == ["payment", "payment"]


def test_every_row_is_accepted_or_refused(tmp_path):
    rows = (
        "D1,1,2026-01-05",
        "D2,x,2026-01-05",
        "D3,1,never",
        ",1,",
        "D1,2,2026-01-05",
        "D4",
        "D5,1,2026-01-05,more",
        "D6,,",
    )
    filled = fill_texts(tmp_path, deals(*rows))
    file = filled.file("deals.csv")
    assert (file.rows_read, file.rows_accepted, file.rows_refused) == (8, 2, 6)
    assert filled.column("select count(*) from refused_rows") == [6]
    assert filled.rows("select rows_read, rows_accepted, rows_refused from import_files") == [(8, 2, 6)]


def test_a_refused_row_keeps_its_content(tmp_path):
    filled = fill_texts(tmp_path, deals("D1,x,2026-01-05", "D2,1,"))
    assert filled.column("select content from refused_rows") == [
        '{"deal_id":"D1","amount":"x","created_at":"2026-01-05"}'
    ]


def test_an_export_of_which_no_deal_can_be_read_is_impossible(tmp_path):
    with pytest.raises(ImportProblem) as raised:
        fill_texts(tmp_path, deals("D1,five,", "D2,six,"))
    assert raised.value.messages == [
        "No row of deals.csv could be read. The first: line 2, amount 'five' is not an amount."
    ]


# Mappings


def test_a_mapping_of_the_settings_reads_any_file(tmp_path):
    toml = """
    [[mapping]]
    file = "pipeline*.csv"
    table = "deals"
    columns = { deal_id = ["Opportunity", "Product"], amount = "Value", stage = "Stage No", product_id = "Product" }
    values = { product_id = { "GTXPro" = "GTX Pro" } }
    lookups = { stage = { file = "stages?.csv", key = "No", take = "Name" } }
    """
    files = {
        "pipeline 2026.csv": (
            "Opportunity,Product,Value,Stage No,Remark\n1.0,GTXPro,5,1.0,hi\n1.0,gtxpro ,6,2.0,\n2.0,B,7,9.0,\n"
        ),
        "stages1.csv": "No,Name\n1,Lead\n2,Quote\n",
    }
    filled = fill_texts(tmp_path, files, toml)
    assert filled.rows("select deal_id, product_id, stage, extra from deals order by amount") == [
        ("1-GTXPro", "GTX Pro", "Lead", '{"Remark":"hi"}'),
        ("1-gtxpro", "GTX Pro", "Quote", None),
        ("2-B", "B", "9.0", None),
    ]
    assert filled.file("pipeline 2026.csv").note == ("Kept as exported, as stages1.csv does not have it: Stage No 9.0.")
    assert filled.file("stages1.csv").note == "used to look values up"


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (
            '{ deal_id = "Id", amount = "Valeu" }',
            "deals.csv: [[mapping]] deals.csv names the column 'Valeu', which the file does not have. "
            "Its columns are: Id, Value.",
        ),
        (
            '{ amount = "Value" }',
            "deals.csv was read as deals but has no column for deal_id. Its columns are: Id, Value.",
        ),
        (
            '{ deal_id = "Id", price = "Value" }',
            "deals.csv: [[mapping]] deals.csv fills price, which deals does not have.",
        ),
    ],
)
def test_a_mapping_that_does_not_fit_says_where(tmp_path, columns, message):
    toml = f'[[mapping]]\nfile = "deals.csv"\ntable = "deals"\ncolumns = {columns}'
    with pytest.raises(ImportProblem) as raised:
        fill_texts(tmp_path, {"deals.csv": "Id,Value\n1,2\n"}, toml)
    assert raised.value.messages == [message]


def test_a_mapping_to_a_table_that_does_not_exist_says_so(tmp_path):
    toml = '[[mapping]]\nfile = "deals.csv"\ntable = "deal"\ncolumns = { deal_id = "Id" }'
    with pytest.raises(ImportProblem, match="names the table 'deal', which does not exist"):
        fill_texts(tmp_path, {"deals.csv": "Id,Value\n1,2\n"}, toml)


def test_every_header_is_listed_with_the_column_it_became(tmp_path):
    filled = fill_texts(tmp_path, deals("D1,1,hi", header="deal_id,amount,Remark"))
    assert filled.rows("from import_columns order by header") == [
        ("deals.csv", "Remark", "deals", None),
        ("deals.csv", "amount", "deals", "amount"),
        ("deals.csv", "deal_id", "deals", "deal_id"),
    ]


def test_a_line_without_an_amount_is_quantity_times_price(tmp_path):
    files = deals("D1,1,") | {"deal_lines.csv": "deal_id,quantity,unit_price\nD1,3,2.5\nD1,,2\n"}
    filled = fill_texts(tmp_path, files)
    assert filled.rows("select deal_line_id, amount from deal_lines order by 1") == [("D1-1", 7.5), ("D1-2", None)]


def test_history_rows_are_numbered_in_the_order_of_their_files(tmp_path):
    files = deals("D1,1,") | {
        "deal_history 1.csv": "deal_id,changed_at,stage\nD1,2026-01-05,S1\nD1,2026-01-05,S2\n",
        "deal_history 2.csv": "deal_id,changed_at,stage\nD1,2026-01-05,S3\n",
    }
    filled = fill_texts(tmp_path, files)
    assert filled.column("select stage from deal_history order by line_no") == ["S1", "S2", "S3"]


def test_a_salesforce_export_is_read_with_its_flags_names_and_links(tmp_path):
    files = {
        "Opportunity.csv": (
            "Id,Name,StageName,Amount,CloseDate,IsClosed,IsWon,CreatedDate,OwnerId\n"
            "0061,A,Prospecting,5,2026-06-30,0,0,2026-01-05T08:00:00.000+0000,0051\n"
            "0062,B,Closed Won,6,2026-02-10,1,1,2026-01-05T08:00:00.000+0000,0051\n"
            "0063,C,Closed Lost,7,2026-02-11,TRUE,,2026-01-05T08:00:00.000+0000,0051\n"
        ),
        "Task.csv": (
            "Id,WhatId,WhoId,OwnerId,Subject,ActivityDate,Status,Type\n"
            "00T1,0061,00Q1,0051,Call,2026-01-06,Completed,Call\n"
        ),
        "Contact.csv": (
            "Id,AccountId,LastName,FirstName,Email,Department,ReportsToId\n0031,0011,Lee,Ann,a@example.com,Sales,\n"
        ),
    }
    filled = fill_texts(tmp_path, files)
    assert filled.rows(
        "select outcome, closed_at::date::text, expected_close_date::text from deals order by deal_id"
    ) == [
        ("open", None, "2026-06-30"),
        ("won", "2026-02-10", "2026-02-10"),
        ("lost", "2026-02-11", "2026-02-11"),
    ]
    assert filled.rows("select deal_id, lead_id, account_id from activities") == [("0061", "00Q1", None)]
    assert filled.file("Contact.csv").note.startswith("Salesforce Contact")


def test_dates_entered_become_history_and_a_bad_one_is_refused_alone(tmp_path):
    text = (
        "Record ID,Deal Name,Deal Stage,Amount,Create Date,Close Date,"
        'Date entered "Qualified (Sales)",Date entered "Won (Sales)"\n'
        "1,A,Qualified,5,2026-01-05 10:00,,2026-01-05 10:00,\n"
        "2,B,Won,6,2026-01-05 10:00,2026-01-09 10:00,soon,2026-01-09 10:00\n"
    )
    filled = fill_texts(tmp_path, {"hubspot.csv": text})
    assert filled.column("select deal_id from deals order by 1") == ["1", "2"]
    assert filled.rows("select deal_id, changed_at::date::text, extra from deal_history order by 1") == [
        ("1", "2026-01-05", None),
        ("2", "2026-01-09", None),
    ]
    assert [(each.line, each.value) for each in filled.refused] == [(3, "soon")]
    assert filled.column("select extra from deals where extra is not null") == []


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (("2026-01-01", "2026-02-01", "2026-03-01"), ["2026-01-31", "2026-02-28", "2026-03-31"]),
        (("2026-01-01", "2026-04-01"), ["2026-03-31", "2026-06-30"]),
        (("2025-01-01", "2026-01-01"), ["2025-12-31", "2026-12-31"]),
        (("2026-02-01",), ["2026-02-28"]),
    ],
)
def test_a_salesforce_quota_lasts_as_long_as_the_gaps_between_quotas(tmp_path, starts, ends):
    quotas = "".join(f"0K{n},0051,{day},{1000 + n}\n" for n, day in enumerate(starts))
    files = deals("D1,1,") | {"ForecastingQuota.csv": "Id,QuotaOwnerId,StartDate,QuotaAmount\n" + quotas}
    filled = fill_texts(tmp_path, files)
    assert filled.column("select period_end::text from targets order by 1") == ends


# Facts


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("deals.csv", dt.date(2026, 6, 30), dt.date(2026, 6, 30)),
        ("deals_2026-03-31.csv", None, dt.date(2026, 3, 31)),
        ("deals 20260331.csv", None, dt.date(2026, 3, 31)),
        ("deals.csv", None, dt.date(2026, 2, 20)),
    ],
)
def test_the_day_of_the_export_is_given_named_or_the_last_that_happened(tmp_path, name, given, expected):
    text = (
        "deal_id,created_at,expected_close_date,closed_at,outcome\n"
        "D1,2026-01-05,2026-12-31,2026-05-31,open\nD2,2026-01-08,2026-02-28,2026-02-20,won\nD3,2199-01-01,,,open\n"
    )
    filled = fill_texts(tmp_path, {name: text}, exported_on=given)
    assert filled.report.exported_on == expected
    assert filled.column("select exported_on()") == [expected]


def test_the_default_period_is_the_fiscal_year_of_the_export(tmp_path):
    filled = fill_texts(tmp_path, deals("D1,1,2026-03-31"), "[reporting]\nfiscal_year_start_month = 4")
    assert filled.rows("select default_period_start(), default_period_end()") == [
        (dt.date(2025, 4, 1), dt.date(2026, 3, 31))
    ]


@pytest.mark.parametrize(("changed", "has_times"), [("2026-01-05", False), ("2026-01-05 10:00", True)])
def test_times_of_day_are_those_of_the_history(tmp_path, changed, has_times):
    files = deals("D1,1,2026-01-05 10:00") | {"deal_history.csv": f"deal_id,changed_at,stage\nD1,{changed},S1\n"}
    assert fill_texts(tmp_path, files).column("select has_times()") == [has_times]


def test_the_reporting_currency_is_the_one_most_amounts_have(tmp_path):
    rows = ("D1,1,EUR", "D2,2,USD", "D3,3,EUR", "D4,4,", "D5,,USD", "D6,,USD")
    filled = fill_texts(tmp_path, deals(*rows, header="deal_id,amount,currency"))
    assert filled.column("select reporting_currency()") == ["EUR"]


def test_tables_that_were_imported_are_known(tmp_path):
    filled = fill_texts(tmp_path, deals("D1,1,") | {"reps.csv": "rep_id,name\nR1,Ann\n"})
    assert filled.rows("select has_table('deals'), has_table('reps'), has_table('invoices')") == [(True, True, False)]


# Publishing


def test_a_dry_run_reports_and_leaves_no_trace(tmp_path):
    (tmp_path / "deals.csv").write_text("deal_id,amount\nD1,5\nD2,x\n")
    workspace = Workspace(tmp_path / "workspace")
    report = import_paths(workspace, [tmp_path / "deals.csv"], dry_run=True)
    assert (report.rows_accepted, report.rows_refused, report.version) == (1, 1, None)
    assert not workspace.folder.exists()


def test_an_impossible_import_leaves_the_version_in_force_and_a_log(tmp_path):
    (tmp_path / "deals.csv").write_text("deal_id,amount\nD1,5\n")
    (tmp_path / "empty.csv").write_text("")
    workspace = Workspace(tmp_path / "workspace")
    version = import_paths(workspace, [tmp_path / "deals.csv"]).version
    with pytest.raises(ImportProblem, match=r"^empty.csv is empty.$"):
        import_paths(workspace, [tmp_path / "empty.csv"])
    assert workspace.current() == version
    assert workspace.versions() == [version]
    assert [path.name for path in workspace.versions_folder.iterdir()] == [version.name]
    assert "empty.csv is empty." in (workspace.log_folder / "import.log").read_text()


def test_settings_beside_the_exports_are_taken_over_by_a_workspace_without_any(tmp_path):
    exports = tmp_path / "exports"
    exports.mkdir()
    (exports / "deals.csv").write_text("deal_id,amount\nD1,5\n")
    (exports / "funnel.toml").write_text('[reporting]\ncurrency = "SEK"\n')
    workspace = Workspace(tmp_path / "workspace")
    report = import_paths(workspace, [exports])
    assert workspace.settings.reporting.currency == "SEK"
    assert report.messages == [f"The settings are those of {exports / 'funnel.toml'}, copied into the workspace."]


def test_a_workspace_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "deals.csv").write_text("deal_id,amount\nD1,5\n")
    with pytest.raises(ImportProblem, match=r"deals.csv/workspace cannot be written to: Not a directory.$"):
        import_paths(Workspace(tmp_path / "deals.csv" / "workspace"), [tmp_path / "deals.csv"])
