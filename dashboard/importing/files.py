"""What a person names → the files to read: folders opened, the same content taken once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from dashboard.importing.encodings import content_hash
from dashboard.importing.problems import ImportProblem

# What is taken from a folder; a file that is named is read whatever it is called.
SUFFIXES = (
    ".csv",
    ".tsv",
    ".tab",
    ".xlsx",
    ".xlsm",
    ".xlsb",
    ".xls",
    ".ods",
    ".parquet",
    ".jsonl",
    ".ndjson",
    ".zip",
    ".gz",
)
# Taken from a folder only if they look like tables: programs keep notes and settings in such files too.
PERHAPS = (".json", ".txt")


@dataclass(frozen=True)
class File:
    """A file to read: where its bytes are, what messages call it, and the name of the folder it came from."""

    path: Path
    name: str
    folder: str

    @property
    def name_in_folder(self) -> str:
        """Its name where another file of the import has the same one."""
        return f"{self.folder}/{self.name}"


def find(paths: list[Path]) -> list[File]:
    """The export files that are named or lie directly in a named folder, by name.

    ImportProblem for a path that is not there, or if nothing could be an export.
    """
    found: list[Path] = []
    if not paths:
        raise ImportProblem("Nothing was named to import.")
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith((".", "~$")))
            exports = [each for each in inside if is_wanted(each.name, each)]
            _check_inside(path, exports)
            if not exports:
                raise ImportProblem(f"{path} holds no CSV, Excel, Parquet or JSON file.")
            found.extend(exports)
        elif path.is_file():
            found.append(path)
        elif path.exists():
            raise ImportProblem(f"{path} is neither a file nor a folder.")
        else:
            raise ImportProblem(f"There is no {path}.")
    return [File(path, path.name, path.parent.name) for path in dict.fromkeys(found)]


def _check_inside(folder: Path, exports: list[Path]) -> None:
    """ImportProblem for links that lead out of a folder: whoever names it has not named what lies elsewhere."""
    problems = [
        f"{each} is a link to a file outside of its folder; name that file itself to import it."
        for each in exports
        if each.is_symlink() and not each.resolve().is_relative_to(folder.resolve())
    ]
    if problems:
        raise ImportProblem(*problems)


def is_wanted(name: str, path: Path) -> bool:
    """Whether a file of a folder or archive is taken for an export, by its name, else by how it begins."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in PERHAPS:
        return suffix in SUFFIXES
    try:
        with path.open("rb") as file:
            start = file.read(1 << 16)
    except OSError:
        return True
    return _looks_like_records(start) if suffix == ".json" else _looks_like_columns(start)


def _looks_like_records(start: bytes) -> bool:
    """A list of objects, or a first line that is a whole object."""
    bare = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    line = bare.splitlines()[0].rstrip() if bare else b""
    return (bare[:1] == b"[" and bare[1:].lstrip()[:1] == b"{") or (line[:1] == b"{" and line[-1:] == b"}")


def _looks_like_columns(start: bytes) -> bool:
    """A first line with tabs or, as often as the next, with semicolons, commas or bars."""
    lines = [line for line in start.replace(b"\0", b"").splitlines() if line.strip()][:2]
    if not lines or b"\t" in lines[0].strip():
        return bool(lines)
    return any(lines[0].count(mark) == lines[-1].count(mark) > 0 for mark in (b";", b",", b"|", b"^"))


def repeats(files: list[File], is_known: Callable[[File], bool]) -> dict[File, File]:
    """The files whose bytes are those of another one, each with that one. Empty files repeat nothing.

    Of several the one is kept whose name is known, since by its name a file may be told what it is.
    """
    by_size: dict[int, list[File]] = {}
    for file in files:
        by_size.setdefault(_size(file), []).append(file)
    found: dict[File, File] = {}
    # Only files of one size are read a second time for their hash, since that takes as long as importing them may.
    for size, alike in by_size.items():
        first: dict[str, File] = {}
        # Copies are named like the original with something added.
        in_order = sorted(alike, key=lambda each: (not is_known(each), len(each.name)))
        for file in in_order if size > 0 and len(alike) > 1 else []:
            kept = first.setdefault(content_hash(file.path), file)
            if kept is not file:
                found[file] = kept
    return {file: found[file] for file in files if file in found}


def _size(file: File) -> int:
    try:
        return file.path.stat().st_size
    except OSError:
        return 0
