"""Exports of every format, small, and ways in which bytes get damaged."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import polars as pl
import xlsxwriter

OLD = Path(__file__).parent / "exports" / "old_books"
ROWS = 12
TOKENS = (
    *(b'"', b"'", b"\r", b"\n\n", b",,,,,,,,", b"\t", b"{", b"]", b"\x00", b"=", b"-1", b"99999999999999999999"),
    *(b"1e308", b"<", b"&a;", b"\xef\xbb\xbf", b"\xff\xfe", b"NaN", b"\x81\x30", b"\\", b";", b"%", b"1048576"),
)


def _frame() -> pl.DataFrame:
    numbers = range(1, ROWS + 1)
    return pl.DataFrame(
        {
            "deal_id": [f"D{number}" for number in numbers],
            "name": [f'Pümpe "{number}",\n杭州' if number % 4 == 0 else f"杭州 {number}" for number in numbers],
            "stage": ["报价" if number % 2 else "Quote" for number in numbers],
            "amount": [number * 1234.5 for number in numbers],
            "probability": ["30 %" if number % 3 else None for number in numbers],
            "created_at": [f"2026-01-{number:02} 10:30" for number in numbers],
            "is_deleted": ["否" for _ in numbers],
        }
    )


def _workbook() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("deals")
        sheet.merge_range("A1:C1", "Open deals")
        sheet.write_row(2, 0, _frame().columns)
        for number, row in enumerate(_frame().rows(), start=3):
            sheet.write_row(number, 0, row)
        sheet.write_formula(5, 7, "=1/0", None, "#DIV/0!")
        sheet.write_number(6, 7, 1.5, book.add_format({"num_format": "[h]:mm"}))
        sheet.merge_range("I4:I6", "Acme")
        book.add_worksheet("notes").write(0, 0, "x")
    return content.getvalue()


def _packed(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in files.items():
            archive.writestr(name, each)
    return content.getvalue()


@cache
def seeds() -> dict[str, bytes]:
    """A whole export of every format, by file name."""
    text, parquet, lines = _frame().write_csv(), io.BytesIO(), _frame().write_ndjson()
    _frame().write_parquet(parquet)
    return {
        "deals.csv": text.encode(),
        "deals gb.csv": text.replace("ü", "u").encode("gb18030"),
        "deals utf16.csv": text.encode("utf-16"),
        "deals.tsv": text.replace(",", "\t").replace("\n", "\r\n").encode("utf-8-sig"),
        "deals.jsonl": lines.encode(),
        "deals.json": ("[" + ",\n".join(lines.splitlines()) + "]").encode(),
        "deals.parquet": parquet.getvalue(),
        "deals.xlsx": _workbook(),
        "deals.xls": (OLD / "deals.xls").read_bytes(),
        "deals.xlsb": (OLD / "deals.xlsb").read_bytes(),
        "deals.ods": (OLD / "deals.ods").read_bytes(),
        "deals.zip": _packed({"deals.csv": text.encode(), "deal_history.csv": b"deal_id,changed_at\nD1,2026-01-05\n"}),
        "deals.csv.gz": gzip.compress(text.encode()),
    }


def _cut(content: bytearray, random: Random) -> bytearray:
    return content[: random.randrange(len(content))]


def _flip(content: bytearray, random: Random) -> bytearray:
    for _ in range(random.choice((1, 1, 3, 20))):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    return content


def _overwrite(content: bytearray, random: Random) -> bytearray:
    start, length = random.randrange(len(content)), random.choice((1, 4, 64))
    content[start : start + length] = random.choice((random.randbytes(length), b"\0" * length, b"\xff" * length))
    return content


def _remove(content: bytearray, random: Random) -> bytearray:
    start = random.randrange(len(content))
    del content[start : start + random.choice((1, 7, 300))]
    return content


def _repeat(content: bytearray, random: Random) -> bytearray:
    start, length = random.randrange(len(content)), random.choice((2, 50, 400))
    return content[:start] + content[start : start + length] * random.choice((2, 30)) + content[start:]


def _tokens(content: bytearray, random: Random) -> bytearray:
    start = random.randrange(len(content))
    token = random.choice(TOKENS)
    return content[:start] + token + content[start + random.choice((0, len(token))) :]


def _splice(content: bytearray, random: Random) -> bytearray:
    other = random.choice(list(seeds().values()))
    return content[: random.randrange(len(content))] + other[random.randrange(len(other)) :]


DAMAGES: tuple[Callable[[bytearray, Random], bytearray], ...] = (
    _cut, _flip, _flip, _overwrite, _remove, _repeat, _tokens, _tokens, _splice
)  # fmt: skip


def damaged(content: bytes, random: Random) -> bytes:
    """The bytes with one to three damages; of a file that is an archive often a part inside it, packed again."""
    if content[:2] == b"PK" and random.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = random.choice([name for name, each in parts.items() if each])
        return _packed(parts | {name: damaged(parts[name], random)})
    if content[:2] == b"\x1f\x8b" and random.random() < 0.5:
        return gzip.compress(damaged(gzip.decompress(content), random))
    for _ in range(random.choice((1, 1, 2, 3))):
        content = bytes(random.choice(DAMAGES)(bytearray(content or b"x"), random))
    return content
