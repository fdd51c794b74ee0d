"""An import from end to end: files in, a checked new database version out, put in force all at once."""

from __future__ import annotations

import datetime as dt
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from dashboard import settings as settings_file
from dashboard.importing import comparison, kept, spellings, version
from dashboard.importing.live import Named
from dashboard.importing.placing import Extent
from dashboard.importing.problems import ImportProblem
from dashboard.importing.report import Report
from dashboard.importing.version import Order, Progress
from dashboard.settings import FileMapping, Settings, SettingsError
from dashboard.workspace import SETTINGS_FILE, Workspace, WorkspaceError, sync

log = logging.getLogger(__name__)
# Without a handler Python would print stack traces to the person at the terminal.
logging.getLogger("dashboard").addHandler(logging.NullHandler())

LOG_FILE = "import.log"


def import_paths(
    workspace: Workspace,
    paths: Sequence[Named],
    *,
    exported_on: dt.date | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    encoding: str | None = None,
    extent: Extent = Extent.ASKED,
    report: Report | None = None,
    mappings: Sequence[FileMapping] = (),
) -> Report:
    """Import files, folders and databases as a new version of the workspace's database, which then is in force.

    The deals of earlier exports tell their history; an export older than the one in force only adds to that. With
    `dry_run` everything is done but the publishing; `encoding` is for files that do not tell their own. ImportProblem
    or SettingsError say what makes it impossible; the version before stays in force then, as it does after a crash.
    A `report` that is given is filled as far as it comes also where the import is impossible; `mappings` count beside
    those of the settings.
    """
    tell = progress or (lambda _: None)
    report = report if report is not None else Report()
    with tempfile.TemporaryDirectory(prefix="funnel-") as folder:
        scratch = Path(folder)
        if dry_run:
            with _problems_of(workspace):
                settings = _settings(workspace, paths, report, dry_run, encoding).with_mappings(mappings)
                order = Order(
                    settings, paths, exported_on, extent, workspace.current(), workspace.snapshots_folder, scratch
                )
                _write(scratch / "dry.duckdb", order, scratch, report, tell)
            return report
        with _importing(workspace), _remembered(workspace), _problems_of(workspace):
            settings = _settings(workspace, paths, report, dry_run, encoding).with_mappings(mappings)
            kept_in = workspace.snapshots_folder
            order = Order(settings, paths, exported_on, extent, workspace.current(), kept_in, kept_in)
            _publish(workspace, report, lambda path: _write(path, order, scratch, report, tell))
            log.info("published %s: %d rows read, %d refused", report.version, report.rows_read, report.rows_refused)
    return report


def forget(workspace: Workspace, day: dt.date, progress: Progress | None = None) -> Report:
    """Make a new version whose history no longer rests on the export of a day. ImportProblem where that cannot be."""
    report = Report()
    with tempfile.TemporaryDirectory(prefix="funnel-") as folder, _importing(workspace), _problems_of(workspace):
        current = workspace.current()
        exports = kept.listed(current)
        days = ", ".join(str(each.day) for each in exports)
        if current is None or day not in [each.day for each in exports]:
            raise ImportProblem(f"The history rests on no export of {day}" + (f", only of {days}." if days else "."))
        if day == exports[-1].day:
            raise ImportProblem(
                f"The export of {day} is the one in force: `funnel import --rollback` goes back to the version before."
            )
        left = [each for each in exports if each.day != day]
        folders = workspace.snapshots_folder, left, Path(folder), report, progress or (lambda _: None)
        _publish(workspace, report, lambda path: version.rewrite(path, current, *folders))
        log.info("published %s without the export of %s", report.version, day)
    return report


def _write(path: Path, order: Order, scratch: Path, report: Report, tell: Progress) -> None:
    """Write the version and describe in the report what it changes."""
    version.write(path, order, scratch, report, tell)
    tell("comparing with the version in force")
    report.changes = comparison.compare(order.before, path)
    report.spellings = spellings.found(path)


def _publish(workspace: Workspace, report: Report, write: Callable[[Path], None]) -> None:
    """Write a version and put it in force, all at once; what a failure leaves is removed."""
    workspace.remove_unfinished()
    path = workspace.new_version_path()
    try:
        write(path)
    except BaseException:
        path.unlink(missing_ok=True)
        path.with_name(path.name + ".wal").unlink(missing_ok=True)
        kept.remove_unlisted(workspace)
        raise
    sync(path)
    version.step("before_pointer")
    report.version = workspace.publish(path)
    version.written[:] = [report.version]
    version.step("after_pointer")
    workspace.remove_old(workspace.settings.rules.keep_versions)
    kept.remove_unlisted(workspace)


@contextmanager
def _importing(workspace: Workspace) -> Iterator[None]:
    """The right to import, with a log."""
    with _writable(), workspace.lock(), _logged(workspace):
        yield


def _settings(
    workspace: Workspace, paths: Sequence[Named], report: Report, dry_run: bool, encoding: str | None
) -> Settings:
    found = _settings_found(workspace, paths, report, dry_run)
    return found.read_as(encoding) if encoding else found


def _settings_found(workspace: Workspace, paths: Sequence[Named], report: Report, dry_run: bool) -> Settings:
    """The workspace's settings; a workspace without any takes over those that lie beside the exports."""
    if workspace.settings_path.is_file():
        return workspace.settings
    folders = [path for path in paths if isinstance(path, Path)]
    beside = [path / SETTINGS_FILE for path in folders if (path / SETTINGS_FILE).is_file()]
    if not beside:
        return workspace.settings
    found = settings_file.load(beside[0])
    if not dry_run:
        workspace.folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(beside[0], workspace.settings_path)
    report.messages.append(f"The settings are those of {beside[0]}, copied into the workspace.")
    return found


@contextmanager
def _writable() -> Iterator[None]:
    """A workspace that cannot be written to is a problem of the import."""
    try:
        yield
    except WorkspaceError as error:
        raise ImportProblem(str(error)) from error


@contextmanager
def _problems_of(workspace: Workspace) -> Iterator[None]:
    """Tell a person in a sentence what went wrong, and leave the details in the log."""
    try:
        yield
    except (ImportProblem, SettingsError, WorkspaceError):
        log.info("import refused", exc_info=True)
        raise
    except Exception as error:
        log.exception("import failed")
        if "No space left on device" in str(error):
            raise ImportProblem(
                f"The disk is full: nothing was changed. The workspace is {workspace.folder}, temporary files are in "
                f"{tempfile.gettempdir()}."
            ) from error
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ImportProblem(
            f"The import failed and nothing was changed: {reason} (details in {workspace.log_folder / LOG_FILE})"
        ) from error


@contextmanager
def _remembered(workspace: Workspace) -> Iterator[None]:
    """The dashboard says that an import was refused, as those who read it do not see the terminal."""
    try:
        yield
    except (ImportProblem, SettingsError) as error:
        workspace.remember_refusal(str(error))
        raise


@contextmanager
def _logged(workspace: Workspace) -> Iterator[None]:
    """Write this package's log into the workspace while an import runs; the last megabytes are kept."""
    try:
        workspace.log_folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            workspace.log_folder / LOG_FILE, maxBytes=1 << 20, backupCount=2, encoding="utf-8"
        )
    except OSError as error:
        raise WorkspaceError(f"{workspace.folder} cannot be written to: {error.strerror}.") from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("dashboard")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)
        handler.close()
