"""Named files → readings: read, recognised, and laid out column by column."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import polars as pl

from dashboard.importing import files, frames, headers, history, layout, live, salesforce_keys, sources, tables
from dashboard.importing.archives import Archives
from dashboard.importing.files import File
from dashboard.importing.lines import Lines
from dashboard.importing.mapping import Mapping
from dashboard.importing.problems import ImportProblem
from dashboard.importing.reading import Reading
from dashboard.importing.source import Source, cleaned
from dashboard.settings import Settings

log = logging.getLogger(__name__)


@dataclass
class Intake:
    """Everything that was read. `unrecognised` are sources no mapping fits, `stage_lists` those that hold stages.

    `repeats` are files left out, each with the one that has the same content; `mappings` are those of every source that
    was recognised, by its name.
    """

    sources: list[Source] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    unrecognised: list[Source] = field(default_factory=list)
    stage_lists: list[tuple[Source, Mapping]] = field(default_factory=list)
    repeats: dict[File, File] = field(default_factory=dict)
    mappings: dict[str, list[Mapping]] = field(default_factory=dict)

    def exported_stages(self, connection: duckdb.DuckDBPyConnection) -> list[dict[str, str]]:
        """The rows of the export's own stage tables as texts by our column names."""
        rows: list[dict[str, str]] = []
        for source, mapping in self.stage_lists:
            names = list(mapping.columns)
            cells = ", ".join(f"s.{source.column(mapping.columns[name])}::text" for name in names)
            found = connection.execute(f"select {cells} from {source.table} s where {source.not_blank}").fetchall()
            rows += [{name: cell for name, cell in zip(names, row, strict=True) if cell is not None} for row in found]
        return rows


def read(
    connection: duckdb.DuckDBPyConnection,
    paths: Sequence[live.Named],
    scratch: Path,
    settings: Settings,
    progress: Callable[[str], None],
) -> Intake:
    """Read every file and database. ImportProblem says for all of them together what cannot be read."""
    problems: list[str] = []
    archives = Archives(scratch / "unpacked", settings.limits)
    found: list[File] = []
    named, databases = live.told_apart(paths, settings)
    for file in files.find(named) if named or not databases else []:
        progress(f"opening {file.name}")
        try:
            found += archives.opened(file)
        except ImportProblem as problem:
            problems += problem.messages
    patterns = [*(each.file for each in settings.mappings), *headers.own_tables()]
    intake = Intake(
        repeats=files.repeats(found, lambda file: any(headers.is_named(file.name, each) for each in patterns))
    )
    for number, file in enumerate(found, start=1):
        if file in intake.repeats:
            continue
        progress(f"reading {file.name}")
        try:
            asked = _encoding(file, settings)
            for source in sources.read(connection, file, number, scratch, asked, settings.limits):
                source.folder = file.folder
                intake.sources.append(source)
        except ImportProblem as problem:
            log.info("%s cannot be read", file.path, exc_info=True)
            problems += problem.messages
    try:
        intake.sources += live.read(connection, databases, scratch, settings, progress, is_alone=not named)
    except ImportProblem as problem:
        problems += problem.messages
    if problems:
        raise ImportProblem(*problems)
    _tell_apart(intake.sources)
    return intake


def _encoding(file: File, settings: Settings) -> str | None:
    """The encoding that the settings, or the person at the terminal, name for a file."""
    named = (each.encoding for each in settings.mappings if each.encoding and headers.is_named(file.name, each.file))
    return next(named, None)


def recognise(
    connection: duckdb.DuckDBPyConnection, intake: Intake, settings: Settings, progress: Callable[[str], None]
) -> None:
    """Find each source's mappings and lay out the readings. ImportProblem where it cannot be done or has no deals."""
    problems: list[str] = []
    number = 0
    recognised = _recognised(intake, settings)
    for source in list(intake.sources):
        if mappings := recognised.get(source.name, []):
            intake.mappings[source.name] = mappings
        else:
            intake.unrecognised.append(source)
        for position, mapping in enumerate(mappings):
            if mapping.table not in tables.names():
                problems.append(
                    f"{source.name}: {mapping.name} names the table {mapping.table!r}, which does not exist."
                )
                continue
            if mapping.table == "stages":
                intake.stage_lists.append((source, mapping))
                continue
            number += 1
            progress(f"looking at {source.name}")
            try:
                reading = _reading(connection, number, source, mapping, intake.sources, settings)
            except ImportProblem as problem:
                problems += problem.messages
                continue
            reading.counts_broken = position == 0
            intake.readings.append(reading)
    if problems:
        raise ImportProblem(*problems)
    _require_deals(intake)
    salesforce_keys.settle(connection, intake.readings)


def _recognised(intake: Intake, settings: Settings) -> dict[str, list[Mapping]]:
    """The mappings of every source by its name. Deals that a list of lines repeats count only where no file has them
    by themselves."""
    found = {each.name: headers.recognise(each.name, list(each.headers), settings) for each in intake.sources}
    if any(each.table == "deals" and not each.is_once for maps in found.values() for each in maps):
        return {name: [each for each in maps if not each.is_once] for name, maps in found.items()}
    return found


def _reading(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    source: Source,
    mapping: Mapping,
    every: list[Source],
    settings: Settings,
) -> Reading:
    used = mapping.headers | set(mapping.skip)
    if mapping.shape != "rows":
        source, mapping = _made(connection, number, source, mapping)
        used |= set(source.headers)
    reading = layout.prepare(connection, number, source, mapping, every, settings.reporting.time_zone)
    reading.used_headers = used
    if mapping.is_once:
        _count_once(connection, reading)
    return reading


def _count_once(connection: duckdb.DuckDBPyConnection, reading: Reading) -> None:
    """Of rows that say the same of a deal keep the first."""
    source = reading.source
    cells = ", ".join(f"s.{source.column(header)}" for header in source.headers if header in reading.mapping.headers)
    name = f"once_{reading.number}"
    connection.execute(
        f"create or replace temp table {name} as select min({source.row}) as position "
        f"from {source.table} s where {source.not_blank} group by {cells}"
    )
    reading.once = name


def _made(
    connection: duckdb.DuckDBPyConnection, number: int, source: Source, mapping: Mapping
) -> tuple[Source, Mapping]:
    """History rows made of an export that holds them in another shape, as a source of its own."""
    cells = ", ".join(
        f's.{source.column(header)}::text as "{header.replace(chr(34), chr(34) * 2)}"' for header in source.headers
    )
    frames.settle(connection)
    frame = connection.sql(
        f"select {source.row} as position, {cells} from {source.table} s where {source.not_blank}"
    ).pl()
    positions = frame["position"]
    frame = frame.drop("position")
    lines = source.lines.of(positions.to_list())
    frame = frame.with_columns(pl.Series("line_no", [lines.get(each, 0) for each in positions], dtype=pl.Int64))
    made = (
        history.date_entered(frame, mapping)
        if mapping.shape == "date_entered"
        else history.field_history(frame, mapping)
    )
    names = tuple(name for name in made.columns if name != "line_no")
    table = f"made_{number}"
    connection.register("made_frame", made.rechunk())
    picked = ", ".join(f"{cleaned(name)} as c{n}" for n, name in enumerate(names, start=1))
    connection.execute(f"create or replace temp table {table} as select {picked} from made_frame")
    connection.unregister("made_frame")
    new = Source(
        name=source.name,
        path=source.path,
        table=table,
        headers=names,
        types=("VARCHAR",) * len(names),
        row="s.rowid",
        encoding=source.encoding,
        content_hash=source.content_hash,
        rows=made.height,
        lines=Lines(known=tuple(made["line_no"].to_list())),
    )
    columns = {name: name for name in names if name in tables.columns("deal_history")}
    return new, Mapping(
        mapping.name, "deal_history", columns, values=mapping.values, date_order=mapping.date_order, crm=mapping.crm
    )


def _require_deals(intake: Intake) -> None:
    deals = [each for each in intake.readings if each.table == "deals"]
    if not deals:
        names = ", ".join(source.name for source in intake.sources)
        first = intake.unrecognised[0] if intake.unrecognised else None
        shown = f" The columns of {first.name} are: {first.headers_shown}." if first else ""
        raise ImportProblem(
            f"No deals were found in {names}.{shown} Deals come in a file deals.csv with a column deal_id, in "
            "an export of a known CRM or in a file described under [[mapping]] in funnel.toml."
        )
    if not any(each.source.rows for each in deals):
        raise ImportProblem(f"{deals[0].source.name} has a header but no rows.")


def _tell_apart(found: list[Source]) -> None:
    """Give files of one name from several folders their folder's name."""
    names = [source.name for source in found]
    for source in found:
        if names.count(source.name) > 1:
            source.name = f"{source.folder}/{source.name}"
