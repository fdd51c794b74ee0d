"""The desk of a workspace: files handed in for an import from the dashboard, and the one import that may run at a time.

An import runs in a process of its own (`dashboard.import_process`), so that it outlives a page, a session and a busy
server. What it is told and what it tells lies in a folder per import under `desk/`; the newest one is shown.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, BinaryIO

from dashboard.import_job import FILES, ORDER, PROCESS, Job, Order, State, write
from dashboard.workspace import Workspace, WorkspaceError

# More would be a mistake of the hand, or somebody who fills the disk.
MOST_FILES = 500
# Results of earlier imports are of no use once there are newer ones; files handed in go much sooner.
_KEPT_JOBS = 3
_CHUNK = 1 << 20


class DeskError(Exception):
    """What was asked of the desk cannot be done; `reason` names a message of the catalogues."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


@dataclass(frozen=True)
class Desk:
    """The desk of a workspace; nothing is created before it is used."""

    workspace: Workspace

    @property
    def folder(self) -> Path:
        return self.workspace.folder / "desk"

    @property
    def is_allowed(self) -> bool:
        """Whether the settings allow imports from the dashboard."""
        return self.workspace.settings.imports.from_dashboard

    def jobs(self) -> list[Job]:
        """All imports that are still known, oldest first."""
        return [Job(path) for path in sorted(self.folder.glob("[0-9]*")) if path.is_dir()]

    def last(self) -> Job | None:
        """The newest import that was started."""
        started = [job for job in self.jobs() if (job.folder / ORDER).is_file()]
        return started[-1] if started else None

    def is_running(self) -> bool:
        """Whether an import runs now, started by whomever."""
        try:
            with self._held():
                return False
        except BlockingIOError:
            return True
        except OSError:
            return False

    def hand_in(self, files: Sequence[tuple[str, BinaryIO]]) -> list[Path]:
        """Keep copies of uploaded files until they are imported; what lay there before is removed. DeskError beyond
        the limits of the settings."""
        self._require_allowed()
        limit = self.workspace.settings.imports.upload_mb << 20
        if len(files) > MOST_FILES:
            raise DeskError("desk.too_many", most=MOST_FILES)
        folder = self._new() / FILES
        folder.mkdir(mode=0o700)
        kept: list[Path] = []
        left = limit
        for name, content in files:
            path = folder / _unused(folder, safe_name(name))
            with path.open("wb") as file:
                while chunk := content.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        shutil.rmtree(folder.parent, ignore_errors=True)
                        raise DeskError("desk.too_large", most=limit >> 20)
                    file.write(chunk)
            kept.append(path)
        return kept

    def offered(self) -> dict[str, Path]:
        """The files in the folders that the settings name, by folder and name; files that lead out of one are not."""
        found: dict[str, Path] = {}
        for named in self.workspace.settings.imports.folders:
            folder = (self.workspace.folder / Path(named).expanduser()).resolve()
            for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
                inside = path.relative_to(folder)
                is_hidden = any(part.startswith(".") for part in inside.parts)
                if path.is_file() and not is_hidden and path.resolve().is_relative_to(folder):
                    found[f"{folder.name}/{inside.as_posix()}"] = path
        return found

    def start(self, order: Order) -> Job:
        """Begin an import in the background. DeskError where one runs already, or imports are not allowed."""
        self._require_allowed()
        paths = [Path(path).resolve() for path in order.paths]
        allowed = {path.resolve() for path in self.offered().values()} | set(self._handed_in())
        if not paths or not set(paths) <= allowed:
            raise DeskError("desk.gone")
        try:
            with self._held() as lock:
                folder = self._new()
                write(folder / ORDER, asdict(order))
                job = Job(folder)
                job.tell(State(dt.datetime.now().astimezone().isoformat(timespec="seconds")))
                command = [sys.executable, "-m", "dashboard.import_process", str(self.workspace.folder), str(folder)]
                with (folder / "output.txt").open("wb") as output:
                    # The child inherits the lock, which so lasts exactly as long as it does.
                    process = subprocess.Popen(
                        command,
                        stdin=subprocess.DEVNULL,
                        stdout=output,
                        stderr=output,
                        start_new_session=True,
                        pass_fds=(lock.fileno(),) if os.name != "nt" else (),
                        cwd=Path(__file__).resolve().parent.parent,
                    )
                (folder / PROCESS).write_text(str(process.pid), encoding="utf-8")
        except BlockingIOError:
            raise DeskError("desk.running") from None
        self._tidy(set(paths))
        return job

    def stop(self) -> None:
        """End the import that runs now; the version in force stays, as after a crash. Nothing where none runs."""
        job = self.last()
        if job is None or not self.is_running():
            return
        # The lock is held, so the number is still that of this import's process.
        with contextlib.suppress(OSError, ValueError):
            os.kill(int((job.folder / PROCESS).read_text(encoding="utf-8")), signal.SIGTERM)

    def wait(self) -> None:
        """Wait until no import runs."""
        with self._held(is_patient=True):
            pass

    def clear(self) -> None:
        """Remove all files that were handed in; for when they were imported."""
        for job in self.jobs():
            shutil.rmtree(job.folder / FILES, ignore_errors=True)

    def _handed_in(self) -> list[Path]:
        return [path.resolve() for job in self.jobs() for path in (job.folder / FILES).glob("*")]

    def _require_allowed(self) -> None:
        if not self.is_allowed:
            raise DeskError("desk.not_allowed")

    def _new(self) -> Path:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            folder = self.folder / dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
            folder.mkdir(mode=0o700)
        except OSError as error:
            raise WorkspaceError(f"{self.folder} cannot be written to: {error.strerror}.") from error
        return folder

    def _tidy(self, used: set[Path]) -> None:
        """Remove files that were handed in and are not used by the import that begins, and old results."""
        jobs = self.jobs()
        for job in jobs:
            if not any(path.is_relative_to(job.folder.resolve()) for path in used):
                shutil.rmtree(job.folder / FILES, ignore_errors=True)
        for job in jobs[:-_KEPT_JOBS]:
            if not (job.folder / FILES).exists():
                shutil.rmtree(job.folder, ignore_errors=True)

    @contextlib.contextmanager
    def _held(self, is_patient: bool = False) -> Iterator[IO[str]]:
        """Hold the right to run an import; BlockingIOError if another process does."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / "running.lock").open("w") as file:
            if os.name != "nt":
                # Windows has no fcntl; there the lock of the workspace alone keeps two imports apart.
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | (0 if is_patient else fcntl.LOCK_NB))
            yield file


def safe_name(name: str) -> str:
    """A file name without folders and signs that mean something to a file system; never empty, never hidden."""
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    return re.sub(r'[\x00-\x1f<>:"|?*]', "_", bare).lstrip(". ")[-150:] or "file"


def _unused(folder: Path, name: str) -> str:
    number, found = 1, name
    while (folder / found).exists():
        number += 1
        found = f"{Path(name).stem}-{number}{Path(name).suffix}"
    return found
