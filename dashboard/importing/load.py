"""An import from end to end: files in, a checked new database version out, put in force all at once."""

from __future__ import annotations

import datetime as dt
import logging
import os
import shutil
import tempfile
import time
import zoneinfo
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from dashboard import catalog
from dashboard import settings as settings_file
from dashboard.importing import decisions, facts, intake, readings, rows, stages, tables
from dashboard.importing.intake import Intake
from dashboard.importing.problems import ImportProblem
from dashboard.importing.readings import Decisions, Reading
from dashboard.importing.report import FileReport, RefusedRow, Report
from dashboard.settings import Settings
from dashboard.workspace import SETTINGS_FILE, Workspace, WorkspaceError, sync

log = logging.getLogger(__name__)

# The oldest form in which every DuckDB of the 1.5 line can open what a later one writes.
STORAGE_VERSION = "v1.4.0"
MEMORY_LIMIT = "2GB"
_SHOWN_REFUSALS = 100
Progress = Callable[[str], None]


def import_paths(
    workspace: Workspace,
    paths: Sequence[Path],
    exported_on: dt.date | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Import files and folders as a new version of the workspace's database, which then is in force.

    With `dry_run` everything is done but the publishing. ImportProblem or SettingsError say what makes it impossible; the
    version before stays in force then, as it does after a crash.
    """
    tell = progress or (lambda _: None)
    report = Report()
    with _problems_of(workspace), tempfile.TemporaryDirectory(prefix="funnel-") as folder:
        scratch = Path(folder)
        settings = _settings(workspace, paths, report, dry_run)
        if dry_run:
            _write_version(scratch / "dry.duckdb", settings, paths, exported_on, scratch, report, tell)
            return report
        with workspace.lock():
            _log_to(workspace)
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


def _settings(workspace: Workspace, paths: Sequence[Path], report: Report, dry_run: bool) -> Settings:
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
    config = {
        "storage_compatibility_version": STORAGE_VERSION,
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(scratch / "spill"),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    with duckdb.connect(str(path), config=config) as connection:
        zone = settings.reporting.time_zone.replace("'", "''")
        connection.execute(f"set timezone = '{zone}'")
        with _timed(report, "read"):
            found = intake.read(connection, list(paths), scratch, tell)
        _step("read")
        with _timed(report, "mapped"):
            intake.recognise(connection, found, settings, tell)
            decided = decisions.decide(connection, found.readings, settings, found.exported_stages(connection))
            for reading in found.readings:
                readings.finish(connection, reading, decided)
        _step("mapped")
        with _timed(report, "loaded"):
            _load(connection, found, decided, settings, exported_on, report, tell)
        _step("loaded")
        with _timed(report, "derived"):
            tell("deriving the history of every deal")
            catalog.install(connection, "metrics", "derived")
        _step("derived")
        with _timed(report, "views"):
            tell("creating the views")
            catalog.install(connection, "scope", "views", "checks")
            _check(connection)
        _step("views")
        connection.execute("checkpoint")


def _load(
    connection: duckdb.DuckDBPyConnection,
    found: Intake,
    decided: Decisions,
    settings: Settings,
    exported_on: dt.date | None,
    report: Report,
    tell: Progress,
) -> None:
    catalog.install(connection, "tables")
    by_table: dict[str, list[Reading]] = {}
    for reading in found.readings:
        tell(f"checking {reading.source.name}")
        rows.refuse_unreadable(connection, reading)
        by_table.setdefault(reading.table, []).append(reading)
    for table, ours in by_table.items():
        rows.refuse_repeated(connection, ours, table)
    for ours in by_table.values():
        base = 0
        for reading in ours:
            tell(f"loading {reading.source.name}")
            report.files.append(_load_reading(connection, found, reading, base))
            base += reading.source.rows + reading.source.blank_rows
    _list_files(connection, found, report)
    listed = stages.stage_table(connection, decided.stages)
    connection.executemany("insert into stages values (?, ?, ?, ?, ?, ?, ?, ?)", listed)
    _write_facts(connection, by_table, decided, settings, exported_on, report)
    _describe(connection, decided, report)


def _load_reading(connection: duckdb.DuckDBPyConnection, found: Intake, reading: Reading, base: int) -> FileReport:
    source, mapping = reading.source, reading.mapping
    same_file = [each for each in found.readings if each.source.name == source.name]
    used = set().union(*(each.mapping.headers | set(each.mapping.skip) for each in same_file))
    accepted = rows.insert(connection, reading, base, used)
    refused = rows.write_refused(connection, reading)
    notes = list(reading.notes)
    skipped = source.rows - accepted - refused - (0 if reading.counts_broken else len(source.broken))
    if skipped:
        notes.append(f"{skipped} rows are no {reading.table} and were left to another table.")
    if source.blank_rows:
        notes.append(f"{source.blank_rows} blank rows were passed over.")
    mapped = {name: column.header for name, column in reading.columns.items() if name not in mapping.constants}
    names = [name for name in tables.columns(reading.table) if name not in ("extra", "line_no")]
    return FileReport(
        source.name, reading.table, mapping.name, accepted + refused, accepted, refused, source.encoding, source.content_hash,
        mapped, tuple(header for header in source.headers if header not in used),
        tuple(name for name in names if name not in reading.columns), " ".join(notes),
    )  # fmt: skip


def _list_files(connection: duckdb.DuckDBPyConnection, found: Intake, report: Report) -> None:
    for source, mapping in found.stage_lists:
        report.files.append(
            FileReport(
                source.name, "stages", mapping.name, source.rows, source.rows, 0, source.encoding, source.content_hash
            )
        )
    looked_up = [lookup.file for reading in found.readings for lookup in reading.mapping.lookups.values()]
    for source in found.unrecognised:
        is_looked_up = any(readings.fnmatch(source.name.casefold(), each.casefold()) for each in looked_up)
        note = "used to look values up" if is_looked_up else "no table recognised its columns; it was left out"
        report.files.append(
            FileReport(source.name, None, None, source.rows, 0, 0, source.encoding, source.content_hash, note=note)
        )
    files = [
        (each.file, each.table, each.mapping, each.rows_read, each.rows_accepted, each.rows_refused, each.encoding,
         each.content_hash, each.note or None)
        for each in report.files
    ]  # fmt: skip
    connection.executemany("insert into import_files values (?, ?, ?, ?, ?, ?, ?, ?, ?)", files)
    columns = []
    for each in report.files:
        columns += [(each.file, header, each.table, name) for name, header in each.mapped.items()]
        columns += [(each.file, header, each.table, None) for header in each.ignored]
    if columns:
        names = ["file", "header", "table_name", "column_name"]
        connection.register(
            "columns_frame", pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String), orient="row")
        )
        connection.execute("insert into import_columns select * from columns_frame")
        connection.unregister("columns_frame")


def _write_facts(
    connection: duckdb.DuckDBPyConnection,
    by_table: dict[str, list[Reading]],
    decided: Decisions,
    settings: Settings,
    given: dt.date | None,
    report: Report,
) -> None:
    zone = zoneinfo.ZoneInfo(settings.reporting.time_zone)
    now = dt.datetime.now(zone).replace(tzinfo=None)
    names = [reading.source.name for ours in by_table.values() for reading in ours]
    report.exported_on = facts.exported_on(connection, given, names, now.date())
    facts.write(
        connection,
        facts.Facts(report.exported_on, now, decided.stages.default_pipeline, tuple(by_table), settings),
    )


def _describe(connection: duckdb.DuckDBPyConnection, decided: Decisions, report: Report) -> None:
    """Fill in what the report says about the data as a whole."""
    shown = connection.execute(
        "select file, line, column_name, value, reason from refused_rows order by file, line limit ?", [_SHOWN_REFUSALS]
    ).fetchall()
    report.refused = [RefusedRow(*row) for row in shown]
    unknown = connection.execute(
        """select stage, count(*) from deals
        where stage in (select stage from stages where not is_configured)
            and stage not in (select stage from stages where is_configured)
        group by stage order by count(*) desc, stage"""
    ).fetchall()
    report.unknown_stages = dict(unknown)
    report.stages_from = decided.stages.source
    span = connection.execute("select min(created_at)::date, max(created_at)::date from deals").fetchone()
    report.period = (span[0], span[1]) if span else (None, None)


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
def _problems_of(workspace: Workspace) -> Iterator[None]:
    """Turn what a workspace cannot do into a problem of the import, and leave the details in its log."""
    try:
        yield
    except WorkspaceError as error:
        raise ImportProblem(str(error)) from error
    except ImportProblem as problem:
        log.info("import refused: %s", problem, exc_info=True)
        raise
    except Exception:
        log.exception("import failed")
        raise


def _log_to(workspace: Workspace) -> None:
    """Write the log of this package's imports into the workspace."""
    try:
        workspace.log_folder.mkdir(parents=True, exist_ok=True)
        path = workspace.log_folder / "import.log"
        root = logging.getLogger("dashboard")
        if any(getattr(each, "baseFilename", None) == str(path.resolve()) for each in root.handlers):
            return
        handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    except OSError as error:
        raise WorkspaceError(f"{workspace.folder} cannot be written to: {error.strerror}.") from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
