"""Texts in the encodings of the world: told by the file, else asked for, never guessed."""

import pytest
from typer.testing import CliRunner

from dashboard.__main__ import app
from dashboard.importing.problems import ImportProblem
from dashboard.settings import SettingsError
from tests.filled import fill, fill_texts

HEADER = "deal_id,name,amount\n"
NAMES = {
    "cp1252": "Café Müller – 5 €",
    "iso-8859-15": "Café Müller 5 €",
    "cp1251": "Обновление системы",
    "cp1250": "Dvořák Żółć",
    "big5": "台北捷運號誌系統更新",
    "shift_jis": "株式会社①更新",
    "euc_jp": "株式会社更新",
    "iso2022_jp": "株式会社更新",
    "euc_kr": "서울 지하철 시스템",
    "gb2312": "杭州西湖茶叶",
    "utf-16-le": "杭州 Müller",
    "utf-16-be": "杭州 Müller",
    "utf-7": "杭州 Müller",
}


def mapping(encoding: str, file: str = "deals*.csv") -> str:
    return f'[[mapping]]\nfile = "{file}"\nencoding = "{encoding}"'


def names(filled) -> list[str]:
    return filled.column("select name from deals order by deal_id")


@pytest.mark.parametrize("encoding", NAMES)
def test_what_is_asked_for_is_read(tmp_path, encoding):
    written = {"shift_jis": "cp932"}.get(encoding, encoding)
    text = f"{HEADER}D1,{NAMES[encoding]},5\nD2,Plain,6\n".encode(written)
    filled = fill_texts(tmp_path, {"deals.csv": text}, mapping(encoding))
    assert names(filled) == [NAMES[encoding], "Plain"]


def test_the_report_says_what_was_read_because_it_was_asked_for(tmp_path):
    filled = fill_texts(tmp_path, {"deals.csv": f"{HEADER}D1,Café,5\n".encode("latin-1")}, mapping("latin-1"))
    file = filled.file("deals.csv")
    assert (file.encoding, file.note) == ("cp1252", "Read as cp1252 text, as asked for.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_that_tells_its_encoding_is_not_read_otherwise(tmp_path, encoding):
    text = f"{HEADER}D1,杭州 Café,5\n".encode(encoding)
    filled = fill_texts(tmp_path, {"deals.csv": text}, mapping("cp1252"))
    assert names(filled) == ["杭州 Café"]
    assert filled.file("deals.csv").note == ""


def test_only_the_files_it_is_for_are_read_so(tmp_path):
    files = {
        "deals 1.csv": f"{HEADER}D1,Café,5\n".encode("cp1252"),
        "deals 2.csv": f"{HEADER}D2,大眾,5\n".encode("big5"),
    }
    toml = mapping("cp1252", "deals 1.csv") + "\n" + mapping("big5", "deals 2.csv")
    assert names(fill_texts(tmp_path, files, toml)) == ["Café", "大眾"]


def test_a_large_file_is_read_in_pieces_whose_borders_cut_characters(tmp_path):
    row = "D{0},株式会社更新第{0}号,1\n"
    text = HEADER + "".join(row.format(number) for number in range(200_000))
    filled = fill_texts(tmp_path, {"deals.csv": text.encode("shift_jis")}, mapping("shift_jis"))
    assert filled.column("select count(*) from deals where name like '株式会社更新第%号'") == [200_000]


def test_bytes_that_the_asked_encoding_does_not_have_are_named_with_their_line(tmp_path):
    text = f"{HEADER}D1,Plain,5\n".encode() + b"D2,\x81\x20,6\n"
    with pytest.raises(ImportProblem) as raised:
        fill_texts(tmp_path, {"deals.csv": text}, mapping("cp1252"))
    assert raised.value.messages == [
        "deals.csv is not cp1252 text: line 3 holds 81, which is no character there. Ask for another encoding, or save "
        'the file as UTF-8 (in Excel: "CSV UTF-8").'
    ]


def test_a_refused_row_is_found_on_its_line_in_any_encoding(tmp_path):
    text = f"{HEADER}D1,Café,5\nD2,Müller,many\n"
    filled = fill_texts(tmp_path, {"deals.csv": text.encode("cp1252")}, mapping("cp1252"))
    assert [(each.line, each.value) for each in filled.refused] == [(3, "many")]


def test_json_is_read_in_an_asked_encoding_too(tmp_path):
    text = '{"deal_id": "D1", "name": "Café"}\n'.encode("cp1252")
    assert names(fill_texts(tmp_path, {"deals.jsonl": text}, mapping("cp1252", "*.jsonl"))) == ["Café"]


def test_a_traditional_text_is_read_as_gb18030_when_asked_for(tmp_path):
    text = f"{HEADER}D1,臺北捷運號誌系統,5\n".encode("gb18030")
    with pytest.raises(ImportProblem, match="臺北捷運號誌"):
        fill_texts(tmp_path, {"deals.csv": text})
    assert names(fill([tmp_path], mapping("gb18030"))) == ["臺北捷運號誌系統"]


def test_an_encoding_that_does_not_exist_is_a_fault_of_the_settings(tmp_path):
    with pytest.raises(SettingsError, match=r"mapping\[1\].encoding must be the name of an encoding, such as"):
        fill_texts(tmp_path, {"deals.csv": HEADER}, mapping("klingon"))


def test_the_command_line_asks_for_an_encoding_of_one_import(tmp_path):
    file = tmp_path / "deals.csv"
    file.write_bytes(f"{HEADER}D1,Café,5\n".encode("cp1252"))
    command = ["import", str(file), "--workspace", str(tmp_path / "w"), "--dry-run"]
    refused = CliRunner().invoke(app, command)
    assert refused.exit_code != 0
    assert "--encoding cp1252" in " ".join(refused.output.split())
    read = CliRunner().invoke(app, [*command, "--encoding", "cp1252"])
    assert read.exit_code == 0
    assert "1 rows read, 1 accepted, 0 refused" in read.output
    wrong = CliRunner().invoke(app, [*command, "--encoding", "klingon"])
    assert wrong.exit_code == 2
