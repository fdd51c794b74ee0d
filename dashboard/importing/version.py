"""Writing a new version of the database: from files, or from the one before with another history."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dashboard import catalog, installing
from dashboard.importing import decisions, filling, finishing, intake, kept, live, observed, placing, recognition
from dashboard.importing.frames import literal
from dashboard.importing.kept import KeptExport
from dashboard.importing.live import Named
from dashboard.importing.placing import Extent
from dashboard.importing.problems import ImportProblem
from dashboard.importing.report import Report
from dashboard.settings import Settings

# The oldest form in which every DuckDB of the 1.5 line can open what a later one writes.
STORAGE_VERSION = "v1.4.0"
MEMORY_LIMIT = "2GB"
Progress = Callable[[str], None]
# The version that this process put in force last: one that imports into several workspaces binds the views once.
written: list[Path] = []
_IN_FORCE_LOST = (
    "The deals kept of the export in force, of {day}, cannot be read, so that the history before it cannot change. "
    "Import the export of {day} again first."
)


@dataclass(frozen=True)
class Order:
    """What to import and how: `before` is the version in force, `snapshots_folder` where the deals of exports are kept.

    `keep_in` is the folder that this one's are written to: elsewhere in a dry run.
    """

    settings: Settings
    paths: Sequence[Named]
    exported_on: dt.date | None
    extent: Extent
    before: Path | None
    snapshots_folder: Path
    keep_in: Path


def write(path: Path, order: Order, scratch: Path, report: Report, tell: Progress) -> None:
    """Write the version at a new path. ImportProblem says what makes it impossible; half a file may be there then."""
    with _connected(path, scratch) as connection:
        for each in (order.before, *written):
            if each is not None and installing.take_over(connection, each):
                break
        fill_tables(connection, order.paths, order.settings, scratch, report, order.exported_on, tell)
        with _timed(report, "history"):
            tell("comparing with the exports before")
            listed = kept.listed(order.before)
            before = kept.readable(connection, order.snapshots_folder, listed, report)
            is_full = {Extent.FULL: True, Extent.PARTIAL: False}.get(order.extent)
            new = kept.keep(connection, order.keep_in, path.name.split(".")[0], report, is_full)
            step("kept")
            place = placing.place(connection, order.snapshots_folder, before, new, order.extent)
            if listed and listed[-1] not in before and new.day < listed[-1].day:
                raise ImportProblem(_IN_FORCE_LOST.format(day=listed[-1].day))
            if place.message:
                report.messages.append(place.message)
        if not place.is_older:
            _finish(connection, order.snapshots_folder, place.exports, report, tell)
            _tell_history(connection, new, report)
            return
    path.unlink()
    assert order.before is not None
    rewrite(path, order.before, order.snapshots_folder, place.exports, scratch, report, tell)
    with _connected(path, scratch) as connection:
        _tell_history(connection, new, report)


def rewrite(
    path: Path,
    before: Path,
    snapshots_folder: Path,
    exports: list[KeptExport],
    scratch: Path,
    report: Report,
    tell: Progress,
) -> None:
    """Write a version that is the one before with a history that rests on other exports; the last one stays.

    ImportProblem where the deals of that last one are not kept any more.
    """
    shutil.copyfile(before, path)
    with _connected(path, scratch) as connection:
        found = kept.readable(connection, snapshots_folder, exports, report)
        if exports[-1] not in found:
            raise ImportProblem(_IN_FORCE_LOST.format(day=exports[-1].day))
        _finish(connection, snapshots_folder, found, report, tell)


@contextmanager
def _connected(path: Path, scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    config: dict[str, str | bool | int | float | list[str]] = {
        "storage_compatibility_version": STORAGE_VERSION,
        "memory_limit": MEMORY_LIMIT,
        "temp_directory": str(scratch / "spill"),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    with duckdb.connect(str(path), config=config) as connection:
        yield connection


def _finish(
    connection: duckdb.DuckDBPyConnection, folder: Path, exports: list[KeptExport], report: Report, tell: Progress
) -> None:
    """The second half: from filled tables to views that answer."""
    with _timed(report, "observed"), _at_once(connection):
        report.has_observed = observed.observe(connection, folder, exports)
    step("history")
    is_there = installing.is_signed(connection)
    with _timed(report, "derived"):
        tell("deriving the history of every deal")
        if not is_there:
            with _at_once(connection):
                installing.install(connection, "metrics")
        # not one transaction, which would keep every intermediate result to its end
        installing.execute(connection, catalog.queries("derived"), drop_spent=True)
    step("derived")
    with _timed(report, "views"), _at_once(connection):
        tell("creating the views")
        if not is_there:
            # DuckDB binds a view as it creates it, so that one that could not answer fails here and not a reader.
            installing.install(connection, "scope", "views", "checks")
        new = [each for each in catalog.queries() if not (is_there and each.layer in installing.ROWLESS)]
        installing.comment(connection, [each for each in new if not each.is_temporary])
        installing.sign(connection)
    step("views")
    connection.execute("checkpoint")


def _tell_history(connection: duckdb.DuckDBPyConnection, new: KeptExport, report: Report) -> None:
    """Say what the history gained, where there is more than one export."""
    found = connection.execute(
        f"""select count(*) over () as exports, min(exported_on) over () as first, max(exported_on) over () as last,
            lag(exported_on) over (order by exported_on) as before,
            new_deals, changed_deals, vanished_deals, returned_deals
        from history_imports qualify exported_on = {literal(str(new.day))}"""
    ).fetchone()
    if found is None or found[0] < 2:
        return
    exports, first, last, before, added, changed, vanished, returned = found
    report.messages.append(f"The history rests on {exports} exports, {first} to {last} (`funnel history` lists them).")
    if before is None:
        return
    said = [f"{added:,} new", f"{changed:,} changed", f"{vanished:,} no longer there"]
    said += [f"{returned:,} there again"] if returned else []
    report.messages.append(
        f"Deals since the export of {before}, {(new.day - before).days} days before: {', '.join(said)}."
    )
    if not new.is_full:
        report.messages.append("Deals that are not in this export stay as they were, as it does not hold all of them.")


def fill_tables(
    connection: duckdb.DuckDBPyConnection,
    paths: Sequence[Named],
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
    if exported_on is None and live.told_apart(paths, settings)[1]:
        exported_on = live.today(settings)
    with _timed(report, "read"):
        found = intake.read(connection, list(paths), scratch, settings, tell)
    step("read")
    with _timed(report, "mapped"):
        try:
            intake.recognise(connection, found, settings, tell)
        finally:
            # Also of an import that is refused a person wants to see what was understood.
            report.recognised = recognition.recognised(connection, found)
        decided = decisions.decide(connection, found.readings, settings, found.exported_stages(connection))
        for reading in found.readings:
            finishing.finish(connection, reading, decided)
    step("mapped")
    with _timed(report, "loaded"), _at_once(connection):
        filling.fill(connection, found, decided, settings, exported_on, report, tell)
    step("loaded")


def step(name: str) -> None:
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
