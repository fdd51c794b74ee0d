"""The settings of a workspace: `funnel.toml` as frozen values, every key with a default."""

from __future__ import annotations

import tomllib
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dashboard import file_mappings, live_databases, playbook
from dashboard.file_mappings import DATE_ORDERS, FileMapping, Lookup, is_encoding
from dashboard.live_databases import LiveDatabase
from dashboard.playbook import Playbook
from dashboard.toml_table import SettingsError, Table

__all__ = [
    "DATE_ORDERS",
    "FileMapping",
    "Lookup",
    "Settings",
    "SettingsError",
    "is_encoding",
    "load",
    "parse",
]

WEEK_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LANGUAGES = ("en", "zh")
STAGE_KINDS = ("open", "won", "lost")
STAGE_TEXTS = ("definition", "recognise", "exit_criteria", "advice")


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
    """One stage of a pipeline. `probability` None: won 1, lost 0, open unknown. Texts with _zh are those in Chinese."""

    name: str
    probability: float | None = None
    kind: str = "open"
    aliases: tuple[str, ...] = ()
    expected_days: float | None = None
    definition: str | None = None
    definition_zh: str | None = None
    recognise: str | None = None
    recognise_zh: str | None = None
    exit_criteria: str | None = None
    exit_criteria_zh: str | None = None
    advice: str | None = None
    advice_zh: str | None = None

    @property
    def texts(self) -> dict[str, str | None]:
        """Each of STAGE_TEXTS and, with _zh, its Chinese; one that is there in one language stands for both."""
        found: dict[str, str | None] = {}
        for name in STAGE_TEXTS:
            english, chinese = getattr(self, name), getattr(self, f"{name}_zh")
            found |= {name: english or chinese, f"{name}_zh": chinese or english}
        return found


@dataclass(frozen=True)
class Pipeline:
    """An ordered list of stages."""

    name: str
    stages: tuple[Stage, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """What an import opens at most, before it fills memory or disk, in the units their names say."""

    archive_files: int = 1000
    archive_ratio: int = 200
    unpacked_mb: int = 8000
    file_mb: int = 20_000
    columns: int = 2000
    sheet_cells: int = 50_000_000
    cell_characters: int = 1_000_000


@dataclass(frozen=True)
class Imports:
    """Imports from the Data page: whether they are allowed, folders whose files it offers (relative ones are the
    workspace's), and how large an uploaded file may be, in megabytes."""

    from_dashboard: bool = False
    folders: tuple[str, ...] = ()
    upload_mb: int = 200


@dataclass(frozen=True)
class Settings:
    """Everything funnel.toml can say."""

    reporting: Reporting = field(default_factory=Reporting)
    pipelines: tuple[Pipeline, ...] = ()
    mappings: tuple[FileMapping, ...] = ()
    databases: tuple[LiveDatabase, ...] = ()
    rules: Rules = field(default_factory=Rules)
    limits: Limits = field(default_factory=Limits)
    playbook: Playbook = field(default_factory=playbook.shipped)
    imports: Imports = field(default_factory=Imports)

    def read_as(self, encoding: str) -> Settings:
        """These settings with an encoding for every file that tells none of its own."""
        return replace(self, mappings=(FileMapping("*", encoding=encoding), *self.mappings))

    def with_mappings(self, added: Sequence[FileMapping]) -> Settings:
        """These settings with further mappings; one that says alone what a file is replaces another for that file."""
        whole = {each.file for each in added if each.is_whole}
        kept = tuple(each for each in self.mappings if not (each.is_whole and each.file in whole))
        return replace(self, mappings=(*kept, *added))


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
    top.only("reporting", "pipelines", "mapping", "database", "rules", "limits", "imports", "shape", "reason_groups")
    return Settings(
        reporting=_reporting(top.table("reporting")),
        pipelines=_pipelines(top),
        mappings=tuple(file_mappings.parse(each) for each in top.tables("mapping")),
        databases=live_databases.parse_all(top.tables("database")),
        rules=_rules(top.table("rules")),
        limits=_limits(top.table("limits")),
        playbook=playbook.read(top),
        imports=_imports(top.table("imports")),
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


def _imports(table: Table) -> Imports:
    table.only(*Imports.__dataclass_fields__)
    plain = Imports()
    return Imports(
        from_dashboard=table.flag("from_dashboard", plain.from_dashboard),
        folders=table.texts("folders"),
        upload_mb=int(table.number("upload_mb", plain.upload_mb, 1, None, whole=True)),
    )


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
        **{key: table.optional_text(key) for name in STAGE_TEXTS for key in (name, f"{name}_zh")},
    )
