"""An import from end to end: files in, a checked new database version out, put in force all at once."""

from __future__ import annotations

import datetime as dt
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

import duckdb

from dashboard import catalog, installing
from dashboard import settings as settings_file
from dashboard.importing import decisions, filling, finishing, intake, recognition
from dashboard.importing.frames import literal
from dashboard.importing.problems import ImportProblem
from dashboard.importing.report import Report
from dashboard.settings import Settings, SettingsError
from dashboard.workspace import SETTINGS_FILE, Workspace, WorkspaceError, sync

log = logging.getLogger(__name__)
# Without a handler Python would print stack traces to the person at the terminal.
logging.getLogger("dashboard").addHandler(logging.NullHandler())

# The oldest form in which every DuckDB of the 1.5 line can open what a later one writes.
STORAGE_VERSION = "v1.4.0"
MEMORY_LIMIT = "2GB"
LOG_FILE = "import.log"
Progress = Callable[[str], None]


def import_paths(
    workspace: Workspace,
    paths: Sequence[Path],
    exported_on: dt.date | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    encoding: str | None = None,
) -> Report:
    """Import files and folders as a new version of the workspace's database, which then is in force.

    With `dry_run` everything is done but the publishing; `encoding` is for files that do not tell their own.
    ImportProblem or SettingsError say what makes it impossible; the version before stays in force then, as it does
    after a crash.
    """
    tell = progress or (lambda _: None)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="funnel-") as folder:
        scratch = Path(folder)
        if dry_run:
            with _problems_of(workspace):
                settings = _settings(workspace, paths, report, dry_run, encoding)
                _write_version(scratch / "dry.duckdb", settings, paths, exported_on, scratch, report, tell)
            return report
        with _writable(), workspace.lock(), _logged(workspace), _remembered(workspace), _problems_of(workspace):
            settings = _settings(workspace, paths, report, dry_run, encoding)
            workspace.remove_unfinished()
            path = workspace.new_version_path()
            try:
                _write_version(path, settings, paths, exported_on, scratch, report, tell)
            except BaseException:
                path.unlink(missing_ok=True)
                path.with_name(path.name + ".wal").unlink(missing_ok=True)
                raise
            sync(path)
            _step("before_pointer")
            report.version = workspace.publish(path)
            _step("after_pointer")
            workspace.remove_old(settings.rules.keep_versions)
            log.info("published %s: %d rows read, %d refused", report.version, report.rows_read, report.rows_refused)
    return report


def _settings(
    workspace: Workspace, paths: Sequence[Path], report: Report, dry_run: bool, encoding: str | None
) -> Settings:
    found = _settings_found(workspace, paths, report, dry_run)
    return found.read_as(encoding) if encoding else found


def _settings_found(workspace: Workspace, paths: Sequence[Path], report: Report, dry_run: bool) -> Settings:
    """The workspace's settings; a workspace without any takes over those that lie beside the exports."""
    if workspace.settings_path.is_file():
        return workspace.settings
    beside = [path / SETTINGS_FILE for path in paths if (path / SETTINGS_FILE).is_file()]
    if not beside:
        return workspace.settings
    found = settings_file.load(beside[0])
    if not dry_run:
        workspace.folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(beside[0], workspace.settings_path)
    report.messages.append(f"The settings are those of {beside[0]}, copied into the workspace.")
    return found


def _write_version(
    path: Path,
    settings: Settings,
    paths: Sequence[Path],
    exported_on: dt.date | None,
    scratch: Path,
    report: Report,
    tell: Progress,
) -> None:
    config: dict[str, str | bool | int | float | list[str]] = {
        "storage_compatibility_version": STORAGE_VERSION,
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(scratch / "spill"),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    with duckdb.connect(str(path), config=config) as connection:
        fill_tables(connection, paths, settings, scratch, report, exported_on, tell)
        with _timed(report, "derived"):
            tell("deriving the history of every deal")
            with _at_once(connection):
                installing.install(connection, "metrics")
            derived = catalog.queries("derived")
            # not one transaction, which would keep every intermediate result to its end
            installing.execute(connection, derived, drop_spent=True)
            with _at_once(connection):
                installing.comment(connection, [each for each in derived if not each.is_temporary])
        _step("derived")
        with _timed(report, "views"), _at_once(connection):
            tell("creating the views")
            installing.install(connection, "scope", "views", "checks")
            _check(connection)
        _step("views")
        connection.execute("checkpoint")


def fill_tables(
    connection: duckdb.DuckDBPyConnection,
    paths: Sequence[Path],
    settings: Settings,
    scratch: Path,
    report: Report,
    exported_on: dt.date | None = None,
    tell: Progress = lambda _: None,
) -> None:
    """The first half of an import: read, recognise, type and refuse, up to the filled tables of a new database.

    `scratch` is an empty folder for copies of files. ImportProblem says what makes it impossible.
    """
    connection.execute(f"set timezone = {literal(settings.reporting.time_zone)}")
    with _timed(report, "read"):
        found = intake.read(connection, list(paths), scratch, settings, tell)
    _step("read")
    with _timed(report, "mapped"):
        try:
            intake.recognise(connection, found, settings, tell)
        finally:
            # Also of an import that is refused a person wants to see what was understood.
            report.recognised = recognition.recognised(connection, found)
        decided = decisions.decide(connection, found.readings, settings, found.exported_stages(connection))
        for reading in found.readings:
            finishing.finish(connection, reading, decided)
    _step("mapped")
    with _timed(report, "loaded"), _at_once(connection):
        filling.fill(connection, found, decided, settings, exported_on, report, tell)
    _step("loaded")


def _check(connection: duckdb.DuckDBPyConnection) -> None:
    """Ask every view once, so that none fails for the first reader."""
    for query in [*catalog.queries("views"), *catalog.queries("checks")]:
        if query.kind == "view":
            connection.execute(f"select * from {query.name} limit 0")


def _step(name: str) -> None:
    """A point at which a test can kill the process."""
    if os.environ.get("FUNNEL_CRASH_AFTER") == name:
        os._exit(9)


@contextmanager
def _timed(report: Report, name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    report.seconds[name] = time.perf_counter() - start


@contextmanager
def _at_once(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """One transaction for hundreds of small statements, each of which would wait for the disk."""
    connection.begin()
    yield
    connection.commit()


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
