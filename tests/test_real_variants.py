"""A real export in every form people save it in gives the same rows; skipped where the exports are not at hand."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tests.filled import fill

REAL = Path(__file__).parent.parent.parent / "shared" / "data" / "exports" / "maven_crm"
TOML = (Path(__file__).parent / "exports" / "mappings" / "maven_crm" / "funnel.toml").read_text(encoding="utf-8")
OTHERS = ("accounts.csv", "products.csv", "sales_teams.csv")
COLUMNS = "deal_id, account_id, stage, amount, created_at, closed_at, outcome, rep_id, product_id"

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason=f"no real exports at {REAL}")


def _text(**options: str) -> str:
    rows = csv.reader((REAL / "sales_pipeline.csv").open(encoding="utf-8-sig", newline=""))
    written = io.StringIO()
    csv.writer(written, **{"lineterminator": "\n", **options}).writerows(rows)  # type: ignore[arg-type]
    return written.getvalue()


def _frame() -> pl.DataFrame:
    return pl.read_csv(REAL / "sales_pipeline.csv", infer_schema=False)


def _bytes(write: Callable[[io.BytesIO], object]) -> bytes:
    content = io.BytesIO()
    write(content)
    return content.getvalue()


def _zipped() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("monday/sales_pipeline.csv", _text())
    return content.getvalue()


def _years() -> dict[str, bytes]:
    frame = _frame()
    year = pl.col("engage_date").str.head(4)
    parts = {"2016": frame.filter(year == "2016"), "2017": frame.filter(year.is_null() | (year != "2016"))}
    return {f"sales_pipeline {name}.csv": part.write_csv().encode() for name, part in parts.items()}


VARIANTS: dict[str, Callable[[], dict[str, bytes]]] = {
    "semicolons, CRLF, every cell in quotes": lambda: {
        "sales_pipeline.csv": _text(delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL).encode("utf-8-sig")  # type: ignore[arg-type]
    },
    "tabs, UTF-16": lambda: {"sales_pipeline.txt": _text(delimiter="\t").encode("utf-16")},
    "notes above, the header again, a total and a note below": lambda: {
        "sales_pipeline.csv": _printed().encode("gb18030"),
    },
    "JSON lines": lambda: {"sales_pipeline.jsonl": _bytes(lambda file: _frame().write_ndjson(file))},
    "Parquet": lambda: {"sales_pipeline.parquet": _bytes(lambda file: _frame().write_parquet(file))},
    "workbook": lambda: {"sales_pipeline.xlsx": _bytes(lambda file: _frame().write_excel(file))},
    "ZIP": lambda: {"export.zip": _zipped()},
    "GZIP": lambda: {"sales_pipeline.csv.gz": gzip.compress(_text().encode())},
    "split by years, one of them twice": lambda: _years() | {"copy of 2017.csv": _years()["sales_pipeline 2017.csv"]},
}


def _printed() -> str:
    header, *rows = _text().splitlines()
    blanks = "," * header.count(",")
    return "\n".join(
        [
            "销售报表",
            "",
            header,
            *rows[:4000],
            header,
            *rows[4000:],
            f"合计{blanks[:-1]},10005534",
            blanks,
            f"制表：王芳{blanks}",
            "",
        ]
    )


def rows_of(folder: Path) -> list[tuple]:
    toml = TOML.replace('"sales_pipeline.csv"', '"sales_pipeline*"')
    filled = fill([folder, *(REAL / name for name in OTHERS)], toml)
    assert {each.reason for each in filled.refused} <= {
        "repeats the header",
        "is a total, not a row",
        "is a note below the table, not a row",
    }
    return filled.rows(f"select {COLUMNS} from deals order by all")


@pytest.fixture(scope="module")
def original() -> list[tuple]:
    return fill([REAL / "sales_pipeline.csv", *(REAL / name for name in OTHERS)], TOML).rows(
        f"select {COLUMNS} from deals order by all"
    )


@pytest.mark.parametrize("name", VARIANTS)
def test_a_real_export_gives_the_same_rows_in_every_form(tmp_path, original, name):
    for file, content in VARIANTS[name]().items():
        (tmp_path / file).write_bytes(content)
    assert rows_of(tmp_path) == original
