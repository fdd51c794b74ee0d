"""A workspace: the folder that holds the settings, the database versions and the pointer to the one in force."""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard import locks, settings
from dashboard.settings import Settings, SettingsError

log = logging.getLogger(__name__)

SETTINGS_FILE = "funnel.toml"
_POINTER = "current"
_UNFINISHED = ".unfinished"
_LOCK = "import.lock"
_REFUSED = "refused.txt"


class WorkspaceError(Exception):
    """The workspace cannot do what was asked; the message says why, for a person."""


@dataclass(frozen=True)
class Workspace:
    """The folder. Nothing is created before something is written."""

    folder: Path

    @classmethod
    def default(cls) -> Workspace:
        """The folder that FUNNEL_WORKSPACE names, else `workspace` where the command runs."""
        return cls(Path(os.environ.get("FUNNEL_WORKSPACE") or "workspace"))

    @property
    def settings_path(self) -> Path:
        """Where funnel.toml is looked for."""
        return self.folder / SETTINGS_FILE

    @property
    def settings(self) -> Settings:
        """The settings as they are now. SettingsError where they are wrong."""
        return settings.load(self.settings_path)

    @property
    def language(self) -> str:
        """The language of a first visit; English while the settings cannot be read."""
        try:
            return self.settings.reporting.language
        except SettingsError:
            return "en"

    @property
    def versions_folder(self) -> Path:
        """Where the database versions are."""
        return self.folder / "versions"

    @property
    def snapshots_folder(self) -> Path:
        """Where the deals of each import are kept, for the history that they tell together."""
        return self.folder / "snapshots"

    @property
    def answers_folder(self) -> Path:
        """Where what was read from versions is kept, and what readers looked at last; it may be removed at any time."""
        return self.folder / "answers"

    @property
    def visits_path(self) -> Path:
        """The file of what readers looked at last."""
        return self.answers_folder / "visits.json"

    @classmethod
    def answers_of(cls, version: Path) -> Path:
        """The folder of the answers of a version."""
        return cls(version.parent.parent).answers_folder / version.stem

    @property
    def log_folder(self) -> Path:
        """Where the logs are."""
        return self.folder / "log"

    def current(self) -> Path | None:
        """The database version in force; None before the first import."""
        try:
            name = (self.folder / _POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        path = self.versions_folder / name
        return path if name and path.is_file() else None

    def versions(self) -> list[Path]:
        """All whole versions, oldest first."""
        return sorted(self.versions_folder.glob("*.duckdb"), key=_age)

    def new_version_path(self) -> Path:
        """A path nobody has used, for a version to be written to; `publish` gives it its final name.

        WorkspaceError where the folder cannot be written to.
        """
        with self._writing():
            self.versions_folder.mkdir(parents=True, exist_ok=True)
            stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S")
            # Ahead of everything that is there, even if the clock was set back: names sort by age and none is reused.
            newest = max(map(_age, self.versions_folder.iterdir()), default=("", 0))
            stamp, number = max((stamp, 1), (newest[0], newest[1] + 1))
            path = self.versions_folder / f"{stamp}-{number}.duckdb{_UNFINISHED}"
            path.touch()
            path.unlink()
        return path

    def publish(self, path: Path) -> Path:
        """Put a written version in force, all at once, and return its final path. A crash leaves one or the other."""
        with self._writing():
            sync(path)
            final = path.with_name(path.name.removesuffix(_UNFINISHED))
            # Made here, as those who read may not write into the folder.
            locks.beside(final).touch()
            path.rename(final)
            sync(self.versions_folder)
            self._point_to(final)
            (self.folder / _REFUSED).unlink(missing_ok=True)
        return final

    def remember_refusal(self, reason: str) -> None:
        """Keep why the last import was refused, until the next one is not: readers should know that it was tried."""
        moment = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        with contextlib.suppress(OSError):
            (self.folder / _REFUSED).write_text(f"{moment}\n{reason}\n", encoding="utf-8")

    def refusal(self) -> tuple[dt.datetime, str] | None:
        """When and why the last import was refused; None where it was not."""
        try:
            moment, _, reason = (self.folder / _REFUSED).read_text(encoding="utf-8").partition("\n")
            return dt.datetime.fromisoformat(moment), reason.strip()
        except (OSError, ValueError):
            return None

    def rollback(self) -> Path:
        """Put the version before the one in force in force again.

        WorkspaceError if there is none, or while an import runs: it would take back what a person just decided.
        """
        self._earlier()
        with self.lock(), self._writing():
            earlier = self._earlier()
            self._point_to(earlier)
        return earlier

    def _earlier(self) -> Path:
        current = self.current()
        earlier = [path for path in self.versions() if current is not None and _age(path) < _age(current)]
        if not earlier:
            raise WorkspaceError(f"There is no earlier version in {self.folder} to go back to.")
        return earlier[-1]

    def remove_old(self, keep: int) -> list[Path]:
        """Remove versions beyond the newest `keep`, never the one in force, and none that somebody reads.

        Those stay until a later import finds them free. Returns what was removed.
        """
        current, removed = self.current(), []
        for path in [path for path in self.versions()[:-keep] if path != current]:
            # Windows does not remove what is open.
            with locks.freed(path) as is_free, contextlib.suppress(PermissionError):
                if is_free:
                    path.unlink(missing_ok=True)
                    removed.append(path)
        for path in self.versions_folder.glob(locks.beside(Path("*.duckdb")).name):
            if not path.with_suffix("").exists():
                path.unlink(missing_ok=True)
        for folder in self.answers_folder.glob("*/"):
            # Those of versions before it are asked for only after a rollback.
            if current is not None and folder.name != current.stem:
                shutil.rmtree(folder, ignore_errors=True)
        return removed

    def remove_unfinished(self) -> None:
        """Remove what crashed imports left behind; only for the holder of `lock`."""
        for path in self.versions_folder.glob(f"*{_UNFINISHED}*"):
            path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the right to import; WorkspaceError if another process has it. It ends with the process."""
        with self._writing():
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / _LOCK).open("w")
        with file:
            try:
                locks.lock(file)
            except BlockingIOError:
                raise WorkspaceError(f"Another import into {self.folder} is running.") from None
            yield

    def is_importing(self) -> bool:
        """Whether a version is being written now, by whomever."""
        # To try the lock of an import that only begins would refuse it.
        if any(self.versions_folder.glob(f"*{_UNFINISHED}")):
            try:
                with (self.folder / _LOCK).open(encoding="utf-8") as file:
                    locks.lock(file)
            except BlockingIOError:
                return True
            except OSError:
                return False
        return False

    def _point_to(self, version: Path) -> None:
        pointer = self.folder / _POINTER
        temporary = self.folder / f"{_POINTER}.new"
        temporary.write_text(version.name + "\n", encoding="utf-8")
        sync(temporary)
        temporary.replace(pointer)
        sync(self.folder)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            log.exception("cannot write to %s", self.folder)
            raise WorkspaceError(f"{self.folder} cannot be written to: {error.strerror}.") from error


def sync(path: Path) -> None:
    """Make sure a file's or folder's content is on the disk."""
    if os.name == "nt":
        # Windows syncs no folders and no files opened for reading.
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _age(path: Path) -> tuple[str, int]:
    stamp, _, number = path.name.split(".")[0].partition("-")
    return stamp, int(number) if number.isdigit() else 0
