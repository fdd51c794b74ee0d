"""The settings of a workspace: `funnel.toml` as frozen values, every key with a default."""

from __future__ import annotations

import difflib
import tomllib
import zoneinfo
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dashboard.importing.mapping import Lookup

WEEK_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LANGUAGES = ("en", "zh")
DATE_ORDERS = ("ymd", "mdy", "dmy")
STAGE_KINDS = ("open", "won", "lost")


class SettingsError(Exception):
    """A key or value of funnel.toml is wrong; the message names the file, the key and, if there is one, the nearest."""


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


@dataclass(frozen=True)
class Pipeline:
    """An ordered list of stages."""

    name: str
    stages: tuple[Stage, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileMapping:
    """What to make of files that no built-in mapping recognises; a tuple of headers is a key joined of them.

    Without `columns` (then `table` is "") it only answers a question about a file that is recognised otherwise.
    """

    file: str
    table: str = ""
    decimal_mark: str | None = None
    date_order: str | None = None
    columns: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    lookups: dict[str, Lookup] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """Everything funnel.toml can say."""

    reporting: Reporting = field(default_factory=Reporting)
    pipelines: tuple[Pipeline, ...] = ()
    mappings: tuple[FileMapping, ...] = ()
    rules: Rules = field(default_factory=Rules)


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
    top = _Table(content, file, "")
    top.only("reporting", "pipelines", "mapping", "rules")
    return Settings(
        reporting=_reporting(top.table("reporting")),
        pipelines=_pipelines(top),
        mappings=tuple(_mapping(each) for each in top.tables("mapping")),
        rules=_rules(top.table("rules")),
    )


def _reporting(table: _Table) -> Reporting:
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


def _rules(table: _Table) -> Rules:
    table.only(*Rules.__dataclass_fields__)
    plain = Rules()
    fractions = ("coverage_target", "first_response_hours")
    at_least_one = ("cycle_basis_wins", "keep_versions", "stale_after_days")
    values: dict[str, Any] = {}
    for key in Rules.__dataclass_fields__:
        lowest = 1 if key in at_least_one else 0
        value = table.number(key, getattr(plain, key), lowest, None, whole=key not in fractions)
        values[key] = float(value) if key in fractions else int(value)
    return Rules(**values)


def _pipelines(top: _Table) -> tuple[Pipeline, ...]:
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


def _stage(table: _Table) -> Stage:
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
    )


def _mapping(table: _Table) -> FileMapping:
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
    return FileMapping(table.text("file"), ours, mark, order, columns, values, lookups)


@dataclass(frozen=True)
class _Table:
    """A table of the TOML file that knows where it stands, so that every complaint can name its place."""

    content: dict[str, Any]
    file: str
    where: str

    def place(self, key: str) -> str:
        return f"{self.file}: {self.where}{'.' if self.where and key else ''}{key}"

    def wrong(self, key: str, value: object, wanted: str) -> SettingsError:
        return SettingsError(f"{self.place(key)} must be {wanted}, not {value!r}.")

    def only(self, *known: str) -> None:
        for key in self.content:
            if key not in known:
                near = difflib.get_close_matches(key, known, 1, 0.5)
                hint = f'did you mean "{near[0]}"?' if near else "known are " + ", ".join(known) + "."
                raise SettingsError(f"{self.place(key)} is not a setting; {hint}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.content.get(key, default)
        if value is None:
            raise SettingsError(f"{self.place(key)} is missing.")
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, value, "a text")
        return value.strip()

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if key in self.content else None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(key, value, "a list of texts")
        return tuple(value)

    def one_of(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.content.get(key, default)
        if value is not default and value not in allowed:
            near = difflib.get_close_matches(str(value), allowed, 1, 0.5)
            hint = f'; did you mean "{near[0]}"?' if near else "."
            raise SettingsError(f"{self.place(key)} must be one of {', '.join(allowed)}, not {value!r}{hint}")
        return value

    def number(self, key: str, default: float, low: float, high: float | None, *, whole: bool = False) -> float:
        value = self.content.get(key, default)
        right = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
        if not right or value < low or (high is not None and value > high):
            span = f"from {low} to {high}" if high is not None else f"of at least {low}"
            raise self.wrong(key, value, f"a {'whole ' if whole else ''}number {span}")
        return value

    def optional_number(self, key: str, low: float, high: float | None) -> float | None:
        return float(self.number(key, low, low, high)) if key in self.content else None

    def mapping(self, key: str) -> dict[str, str]:
        value = self.content.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise self.wrong(key, value, "a table of texts")
        return dict(value)

    def table(self, key: str) -> _Table:
        value = self.content.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, value, "a table")
        return _Table(value, self.file, f"{self.where}{'.' if self.where else ''}{key}")

    def tables(self, key: str) -> list[_Table]:
        value = self.content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self.wrong(key, value, f"a list of tables ([[{key}]])")
        path = f"{self.where}{'.' if self.where else ''}{key}"
        return [_Table(each, self.file, f"{path}[{n}]") for n, each in enumerate(value, start=1)]
