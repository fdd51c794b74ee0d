"""ZIP and GZIP files → the files inside, unpacked within limits and never to a path that an archive names."""

from __future__ import annotations

import gzip
import lzma
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from dashboard.importing.files import PERHAPS, SUFFIXES, File, is_wanted
from dashboard.importing.problems import ImportProblem
from dashboard.settings import Limits

_CHUNK = 1 << 20
_MEGABYTE = 1_000_000
# Text of a few megabytes may be one row repeated; only what grows beyond that can fill a disk.
_RATIO_FROM = 20 * _MEGABYTE
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"
_OTHERS = {
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"\xfd7zX": "XZ",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    b"BZh": "bzip2",
}
_NOTHING = "holds no CSV, Excel, Parquet or JSON file."
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)


@dataclass
class Archives:
    """Unpacks the archives of one import into `folder`; what all of them hold together counts against the limits."""

    folder: Path
    limits: Limits
    files: int = 0
    size: int = 0

    def opened(self, file: File) -> list[File]:
        """The exports inside an archive, named `archive.zip/deals.csv`; a file that is none as it is.

        ImportProblem for what is damaged, locked or nested, beyond the limits or without an export.
        """
        kind = _kind(file.path)
        if kind == "workbook":
            self._check_workbook(file)
        if kind == "gzip":
            return [self._gunzip(file)]
        return self._unzip(file) if kind == "ZIP" else [file]

    def _gunzip(self, file: File) -> File:
        try:
            with gzip.open(file.path) as packed:
                return self._unpacked(packed, file.name, file.folder, file.path.stat().st_size)
        except _DAMAGE as error:
            raise ImportProblem(f"{file.name} cannot be unpacked; it is damaged or incomplete.") from error

    def _unzip(self, file: File) -> list[File]:
        try:
            with zipfile.ZipFile(file.path) as archive:
                entries = _exports(archive)
                if not entries:
                    raise ImportProblem(f"{file.name} {_NOTHING}")
                if len(entries) > self.limits.archive_files:
                    raise ImportProblem(
                        f"{file.name} holds {len(entries)} files, more than limits.archive_files in funnel.toml "
                        f"allows ({self.limits.archive_files})."
                    )
                found: list[File] = []
                problems: list[str] = []
                for name, entry in entries:
                    try:
                        found.append(self._entry(archive, entry, f"{file.name}/{name}", file.folder))
                    except ImportProblem as problem:
                        problems += problem.messages
        except _DAMAGE as error:
            raise ImportProblem(f"{file.name} cannot be unpacked; it is damaged or incomplete.") from error
        if problems:
            raise ImportProblem(*problems)
        wanted = [each for each in found if _is_certain(each) or is_wanted(each.name, each.path)]
        if not wanted:
            raise ImportProblem(f"{file.name} {_NOTHING}")
        return wanted

    def _entry(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, folder: str) -> File:
        if entry.flag_bits & 1:
            raise ImportProblem(f"{name} is locked with a password; unpack it and import what is inside.")
        try:
            with archive.open(entry) as packed:
                return self._unpacked(packed, name, folder, entry.compress_size)
        except NotImplementedError as error:
            raise ImportProblem(
                f"{name} is packed in a way that cannot be read here; unpack it and import what is inside."
            ) from error
        except _DAMAGE as error:
            raise ImportProblem(f"{name} cannot be unpacked; it is damaged or incomplete.") from error

    def _unpacked(self, packed: IO[bytes] | gzip.GzipFile, name: str, folder: str, packed_size: int) -> File:
        self.files += 1
        path = self.folder / f"{self.files}"
        self.folder.mkdir(exist_ok=True)
        written = 0
        with path.open("wb") as target:
            # What an archive says about its size may be wrong, so that the bytes themselves are counted.
            while chunk := packed.read(_CHUNK):
                written += len(chunk)
                self._check_size(name, written, packed_size)
                target.write(chunk)
        self.size += written
        if _kind(path) in ("ZIP", "gzip") or _is_tar(path):
            raise ImportProblem(f"{name} is an archive inside an archive; unpack it and import what is inside.")
        return File(path, name, folder)

    def _check_workbook(self, file: File) -> None:
        with zipfile.ZipFile(file.path) as book:
            size = sum(entry.file_size for entry in book.infolist())
        self._check_size(file.name, size, file.path.stat().st_size)

    def _check_size(self, name: str, size: int, packed_size: int) -> None:
        if self.size + size > self.limits.unpacked_mb * _MEGABYTE:
            raise ImportProblem(
                f"{name} is too large: what archives hold may be {self.limits.unpacked_mb} MB unpacked in all "
                "(limits.unpacked_mb in funnel.toml)."
            )
        if size > _RATIO_FROM and size > packed_size * self.limits.archive_ratio:
            raise ImportProblem(
                f"{name} grows to more than {self.limits.archive_ratio} times its size when it is unpacked, which "
                "exports do not (limits.archive_ratio in funnel.toml)."
            )


def _kind(path: Path) -> str:
    """What a file is: ZIP, gzip, workbook, or none of these."""
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError:
        return ""
    if start[:2] == _GZIP:
        return "gzip"
    if start[:4] in _ZIP:
        try:
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
        except _DAMAGE:
            return "ZIP" if path.suffix.lower() == ".zip" else ""
        return "workbook" if "[Content_Types].xml" in names or "mimetype" in names else "ZIP"
    return ""


def other_archive(start: bytes) -> str | None:
    """The name of an archive's make that cannot be read, from the first bytes of a file."""
    return next((name for mark, name in _OTHERS.items() if start.startswith(mark)), None)


def _is_tar(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(262)[257:] == b"ustar"


def _exports(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """The entries that could be exports by the names they are shown with, all different."""
    named = [(_shown(entry), entry) for entry in archive.infolist() if not entry.is_dir()]
    visible = [(name, entry) for name, entry in named if name and not _is_hidden(name)]
    wanted = [each for each in visible if PurePosixPath(each[0]).suffix.lower() in SUFFIXES + PERHAPS]
    if not wanted and len(visible) == 1:
        wanted = visible
    seen: Counter[str] = Counter()
    found = []
    for name, entry in sorted(wanted, key=lambda each: each[0]):
        seen[name] += 1
        found.append((name if seen[name] == 1 else f"{name} ({seen[name]})", entry))
    return found


def _shown(entry: zipfile.ZipInfo) -> str:
    """An entry's name as text of a message: no way up, no control characters, Chinese as Windows writes it."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        name = _decoded(name)
    parts = name.replace("\\", "/").split("/")
    kept = ["".join(each for each in part if each.isprintable()).strip() for part in parts if part not in (".", "..")]
    return "/".join(filter(None, kept))


def _decoded(name: str) -> str:
    """A name without the mark of UTF-8: zipfile took its bytes for those of the first IBM PC."""
    try:
        raw = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _is_certain(file: File) -> bool:
    return PurePosixPath(file.name).suffix.lower() not in PERHAPS


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return "__MACOSX" in parts or any(part.startswith(".") for part in parts) or parts[-1].startswith("~$")
