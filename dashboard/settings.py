"""The settings of a workspace: `funnel.toml` as frozen values, every key with a default."""

from __future__ import annotations

import tomllib
import zoneinfo
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dashboard import playbook
from dashboard.playbook import Playbook
from dashboard.toml_table import SettingsError, Table

__all__ = ["Settings", "SettingsError", "load", "parse"]

WEEK_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LANGUAGES = ("en", "zh")
DATE_ORDERS = ("ymd", "mdy", "dmy")
STAGE_KINDS = ("open", "won", "lost")


@dataclass(frozen=True)
class Reporting:
    """How figures are reported. `currency` None: the currency most amounts have."""

    currency: str | None = None
    fiscal_year_start_month: int = 1
    week_start: str = "monday"
    time_zone: str = "UTC"
    language: str = "en"


@dataclass(frozen=True)
class Rules:
    """Limits and windows that views use, in the units their names say."""

    coverage_target: float = 3.0
    first_response_hours: float = 24.0
    thin_sample: int = 10
    cycle_basis_wins: int = 20
    attribution_window_days: int = 365
    cooling_off_days: int = 0
    stale_after_days: int = 8
    quiet_days: int = 21
    keep_versions: int = 5


@dataclass(frozen=True)
class Stage:
    """One stage of a pipeline. `probability` None: won 1, lost 0, open unknown."""

    name: str
    probability: float | None = None
    kind: str = "open"
    aliases: tuple[str, ...] = ()
    expected_days: float | None = None
    definition: str | None = None
    advice: str | None = None


@dataclass(frozen=True)
class Pipeline:
    """An ordered list of stages."""

    name: str
    stages: tuple[Stage, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lookup:
    """Where a column's value is only a key: the file that spells it out.

    `file` is a glob on file names of the same import, `key` and `take` are headers of that file. A key that the file
    does not hold keeps the value as exported and is counted in the report.
    """

    file: str
    key: str
    take: str


@dataclass(frozen=True)
class FileMapping:
    """What to make of files that no built-in mapping recognises; a tuple of headers is a key joined of them.

    Without `columns` (then `table` is "") it only answers a question about a file that is recognised otherwise.
    """

    file: str
    table: str = ""
    decimal_mark: str | None = None
    date_order: str | None = None
    encoding: str | None = None
    columns: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    lookups: dict[str, Lookup] = field(default_factory=dict)


@dataclass(frozen=True)
class Limits:
    """What an import opens at most, before it fills memory or disk: in files, times and megabytes."""

    archive_files: int = 1000
    archive_ratio: int = 200
    unpacked_mb: int = 8000


@dataclass(frozen=True)
class Settings:
    """Everything funnel.toml can say."""

    reporting: Reporting = field(default_factory=Reporting)
    pipelines: tuple[Pipeline, ...] = ()
    mappings: tuple[FileMapping, ...] = ()
    rules: Rules = field(default_factory=Rules)
    limits: Limits = field(default_factory=Limits)
    playbook: Playbook = field(default_factory=playbook.shipped)

    def read_as(self, encoding: str) -> Settings:
        """These settings with an encoding for every file that tells none of its own."""
        return replace(self, mappings=(FileMapping("*", encoding=encoding), *self.mappings))


def is_encoding(name: str) -> bool:
    """Whether a text can be read by that name."""
    try:
        "a".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def load(path: Path) -> Settings:
    """Read a settings file; a file that is not there means the defaults. SettingsError says what is wrong where."""
    if not path.is_file():
        return Settings()
    try:
        return parse(tomllib.loads(path.read_text(encoding="utf-8-sig")), path.name)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name} is not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path.name} is not UTF-8 text.") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error


def parse(content: dict[str, Any], file: str = "funnel.toml") -> Settings:
    """Check the content of a settings file and give it its types."""
    top = Table(content, file, "")
    top.only("reporting", "pipelines", "mapping", "rules", "limits", "shape", "reason_groups")
    return Settings(
        reporting=_reporting(top.table("reporting")),
        pipelines=_pipelines(top),
        mappings=tuple(_mapping(each) for each in top.tables("mapping")),
        rules=_rules(top.table("rules")),
        limits=_limits(top.table("limits")),
        playbook=playbook.read(top),
    )


