"""Which encoding a text file has, decided from the whole of it, and its content as UTF-8."""

from __future__ import annotations

import codecs
import hashlib
import re
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


RECOGNISED = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "excel", "parquet", "postgresql", "mysql", "sqlite")
# Programs that say the one write the other, which has all its characters and those of Windows.
_MEANT = {
    "big5": "cp950",
    "shift_jis": "cp932",
    "iso8859-1": "cp1252",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
# Their bytes are also valid UTF-8, or full of zeros: whoever asks for them knows.
_ASKED_FIRST = ("utf-16", "utf-32", "iso2022", "hz", "utf-7")
# What an unknown text is shown as, for a person to choose from.
_SHOWN_AS = ("cp1252", "big5", "shift_jis", "cp1251", "gb18030")


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


def as_utf8(path: Path, name: str, copy: Path, asked: str | None = None) -> Text:
    """Decide the encoding (BOM, strict UTF-8, what was `asked` for, strict GB18030); `copy` is written if not UTF-8.

    ImportProblem for a file that is none of these or no text at all. The file is read in pieces.
    """
    with path.open("rb") as file:
        start = file.read(_CHUNK)
    bom = next((encoding for mark, encoding in _BOMS if start.startswith(mark)), None)
    if bom in ("utf-16", "utf-32"):
        return _transcoded(path, name, copy, bom)
    if asked and codecs.lookup(asked).name.startswith(_ASKED_FIRST):
        return _transcoded(path, name, copy, codecs.lookup(asked).name)
    if start.count(b"\0") * 4 > len(start) and b"\0\0" not in start:
        order = "utf-16-le" if start[1::2].count(b"\0") > start[::2].count(b"\0") else "utf-16-be"
        raise ImportProblem(f"{name} is UTF-16 text without its mark. {_ways_out(name, order)}")
    if b"\0" in start:
        raise ImportProblem(f"{name} is not a text file; exports are CSV, Excel, Parquet or JSON files.")
    text = _checked_utf8(path, bom or "utf-8")
    if text is not None:
        return text
    if asked:
        canonical = codecs.lookup(asked).name
        return _transcoded(path, name, copy, _MEANT.get(canonical, canonical))
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
    except UnicodeDecodeError as error:
        line = line_ends + error.object[: error.start].count(b"\n") + 1
        raise ImportProblem(
            f"{name} is not {encoding} text: line {line} holds {error.object[error.start : error.end][:4].hex(' ')}, "
            f'which is no character there. Ask for another encoding, or save the file as UTF-8 (in Excel: "CSV UTF-8").'
        ) from error
    return Text(copy, encoding, content_hash(path), line_ends, last == "\n")


def _check_plausible_chinese(path: Path, name: str) -> None:
    """Refuse text of other code pages, whose letters often decode as characters that Chinese text has few of."""
    decoder = codecs.getincrementaldecoder("gb18030")("strict")
    common = rare = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                for character in decoder.decode(chunk):
                    if character < "\x80" or not character.isalpha():
                        continue
                    is_common = len(character.encode("gb2312", "ignore")) == 2
                    common, rare = common + is_common, rare + (not is_common)
                if common + rare > 10_000:
                    break
    except UnicodeDecodeError:
        raise _unknown(path, name) from None
    if rare * 4 > common:
        raise _unknown(path, name)


def _unknown(path: Path, name: str) -> ImportProblem:
    """The question which encoding a file has, with its first word that is not ASCII as some would read it."""
    line, word = _first_word(path)
    read = {}
    for encoding in _SHOWN_AS:
        try:
            text = word.decode(_MEANT.get(encoding, encoding))
        except UnicodeDecodeError:
            continue
        if text.isprintable():
            read[encoding] = text
    # A name is made of letters; what is not was written in another encoding.
    read = {encoding: text for encoding, text in read.items() if text.isalnum()} or read
    shown = " or ".join(f'"{text}" as {encoding}' for encoding, text in read.items())
    seen = f"; line {line} has {shown}" if read else ""
    ways = _ways_out(name, next(iter(read), "cp1252"))
    return ImportProblem(f"{name} is neither UTF-8 nor GB18030 text{seen}. {ways}")


def _ways_out(name: str, encoding: str) -> str:
    return (
        f"Try an encoding with --dry-run --encoding {encoding} and keep it in funnel.toml: [[mapping]] "
        f'file = "{name}" encoding = "{encoding}"; or save the file as UTF-8 (in Excel: "CSV UTF-8").'
    )


def _first_word(path: Path) -> tuple[int, bytes]:
    """The first word that is not ASCII, and its line."""
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(_CHUNK), b""), start=1):
            found = re.search(rb"[^\s,;|\"]*[\x80-\xff][^\s,;|\"]*", line)
            if found:
                return number, found[0][:24]
    return 1, b""
