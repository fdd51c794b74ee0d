"""Locks between processes: one alone may write, many may hold a file that must not be removed meanwhile.

Every lock ends with the process that took it, however it ends.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def lock(file: IO[str]) -> None:
    """Lock a file for oneself alone until it is closed; BlockingIOError if somebody else has it."""
    if sys.platform == "win32":
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(error.errno, "locked") from error
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def hold(path: Path) -> IO[str] | None:
    """Keep a file from `freed` until what is returned is closed.

    None where nothing has to be or can be held: Windows removes no file that is open, and a folder may be read-only.
    """
    if sys.platform == "win32":
        return None
    file = None
    for mode in ("a", "r"):
        with contextlib.suppress(OSError):
            file = beside(path).open(mode, encoding="utf-8")
            break
    if file is None:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


@contextlib.contextmanager
def freed(path: Path) -> Iterator[bool]:
    """Whether nobody holds a file; while the context lasts nobody can begin to."""
    with contextlib.ExitStack() as opened:
        is_free = True
        if beside(path).is_file():
            file = opened.enter_context(beside(path).open("a", encoding="utf-8"))
            try:
                lock(file)
            except BlockingIOError:
                is_free = False
        yield is_free


def beside(path: Path) -> Path:
    """The empty file that is locked in place of a file: databases lock their own files in their own ways."""
    return path.with_name(path.name + ".held")
