"""JSON lines and JSON lists of objects, as interfaces and data stores write them."""

import json

import pytest

from tests.filled import fill, fill_texts

ROWS = [
    {"deal_id": "D1", "name": "杭州", "amount": 1200.5, "is_deleted": False, "owner": {"id": 7, "teams": ["a", "b"]}},
    {"name": 'Two\nlines, "quoted"', "deal_id": "D2", "amount": None, "created_at": "2026-01-05"},
    {"deal_id": "D3", "name": "  ", "amount": "¥1,234.50", 'a/b~c."d': 1},
]
EXPECTED = [
    ("D1", "杭州", 1200.5, None, False, '{"owner":"{\\"id\\":7,\\"teams\\":[\\"a\\",\\"b\\"]}"}'),
    ("D2", 'Two\nlines, "quoted"', None, "2026-01-05", None, None),
    ("D3", None, 1234.5, None, None, '{"a/b~c.\\"d":"1"}'),
]


def rows(filled) -> list[tuple]:
    return filled.rows("select deal_id, name, amount, created_at::date::text, is_deleted, extra from deals order by 1")


def lines(*objects: object, end: str = "\n") -> str:
    return "".join(json.dumps(each, ensure_ascii=False) + end for each in objects)


@pytest.mark.parametrize("name", ["deals.jsonl", "deals.ndjson", "deals.json", "deals.csv"])
def test_json_lines_are_read_whatever_the_file_is_called(tmp_path, name):
    filled = fill_texts(tmp_path, {name: lines(*ROWS)})
    assert rows(filled) == EXPECTED
    assert filled.file(name).table == "deals"


@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_of_objects_is_read_however_it_is_laid_out(tmp_path, indent):
    assert rows(fill_texts(tmp_path, {"deals.json": json.dumps(ROWS, indent=indent)})) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_json_is_read_in_every_encoding_of_the_ladder(tmp_path, encoding):
    for name, text in (("deals.jsonl", lines(*ROWS)), ("deals.json", json.dumps(ROWS, ensure_ascii=False))):
        (tmp_path / name).write_bytes(text.encode(encoding))
        assert rows(fill([tmp_path / name])) == EXPECTED


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", " \r\n\n"])
def test_line_ends_and_blank_lines_do_not_matter(tmp_path, end):
    assert rows(fill_texts(tmp_path, {"deals.jsonl": lines(*ROWS, end=end).rstrip()})) == EXPECTED


def test_columns_come_in_the_order_in_which_keys_appear(tmp_path):
    filled = fill_texts(
        tmp_path, {"deals.jsonl": lines({"deal_id": 1, "z": 1, "y": 2}, {"x": 3, "deal_id": 2, "y": 1})}
    )
    assert filled.file("deals.jsonl").ignored == ("z", "y", "x")


def test_bad_lines_and_bad_values_are_refused_on_their_lines(tmp_path):
    text = (
        '{"deal_id": "D1", "amount": 1}\n\n{"deal_id": "D2", "amount": "many"}\n{"deal_id": "D3", \n'
        '{"deal_id": "D4", "amount": NaN}\n[1]\n{"deal_id": "D5", "amount": 5}\n'
    )
    filled = fill_texts(tmp_path, {"deals.jsonl": text})
    assert [(each.line, each.column, each.value, each.reason) for each in filled.refused] == [
        (3, "amount", "many", "is not an amount"),
        (4, None, None, "the line is not valid JSON"),
        (6, None, None, "the line is not a JSON object"),
    ]
    assert filled.column("select deal_id from deals order by 1") == ["D1", "D4", "D5"]
    file = filled.file("deals.jsonl")
    assert (file.rows_read, file.rows_accepted, file.rows_refused) == (6, 3, 3)
    assert file.note == 'Read as empty in amount: "NaN". 1 blank rows were passed over.'


def test_a_bad_value_in_a_list_is_refused_on_the_line_its_object_begins_on(tmp_path):
    text = json.dumps([{"deal_id": "D1", "amount": 1}, {"deal_id": "D2", "amount": "many"}], indent=1)
    filled = fill_texts(tmp_path, {"deals.json": text})
    assert [(each.line, each.value) for each in filled.refused] == [(6, "many")]


def test_a_long_list_is_read_across_the_borders_of_pieces(tmp_path):
    objects = [{"deal_id": f"D{number}", "name": "西湖" * 20, "amount": number} for number in range(60_000)]
    filled = fill_texts(tmp_path, {"deals.json": json.dumps(objects, ensure_ascii=False, indent=0)})
    assert filled.rows("select count(*), sum(amount)::bigint from deals") == [(60_000, sum(range(60_000)))]


def test_only_json_and_text_that_look_like_tables_are_taken_from_a_folder(tmp_path):
    files = {
        "deals.json": json.dumps(ROWS),
        "reps.json": lines({"rep_id": "R1", "name": "Ann"}),
        "settings.json": '{\n  "language": "en"\n}\n',
        "words.json": '["a", "b"]',
        "LICENSE.txt": "Copyright, all rights reserved\n\nPermission is granted.\n",
        "accounts.txt": "account_id\tname\nA1\tAcme\n",
        "products.txt": "product_id\tname\r\nP1\tPumps\r\n".encode("utf-16"),
        "payments.txt": "payment_id;amount\n1;5\n",
    }
    filled = fill_texts(tmp_path, files)
    assert [(each.file, each.table) for each in filled.report.files] == [
        ("accounts.txt", "accounts"),
        ("deals.json", "deals"),
        ("payments.txt", "payments"),
        ("products.txt", "products"),
        ("reps.json", "reps"),
    ]