def _reporting(table: Table) -> Reporting:
    table.only(*Reporting.__dataclass_fields__)
    plain = Reporting()
    zone = table.text("time_zone", plain.time_zone)
    try:
        zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise table.wrong("time_zone", zone, 'the name of a time zone, such as "Asia/Shanghai"') from None
    currency = table.optional_text("currency")
    if currency is not None and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise table.wrong("currency", currency, 'a code of three letters, such as "CNY"')
    return Reporting(
        currency=currency.upper() if currency else None,
        fiscal_year_start_month=int(table.number("fiscal_year_start_month", 1, 1, 12, whole=True)),
        week_start=table.one_of("week_start", WEEK_DAYS, plain.week_start),
        time_zone=zone,
        language=table.one_of("language", LANGUAGES, plain.language),
    )


def _rules(table: Table) -> Rules:
    table.only(*Rules.__dataclass_fields__)
    plain = Rules()
    fractions = ("coverage_target", "first_response_hours")
    at_least_one = ("cycle_basis_wins", "keep_versions", "stale_after_days", "quiet_days")
    values: dict[str, Any] = {}
    for key in Rules.__dataclass_fields__:
        lowest = 1 if key in at_least_one else 0
        value = table.number(key, getattr(plain, key), lowest, None, whole=key not in fractions)
        values[key] = float(value) if key in fractions else int(value)
    return Rules(**values)


def _limits(table: Table) -> Limits:
    table.only(*Limits.__dataclass_fields__)
    plain = Limits()
    keys = Limits.__dataclass_fields__
    return Limits(**{key: int(table.number(key, getattr(plain, key), 1, None, whole=True)) for key in keys})


def _pipelines(top: Table) -> tuple[Pipeline, ...]:
    pipelines = []
    for table in top.tables("pipelines"):
        table.only("name", "stages", "aliases")
        stages = tuple(_stage(each) for each in table.tables("stages"))
        names = [stage.name for stage in stages]
        for name in names:
            if names.count(name) > 1:
                raise SettingsError(f'{table.place("stages")}: the stage "{name}" is there twice.')
        pipelines.append(Pipeline(table.text("name"), stages, table.texts("aliases")))
    return tuple(pipelines)


def _stage(table: Table) -> Stage:
    table.only(*Stage.__dataclass_fields__)
    name = table.text("name")
    probability = table.optional_number("probability", 0, 1)
    return Stage(
        name=name,
        probability=probability,
        kind=table.one_of("kind", STAGE_KINDS, "open"),
        aliases=table.texts("aliases"),
        expected_days=table.optional_number("expected_days", 0, None),
        definition=table.optional_text("definition"),
        advice=table.optional_text("advice"),
    )


def _encoding(table: Table) -> str | None:
    name = table.optional_text("encoding")
    if name is not None and not is_encoding(name):
        raise table.wrong("encoding", name, 'the name of an encoding, such as "cp1252", "big5" or "shift_jis"')
    return name


def _mapping(table: Table) -> FileMapping:
    table.only(*FileMapping.__dataclass_fields__)
    columns: dict[str, str | tuple[str, ...]] = {}
    given = table.table("columns")
    for key, value in given.content.items():
        columns[key] = given.texts(key) if isinstance(value, list) else given.text(key)
    values = {key: table.table("values").mapping(key) for key in table.table("values").content}
    lookups = {}
    for key in table.table("lookups").content:
        lookup = table.table("lookups").table(key)
        lookup.only("file", "key", "take")
        lookups[key] = Lookup(lookup.text("file"), lookup.text("key"), lookup.text("take"))
    order = table.one_of("date_order", DATE_ORDERS, "") or None
    mark = table.one_of("decimal_mark", (".", ","), "") or None
    ours = table.text("table") if columns else table.content.get("table", "")
    return FileMapping(table.text("file"), ours, mark, order, _encoding(table), columns, values, lookups)
