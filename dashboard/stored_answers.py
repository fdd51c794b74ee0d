"""Stored answers: what was read from a version once, kept on disk beside it, so that no server has to ask it again.

One small file per answer, named by a digest of everything the answer depends on: the file of the version, the SQL text,
every bound value and every variable of the scope, permissions included. A file is written beside its place and moved
there, begins with a digest of its name and content, and is ignored where that does not fit: crashed writers, damaged
disks and several servers at once leave an answer missing, never a wrong one.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import polars as pl

# Whatever writes the same question down, or answers it, in another way makes another name.
_FORM = (1, duckdb.__version__, pl.__version__)
_ENDING = ".answer"
# What a file takes on a disk, however short it is.
_BLOCK = 4_096
# A larger frame is a file to take along, no part of a page.
_MOST_OF_ONE = 16 << 20
# Bytes that must stay free on the disk: imports need them more.
_LEFT_FREE = 512 << 20
# Seconds after which a use is noted anew: what was not used longest goes first.
_NOTED_EVERY = 3_600.0


class StoredAnswers:
    """The answers of one version in a folder, at most `most_bytes`, least recently used first to go.

    Every failure of the disk, and a folder that cannot be written to, only mean that an answer is not there. The folder
    and its files may be read by those who may read `version`, and by nobody else.
    """

    def __init__(self, folder: Path, version: Path, most_bytes: int = 256 << 20) -> None:
        self.folder, self.version, self.most_bytes = folder, version, most_bytes
        self._unseen = 0
        self._lock = threading.Lock()
        self._mode, self._name = 0o600, ""
        with contextlib.suppress(OSError):
            found = version.stat()
            self._mode = found.st_mode & 0o666
            # A path is never reused within a workspace; between copies of one size and time tell versions apart.
            self._name = f"{version.name} {found.st_size} {found.st_mtime_ns}"
            folder.mkdir(parents=True, exist_ok=True)
            # Who may read a file may look into the folder.
            folder.chmod(self._mode | (self._mode & 0o444) >> 2)

    def key(self, sql: str, values: Sequence[object], variables: Mapping[str, object]) -> str:
        """The name of the answer to a statement with these bound values under these session variables."""
        asked = (_FORM, self._name, sql, [_typed(each) for each in values])
        under = sorted((name, _typed(value)) for name, value in variables.items() if value is not None)
        return hashlib.sha256(repr((asked, under)).encode("utf-8", "surrogatepass")).hexdigest()

    def get(self, key: str) -> pl.DataFrame | None:
        """The answer as it was read; None where it is not there or not whole."""
        path = self._path(key)
        try:
            content = path.read_bytes()
            digest, body = content[:32], content[32:]
            if digest != _digest(key, body):
                path.unlink(missing_ok=True)
                return None
            frame = pl.read_ipc_stream(io.BytesIO(body))
        except (OSError, pl.exceptions.PolarsError):
            return None
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _NOTED_EVERY:
                os.utime(path)
        return frame

    def put(self, key: str, frame: pl.DataFrame) -> None:
        """Keep an answer; one that is too large, or that the disk has no room for, is not kept."""
        if frame.estimated_size() > _MOST_OF_ONE:
            return
        body = io.BytesIO()
        frame.write_ipc_stream(body, compression="zstd")
        content = _digest(key, body.getvalue()) + body.getvalue()
        # Servers and threads may write the same answer at once.
        written = self.folder / f"{key}.{os.getpid()}-{threading.get_ident()}"
        try:
            if _free(self.folder) < _LEFT_FREE:
                return
            with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, self._mode), "wb") as file:
                file.write(content)
            written.replace(self._path(key))
        except OSError:
            with contextlib.suppress(OSError):
                written.unlink(missing_ok=True)
            return
        self._bound(len(content))

    def __contains__(self, key: str) -> bool:
        return self._path(key).is_file()

    def bytes(self) -> int:
        """What all answers take on the disk."""
        return sum(size for _, size, _ in self._all())

    def _path(self, key: str) -> Path:
        return self.folder / (key + _ENDING)

    def _bound(self, written: int) -> None:
        """Now and then look at all that is there, by whomever it was written, and remove what was not used longest."""
        with self._lock:
            self._unseen += max(written, _BLOCK)
            if self._unseen < self.most_bytes // 16:
                return
            self._unseen = 0
        found = sorted(self._all())
        # Others write meanwhile, and nobody should have to look again at once.
        left = sum(size for _, size, _ in found) - self.most_bytes * 7 // 8
        for _, size, path in found:
            if left <= 0:
                return
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
            left -= size

    def _all(self) -> list[tuple[float, int, Path]]:
        """Every file: when it was last used, its bytes, its path."""
        found = []
        with contextlib.suppress(OSError), os.scandir(self.folder) as listed:
            for each in listed:
                with contextlib.suppress(OSError):
                    status = each.stat(follow_symlinks=False)
                    found.append((status.st_mtime, max(status.st_size, _BLOCK), Path(each.path)))
        return found


def _digest(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + body).digest()


def _typed(value: object) -> object:
    """A value as text that no value of another type has."""
    if isinstance(value, list | tuple):
        return [_typed(each) for each in value]
    return type(value).__name__, repr(value)


def _free(folder: Path) -> int:
    if not hasattr(os, "statvfs"):
        return _LEFT_FREE
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize
