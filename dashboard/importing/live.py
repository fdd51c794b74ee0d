"""Live databases → sources: what of them is read, all in one snapshot, and what to write down where nobody has said."""

from __future__ import annotations

import datetime as dt
import os
import zoneinfo
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from dashboard import addresses
from dashboard.addresses import MYSQL, POSTGRESQL, Address, AddressError
from dashboard.importing import headers, landing, live_schemas
from dashboard.importing.live_sessions import Session
from dashboard.importing.mysql import MysqlSession
from dashboard.importing.postgresql import PostgresqlSession
from dashboard.importing.problems import ImportProblem
from dashboard.importing.source import Source
from dashboard.importing.sqlite import SqliteSession
from dashboard.live_databases import LiveDatabase, LiveTable
from dashboard.settings import Settings

_MEGABYTE = 1_000_000
Named = Path | str


def told_apart(named: Sequence[Named], settings: Settings) -> tuple[list[Path], list[LiveDatabase]]:
    """Files and databases among what a person has named. A text is an address, or the name of a `[[database]]`.

    A path that is not there may be such a name too. ImportProblem for an address that is none.
    """
    files: list[Path] = []
    found: list[LiveDatabase] = []
    for each in named:
        known = next((one for one in settings.databases if one.name == str(each)), None)
        if isinstance(each, Path) and (known is None or each.exists()):
            files.append(each)
        else:
            found.append(known or _described(str(each), settings))
    return files, _told_apart_by_name(list(dict.fromkeys(found)))


def _told_apart_by_name(databases: list[LiveDatabase]) -> list[LiveDatabase]:
    """Of two databases with one name the second gets a number, as its tables are called after it."""
    names = [each.name for each in databases]
    return [
        replace(each, name=f"{each.name}-{before + 1}") if (before := names[:place].count(each.name)) else each
        for place, each in enumerate(databases)
    ]


def _described(text: str, settings: Settings) -> LiveDatabase:
    """The `[[database]]` of an address, else one with defaults; the address on the command line is the one in force."""
    address = _address(text)
    for each in settings.databases:
        if each.url == text or _shown(each) == address.shown:
            return replace(each, url=text)
    return LiveDatabase(address.name, text)


def _shown(database: LiveDatabase) -> str | None:
    try:
        return addresses.read(database.url).shown
    except AddressError:
        return None


def _address(url: str, password: str = "") -> Address:
    try:
        found = addresses.read(url)
    except AddressError as error:
        raise ImportProblem(str(error)) from None
    if not password:
        return found
    name = password.removeprefix(addresses.FROM_ENVIRONMENT)
    if not os.environ.get(name):
        raise ImportProblem(f"The environment has no variable {name}, which is to hold a password.")
    return replace(found, password=os.environ[name])


def today(settings: Settings) -> dt.date:
    """The day of what a live database says: now, in the workspace's time zone."""
    return dt.datetime.now(zoneinfo.ZoneInfo(settings.reporting.time_zone)).date()


def read(
    connection: duckdb.DuckDBPyConnection,
    databases: list[LiveDatabase],
    scratch: Path,
    settings: Settings,
    progress: Callable[[str], None],
    is_alone: bool = True,
) -> list[Source]:
    """Read every database's tables into sources named `database/table`. ImportProblem says what cannot be read.

    `is_alone`: nothing else is imported with them, so that the deals have to be there.
    """
    found: list[Source] = []
    for database in databases:
        address = _address(database.url, database.password)
        progress(f"opening {address.shown}")
        session = _session(address, database)
        try:
            wanted, zone = _wanted(address, database, session, settings, is_alone and len(databases) == 1)
            for table in wanted:
                number = len(found) + 1
                source = _read(connection, database, address, session, table, number, scratch, settings, zone, progress)
                # a part of a CRM that nobody uses is as good as not there
                if source.rows or database.tables or not found:
                    found.append(source)
        finally:
            session.close()
    return found


def _session(address: Address, database: LiveDatabase) -> Session:
    limits = (database.timeout_seconds, database.connect_seconds)
    if address.engine == POSTGRESQL:
        return PostgresqlSession(address, *limits)
    return MysqlSession(address, *limits) if address.engine == MYSQL else SqliteSession(address, *limits)


def _read(
    connection: duckdb.DuckDBPyConnection,
    database: LiveDatabase,
    address: Address,
    session: Session,
    table: LiveTable,
    number: int,
    scratch: Path,
    settings: Settings,
    zone: str,
    progress: Callable[[str], None],
) -> Source:
    name = f"{database.name}/{table.name}"
    progress(f"reading {name}")
    rows = scratch / f"live-{number}.csv"
    query = table.query or session.select(table.table)
    fields = session.copy(name, query, rows, lambda read: progress(f"reading {name}: {read // _MEGABYTE} MB"))
    source = landing.land(connection, name, rows, fields, number, settings.reporting.language, zone)
    source.encoding = address.engine
    source.folder = database.name
    source.note = " ".join(filter(None, [f"Read from {address.shown}.", source.note]))
    return source


def _wanted(
    address: Address, database: LiveDatabase, session: Session, settings: Settings, must_hold_deals: bool
) -> tuple[list[LiveTable], str]:
    """What is read, and the zone of its timestamps: as named, by the schema of a known CRM, else what looks known."""
    if database.tables:
        return list(database.tables), database.time_zone
    tables = session.tables()
    schema = live_schemas.recognised(address.engine, tables)
    if schema is not None:
        return schema.tables(tables, landing.languages(settings.reporting.language)), schema.time_zone
    known = [
        LiveTable(name, name)
        for name, fields in tables.items()
        if headers.recognise(name, [each.name for each in fields], settings)
    ]
    if any(_holds_deals(each.name, tables, settings) for each in known) or (known and not must_hold_deals):
        return known, database.time_zone
    raise live_schemas.unknown(address, database, tables)


def _holds_deals(name: str, tables: live_schemas.Tables, settings: Settings) -> bool:
    found = headers.recognise(name, [each.name for each in tables[name]], settings)
    return any(mapping.table == "deals" for mapping in found)
