"""Which encoding a text file has, decided from the whole of it, and its content as UTF-8."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from dashboard.importing.problems import ImportProblem

_CHUNK = 1 << 22
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Text:
    """A text file as UTF-8.

    `path` is the file itself or, where it was written in another encoding, a copy; `encoding` is that of the original;
    `line_ends` counts the line ends of the UTF-8 text, `ends_with_line_end` tells whether the last line has one.
    """

    path: Path
    encoding: str
    content_hash: str
    line_ends: int
    ends_with_line_end: bool


def content_hash(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def as_utf8(path: Path, name: str, copy: Path) -> Text:
    """Decide the encoding (BOM, strict UTF-8, strict GB18030) and write `copy` where it is not UTF-8.

    ImportProblem for a file that is none of these or no text at all. The file is read in pieces.
    """
    with path.open("rb") as file:
        start = file.read(_CHUNK)
    bom = next((encoding for mark, encoding in _BOMS if start.startswith(mark)), None)
    if bom in ("utf-16", "utf-32"):
        return _transcoded(path, name, copy, bom)
    if start.count(b"\0") * 4 > len(start) and b"\0\0" not in start:
        raise ImportProblem(f"{name} is UTF-16 text without its mark; save it as UTF-8 and import it again.")
    if b"\0" in start:
        raise ImportProblem(f"{name} is not a text file; exports are CSV, Excel, Parquet or JSON files.")
    text = _checked_utf8(path, bom or "utf-8")
    if text is not None:
        return text
    _check_plausible_chinese(path, name)
    return _transcoded(path, name, copy, "gb18030")


def _checked_utf8(path: Path, encoding: str) -> Text | None:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    digest, line_ends, last = hashlib.sha256(), 0, b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            line_ends += chunk.count(b"\n")
            last = chunk[-1:]
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return None
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return Text(path, encoding, digest.hexdigest(), line_ends, last == b"\n")


def _transcoded(path: Path, name: str, copy: Path, encoding: str) -> Text:
    line_ends, last = 0, ""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        with path.open("rb") as source, copy.open("wb") as target:
            for chunk in iter(lambda: source.read(_CHUNK), b""):
                piece = decoder.decode(chunk)
                line_ends += piece.count("\n")
                last = piece[-1:] or last
                target.write(piece.encode("utf-8"))
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise _unknown(name) from None
    return Text(copy, encoding, content_hash(path), line_ends, last == "\n")


def _check_plausible_chinese(path: Path, name: str) -> None:
    """Refuse text of Western code pages, whose accented letters often decode as rare GB18030 characters."""
    decoder = codecs.getincrementaldecoder("gb18030")("strict")
    common = rare = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                for character in decoder.decode(chunk):
                    if character < "\x80":
                        continue
                    is_common = len(character.encode("gb2312", "ignore")) == 2
                    common, rare = common + is_common, rare + (not is_common)
                if common + rare > 10_000:
                    break
    except UnicodeDecodeError:
        raise _unknown(name) from None
    if rare > common:
        raise _unknown(name)


def _unknown(name: str) -> ImportProblem:
    return ImportProblem(
        f"{name} is neither UTF-8 nor GB18030 text, nor UTF-16 with its mark; "
        'save it as UTF-8 (in Excel: "CSV UTF-8") and import it again.'
    )
