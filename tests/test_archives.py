"""ZIP and GZIP files: read like folders, within limits, and never a way to write elsewhere."""

import gzip
import io
import zipfile
from pathlib import Path

import polars as pl
import pytest

from dashboard.importing.problems import ImportProblem
from tests.filled import fill

DEALS = b"deal_id,name,amount\nD1,x,5\nD2,y,6\n"
HISTORY = b"deal_id,changed_at,stage\nD1,2026-01-05,S1\n"


def pack(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return path


def refused(path: Path, toml: str = "") -> list[str]:
    with pytest.raises(ImportProblem) as raised:
        fill([path], toml)
    return raised.value.messages


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA], ids=str
)
def test_a_zip_is_read_like_a_folder(tmp_path, method):
    files = {"deals.csv": DEALS, "inside/deal_history.csv": HISTORY, "minutes.md": b"x", ".hidden.csv": b"x"}
    filled = fill([pack(tmp_path / "monday.zip", files | {"__MACOSX/._deals.csv": b"x"}, method)])
    assert [(each.file, each.table, each.rows_accepted) for each in filled.report.files] == [
        ("monday.zip/deals.csv", "deals", 2),
        ("monday.zip/inside/deal_history.csv", "deal_history", 1),
    ]


def test_every_kind_of_file_is_read_inside_a_zip_and_gzip(tmp_path):
    frame = pl.DataFrame({"deal_id": ["D3"], "name": ["z"], "amount": [7]})
    book, parquet = io.BytesIO(), io.BytesIO()
    frame.write_excel(book)
    frame.with_columns(deal_id=pl.lit("D4")).write_parquet(parquet)
    text = DEALS.decode().encode("utf-16")
    pack(tmp_path / "a.zip", {"deals 1.csv": text, "deals 2.xlsx": book.getvalue()})
    (tmp_path / "deals 3.parquet.gz").write_bytes(gzip.compress(parquet.getvalue()))
    filled = fill([tmp_path])
    assert filled.column("select deal_id from deals order by 1") == ["D1", "D2", "D3", "D4"]


def test_a_gzipped_file_is_recognised_and_mapped_by_the_name_without_the_suffix(tmp_path):
    (tmp_path / "deals.csv.gz").write_bytes(gzip.compress(b"deal_id,betrag\nD1,5\n"))
    toml = '[[mapping]]\nfile = "deals.csv"\ntable = "deals"\ncolumns = { deal_id = "deal_id", amount = "betrag" }'
    assert fill([tmp_path], toml).column("select amount from deals") == [5]


def test_a_refused_row_names_archive_file_and_line(tmp_path):
    filled = fill([pack(tmp_path / "monday.zip", {"deals.csv": DEALS + b"D3,z,many\n"})])
    assert [(each.file, each.line, each.value) for each in filled.refused] == [("monday.zip/deals.csv", 4, "many")]


def test_the_same_content_in_a_zip_a_gzip_and_the_folder_is_imported_once(tmp_path):
    (tmp_path / "deals.csv").write_bytes(DEALS)
    (tmp_path / "deals.csv.gz").write_bytes(gzip.compress(DEALS))
    pack(tmp_path / "backup.zip", {"deals.csv": DEALS, "deal_history.csv": HISTORY})
    filled = fill([tmp_path])
    assert [(each.file, each.rows_read, each.note) for each in filled.report.files] == [
        ("backup.zip/deal_history.csv", 1, ""),
        ("deals.csv", 2, ""),
        ("backup.zip/deals.csv", 0, "the same content as deals.csv; it was imported once"),
        ("deals.csv.gz", 0, "the same content as deals.csv; it was imported once"),
    ]


def test_chinese_names_are_read_as_windows_wrote_them(tmp_path):
    path = pack(tmp_path / "a.zip", {"1234.csv": DEALS})
    path.write_bytes(path.read_bytes().replace(b"1234", "商机".encode("gb18030")))
    assert [each.file for each in fill([path]).report.files] == ["a.zip/商机.csv"]


@pytest.mark.parametrize("name", ["../../outside.csv", "/tmp/outside.csv", "..\\..\\outside.csv", "C:\\outside.csv"])
def test_a_path_that_leads_out_of_the_archive_leads_nowhere(tmp_path, name):
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    before = set(tmp_path.rglob("*"))
    path = pack(folder / "x.zip", {name: DEALS})
    filled = fill([path])
    assert filled.report.rows_accepted == 2
    assert set(tmp_path.rglob("*")) == before | {path}
    assert not Path("/tmp/outside.csv").exists()
    assert ".." not in filled.report.files[0].file


def test_a_name_with_control_characters_is_shown_without(tmp_path):
    filled = fill([pack(tmp_path / "x.zip", {"deals\x1b[31m\n.csv": DEALS})])
    assert filled.report.files[0].file == "x.zip/deals[31m.csv"


def test_two_entries_of_one_name_are_told_apart(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("deals.csv", DEALS)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("deals.csv", b"deal_id,name,amount\nD3,z,7\n")
    assert [each.file for each in fill([tmp_path]).report.files] == ["x.zip/deals.csv", "x.zip/deals.csv (2)"]


def test_an_archive_with_more_files_than_allowed_is_refused(tmp_path):
    path = pack(tmp_path / "x.zip", {f"deals {number}.csv": DEALS for number in range(4)})
    assert refused(path, "[limits]\narchive_files = 3") == [
        "x.zip holds 4 files, more than limits.archive_files in funnel.toml allows (3)."
    ]


def test_an_archive_that_grows_beyond_all_exports_is_refused(tmp_path):
    path = pack(tmp_path / "x.zip", {"deals.csv": bytes(30_000_000)})
    message = (
        "{} grows to more than 200 times its size when it is unpacked, which exports do not "
        "(limits.archive_ratio in funnel.toml)."
    )
    assert refused(path) == [message.format("x.zip/deals.csv")]
    (tmp_path / "deals.csv.gz").write_bytes(gzip.compress(bytes(30_000_000)))
    assert refused(tmp_path / "deals.csv.gz") == [message.format("deals.csv.gz")]
    pack(tmp_path / "book.xlsx", {"[Content_Types].xml": b"", "xl/sheet1.xml": bytes(30_000_000)})
    assert refused(tmp_path / "book.xlsx") == [message.format("book.xlsx")]


def test_all_archives_of_an_import_count_against_one_limit(tmp_path):
    rows = b"".join(b"D%d,x,%d\n" % (number, number) for number in range(60_000))
    for name in ("a", "b"):
        pack(tmp_path / f"{name}.zip", {"deals.csv": b"deal_id,name,amount\n" + name.encode() + rows})
    assert refused(tmp_path, "[limits]\nunpacked_mb = 1") == [
        "b.zip/deals.csv is too large: what archives hold may be 1 MB unpacked in all (limits.unpacked_mb in "
        "funnel.toml)."
    ]


def test_every_file_of_an_archive_that_cannot_be_read_is_named(tmp_path):
    inner = gzip.compress(b"x")
    path = pack(tmp_path / "x.zip", {"a.csv": inner, "b.csv": inner, "deals.csv": DEALS})
    assert [message.split(" is an")[0] for message in refused(path)] == ["x.zip/a.csv", "x.zip/b.csv"]
