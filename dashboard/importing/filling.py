"""The tables of a new version: filled from the readings, with what was imported and refused listed beside."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Callable
from fnmatch import fnmatch

import duckdb

from dashboard import installing
from dashboard.importing import (
    decisions,
    encodings,
    facts,
    frames,
    headers,
    owners,
    refusals,
    rows,
    stage_proposal,
    stages,
    tables,
)
from dashboard.importing.frames import literal
from dashboard.importing.intake import Intake
from dashboard.importing.problems import ImportProblem
from dashboard.importing.reading import Decisions, Reading
from dashboard.importing.report import FileReport, RefusedRow, Report
from dashboard.settings import Settings


def fill(
    connection: duckdb.DuckDBPyConnection,
    found: Intake,
    decided: Decisions,
    settings: Settings,
    exported_on: dt.date | None,
    report: Report,
    tell: Callable[[str], None],
) -> None:
    """Create the tables, write rows, refused rows, stages and facts, and describe it all in `report`."""
    installing.install(connection, "tables")
    by_table: dict[str, list[Reading]] = {}
    for reading in found.readings:
        tell(f"checking {reading.source.name}")
        refusals.refuse_unreadable(connection, reading)
        by_table.setdefault(reading.table, []).append(reading)
    for table, ours in by_table.items():
        refusals.refuse_repeated(connection, ours, table)
    for ours in by_table.values():
        base = 0
        for reading in ours:
            tell(f"loading {reading.source.name}")
            report.files.append(_load_reading(connection, found, decided, reading, base))
            base += reading.source.rows + reading.source.blank_rows
    _require_accepted(connection, report)
    owners.identify(connection)
    _list_files(connection, found, report)
    frames.insert(connection, "stages", stages.stage_table(connection, decided.stages))
    facts.judge(connection, settings.playbook)
    _write_facts(connection, by_table, decided, settings, exported_on, report)
    _describe(connection, decided, report)
    for name in {source.table for source in (*found.sources, *(each.source for each in found.readings))}:
        kind = "view" if name.startswith("parquet") else "table"
        connection.execute(f"drop {kind} if exists {name}")


def _require_accepted(connection: duckdb.DuckDBPyConnection, report: Report) -> None:
    """ImportProblem if no deal at all could be read: a dashboard of nothing would replace the one in force."""
    deals = [each for each in report.files if each.table == "deals"]
    if any(each.rows_accepted for each in deals):
        return
    first = connection.execute(
        f"""select line, column_name, value, reason from refused_rows
        where file = {literal(deals[0].file)} order by line limit 1"""
    ).fetchone()
    line, column, value, reason = first or (None, None, None, "there is none")
    where = f"line {line}" + (f", {column} {value!r}" if column else "")
    raise ImportProblem(f"No row of {deals[0].file} could be read. The first: {where} {reason}.")


def _load_reading(
    connection: duckdb.DuckDBPyConnection, found: Intake, decided: Decisions, reading: Reading, base: int
) -> FileReport:
    source, mapping = reading.source, reading.mapping
    used = set().union(*(each.used_headers for each in found.readings if each.source.name == source.name))
    accepted = rows.insert(connection, reading, base, used)
    refused = refusals.write(connection, reading)
    notes = list(reading.notes)
    order = decided.orders.get(source.name)
    if order and reading.counts_broken:
        notes.append(f"Dates are read {decisions.ORDERS[order]}.")
    if source.note and reading.counts_broken:
        notes.append(source.note)
    if source.encoding not in encodings.RECOGNISED:
        notes.append(f"Read as {source.encoding} text, as asked for.")
    skipped = source.rows - accepted - refused - (0 if reading.counts_broken else len(source.broken))
    if skipped < 0 or (skipped and not (mapping.skip or mapping.is_once)):
        # A version that has lost rows, or made some, must not be put in force.
        raise AssertionError(f"{source.name}: of {source.rows} rows {accepted} were accepted and {refused} refused")
    if skipped:
        left = f"{skipped} rows are no {reading.table} and were left to another table."
        repeated = f"{skipped} rows repeat a deal for another of its lines; it counts once."
        notes.append(repeated if mapping.is_once else left)
    if source.blank_rows:
        notes.append(f"{source.blank_rows} blank rows were passed over.")
    mapped = {name: column.header for name, column in reading.columns.items() if name not in mapping.constants}
    names = [name for name in tables.columns(reading.table) if name not in ("extra", "line_no")]
    return FileReport(
        file=source.name,
        table=reading.table,
        mapping=mapping.name,
        rows_read=accepted + refused,
        rows_accepted=accepted,
        rows_refused=refused,
        encoding=source.encoding,
        content_hash=source.content_hash,
        mapped=mapped,
        ignored=tuple(header for header in source.headers if header not in used),
        missing=tuple(name for name in names if name not in reading.columns),
        note=" ".join(notes),
    )


def _list_files(connection: duckdb.DuckDBPyConnection, found: Intake, report: Report) -> None:
    for source, mapping in found.stage_lists:
        report.files.append(
            FileReport(
                source.name, "stages", mapping.name, source.rows, source.rows, 0, source.encoding, source.content_hash
            )
        )
    looked_up = [lookup.file for reading in found.readings for lookup in reading.mapping.lookups.values()]
    for source in found.unrecognised:
        is_looked_up = any(fnmatch(source.name.casefold(), each.casefold()) for each in looked_up)
        known = headers.known_object(list(source.headers))
        note = "no table recognised its columns; it was left out"
        if is_looked_up:
            note = "used to look values up"
        elif known:
            note = f"{known}: no table needs it; it was left out"
        report.files.append(
            FileReport(source.name, None, None, source.rows, 0, 0, source.encoding, source.content_hash, note=note)
        )
    order = [source.name for source in found.sources]
    report.files.sort(key=lambda each: order.index(each.file))
    for repeat, kept in found.repeats.items():
        named = (repeat.name, kept.name) if repeat.name != kept.name else (repeat.name_in_folder, kept.name_in_folder)
        report.files.append(FileReport(named[0], None, note=f"the same content as {named[1]}; it was imported once"))
    files = [
        (each.file, each.table, each.mapping, each.rows_read, each.rows_accepted, each.rows_refused, each.encoding,
         each.content_hash, each.note or None)
        for each in report.files
    ]  # fmt: skip
    frames.insert(connection, "import_files", files)
    columns: list[tuple[str, str, str | None, str | None]] = []
    for each in report.files:
        columns += [(each.file, header, each.table, name) for name, header in each.mapped.items()]
        columns += [(each.file, header, each.table, None) for header in each.ignored]
    frames.insert(connection, "import_columns", columns)


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
        f"""select file, line, column_name, value, reason from refused_rows
        order by file, line limit {report.most_refused}"""
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
    report.proposed_pipelines = stage_proposal.proposed(connection, decided.stages)
    span = connection.execute("select min(created_at)::date, max(created_at)::date from deals").fetchone()
    report.period = (span[0], span[1]) if span else (None, None)
