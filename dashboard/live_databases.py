"""What funnel.toml says about databases to import from: `[[database]]`, where they are and what is read of them."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass

from dashboard import addresses
from dashboard.addresses import AddressError
from dashboard.toml_table import SettingsError, Table


@dataclass(frozen=True)
class LiveTable:
    """A table, or the rows of a query, that is imported like a file called `name`."""

    name: str
    table: str = ""
    query: str = ""


@dataclass(frozen=True)
class LiveDatabase:
    """A database to import from. Without `tables` its schema decides what is read.

    `url` holds no password, or is `env:` and the name of the variable that holds it; `password` is such a name too.
    `time_zone` is that of timestamps without one; without it they are taken as they are.
    """

    name: str
    url: str
    password: str = ""
    time_zone: str = ""
    timeout_seconds: int = 600
    connect_seconds: int = 10
    tables: tuple[LiveTable, ...] = ()


def parse_all(tables: list[Table]) -> tuple[LiveDatabase, ...]:
    """Every `[[database]]`, each with a name of its own."""
    found = tuple(map(parse, tables))
    names = [each.name for each in found]
    for table, name in zip(tables, names, strict=True):
        if names.count(name) > 1:
            raise SettingsError(f'{table.place("name")}: "{name}" is there twice.')
    return found


def parse(table: Table) -> LiveDatabase:
    """One `[[database]]`. SettingsError says what is wrong where, and never repeats an address."""
    table.only(*LiveDatabase.__dataclass_fields__)
    plain = LiveDatabase("", "")
    name = table.text("name")
    if "/" in name or "\\" in name:
        raise table.wrong("name", name, "a name without slashes")
    return LiveDatabase(
        name=name,
        url=_url(table),
        password=_password(table),
        time_zone=_time_zone(table),
        timeout_seconds=int(table.number("timeout_seconds", plain.timeout_seconds, 1, None, whole=True)),
        connect_seconds=int(table.number("connect_seconds", plain.connect_seconds, 1, None, whole=True)),
        tables=_tables(table),
    )


def _url(table: Table) -> str:
    url = table.text("url")
    if url.startswith(addresses.FROM_ENVIRONMENT):
        return url
    try:
        found = addresses.parse(url, table.place("url"))
    except AddressError as error:
        raise SettingsError(str(error)) from None
    if found.password:
        raise SettingsError(
            f"{table.place('url')} holds a password, which does not belong in a file: put the address into a variable "
            'of the environment and name it, as in url = "env:CRM_DATABASE".'
        )
    return url


def _password(table: Table) -> str:
    given = table.optional_text("password") or ""
    if given and not given.startswith(addresses.FROM_ENVIRONMENT):
        raise SettingsError(
            f"{table.place('password')} must name a variable of the environment, as in password = "
            '"env:CRM_PASSWORD"; a password does not belong in a file.'
        )
    return given


def _time_zone(table: Table) -> str:
    zone = table.optional_text("time_zone") or ""
    try:
        return zone and zoneinfo.ZoneInfo(zone).key
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise table.wrong("time_zone", zone, 'the name of a time zone, such as "UTC"') from None


def _tables(table: Table) -> tuple[LiveTable, ...]:
    found: list[LiveTable] = []
    for each in table.tables("tables"):
        each.only("name", "table", "query")
        own, query = each.optional_text("table") or "", each.optional_text("query") or ""
        if bool(own) == bool(query):
            raise SettingsError(f"{each.place('')} needs either a table or a query.")
        name = each.text("name", own.split(".")[-1] or None)
        if name in [one.name for one in found]:
            raise SettingsError(f'{each.place("name")}: "{name}" is there twice.')
        found.append(LiveTable(name, own, query))
    return tuple(found)
