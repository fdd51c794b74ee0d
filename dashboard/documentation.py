"""Documentation: the tables of the README, written from the headers, the settings and the commands.

`python -m dashboard.documentation` writes them between their marks; a test holds the README to it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import duckdb

from dashboard import catalog, installing
from dashboard.importing import facts
from dashboard.live_databases import LiveDatabase
from dashboard.settings import Limits, Pipeline, Reporting, Rules, Settings, Stage

README = Path(__file__).resolve().parent.parent / "README.md"
SETTINGS = {
    "reporting.currency": "Currency of every amount; without it the one most amounts have",
    "reporting.fiscal_year_start_month": "Month in which a fiscal year and its quarters begin",
    "reporting.week_start": "First day of a week",
    "reporting.time_zone": "Time zone in which an instant becomes a day",
    "reporting.language": "Language of a first visit, `en` or `zh`; a reader can switch",
    "rules.coverage_target": "Rule of thumb for the coverage of the remaining target",
    "rules.first_response_hours": "Hours within which a new lead is to be answered",
    "rules.thin_sample": "Rates on fewer cases are marked as uncertain",
    "rules.cycle_basis_wins": "How many of the last wins make a sales cycle",
    "rules.attribution_window_days": "Days before a deal was created in which a campaign touch counts",
    "rules.cooling_off_days": "Days a win has to stand before it is final; it counts from its closing day on",
    "rules.stale_after_days": "Age of the data in days from which pages warn",
    "rules.keep_versions": "How many database versions are kept for `funnel import --rollback`",
    "rules.quiet_days": "Days without an activity after which a big deal counts as quiet",
    "shape.middle_from": "Probability from which a deal stands in the middle of the funnel",
    "shape.late_from": "Probability from which it stands late",
    "shape.ideal_shares": "Shares of early, middle and late deals of an even funnel",
    "shape.advice": "Per shape: what to do, `en` and `zh`",
    "reason_groups.name": "Name of a group of reasons; a reason belongs to the first group that holds it",
    "reason_groups.words": "Words that a reason of the group has one of",
    "limits.archive_files": "How many files an archive may hold",
    "limits.archive_ratio": "How many times its size an archive or workbook may grow to when unpacked",
    "limits.unpacked_mb": "Megabytes that all archives of an import may hold, unpacked",
    "limits.file_mb": "Megabytes that a file may have as it lies there",
    "limits.columns": "How many columns a file or sheet may have",
    "limits.sheet_cells": "How many cells a sheet may reach over, the empty ones between them included",
    "limits.cell_characters": "How many characters a cell may hold; a row with a longer one is refused",
    "imports.from_dashboard": "`true`: everybody who opens the dashboard may import, Data → Import",
    "imports.folders": "Folders of the server whose files the page offers; relative ones lie in the workspace",
    "imports.upload_mb": "Megabytes that the files handed in on the page may have together",
    "pipelines.name": "Name of a pipeline; deals without one belong to the first",
    "pipelines.stages": "Its stages, in order",
    "pipelines.aliases": "Other names of the pipeline in exports",
    "stage.name": "Name of the stage",
    "stage.probability": "Chance of winning as a fraction; won is 1, lost is 0",
    "stage.kind": "`open`, `won` or `lost`",
    "stage.aliases": "Other names of the stage, in any language",
    "stage.expected_days": "Days after which a deal in it counts as stalled; without it the data decide",
    "stage.definition": "What the stage is and what is done in it; without the other language it stands for both",
    "stage.definition_zh": "The same in Chinese",
    "stage.recognise": "How one sees that a deal stands there",
    "stage.recognise_zh": "The same in Chinese",
    "stage.exit_criteria": "What moves a deal on",
    "stage.exit_criteria_zh": "The same in Chinese",
    "stage.advice": "What to do about a deal that is stuck there",
    "stage.advice_zh": "The same in Chinese",
    "mapping.file": "Pattern of the file names it is for",
    "mapping.table": "Table the rows go to",
    "mapping.date_order": "`ymd`, `mdy` or `dmy`; without it the column's own values decide",
    "mapping.encoding": "Encoding where it is neither UTF-8 nor GB18030: `cp1252`, `big5`, `shift_jis`, …",
    "mapping.decimal_mark": "`.` or `,`; without it the column's own values decide",
    "mapping.on_top": '`true`: `columns` are laid over what recognises the file; `""` leaves a column empty',
    "mapping.columns": "Our column = header of the file",
    "mapping.values": "Per column: value in the file = value to keep",
    "mapping.lookups": "Per column: file, key and column to take instead of an id",
    "database.name": "What its tables are called after: `name/table`; `funnel import NAME` reads it",
    "database.url": "Its address without a password, or `env:` and the variable that holds it",
    "database.password": "`env:` and the variable that holds the password",
    "database.time_zone": "Time zone of its timestamps without one; without it they are taken as written",
    "database.timeout_seconds": "Seconds after which the reading of one table is given up",
    "database.connect_seconds": "Seconds to wait for the server, and for a lock",
    "database.tables": "What is read: `name`, and `table` or `query`; without it its schema decides",
}
ENVIRONMENT = {
    "FUNNEL_WORKSPACE": ("./workspace", "The workspace folder, as `--workspace`"),
    "FUNNEL_MEMORY_LIMIT": ("2GB", "Memory DuckDB may take to answer; reading ahead takes at most 512MB beside it"),
    "FUNNEL_THREADS": ("all cores", "Threads DuckDB may take to answer"),
    "FUNNEL_TIMEOUT_SECONDS": ("60", "Seconds after which an answer is given up"),
    "FUNNEL_READ_AHEAD": ("on", "`off`: nothing is read while nobody waits"),
}


def installed() -> duckdb.DuckDBPyConnection:
    """A database in memory with every object and no rows: what columns there are, whatever was imported."""
    connection = duckdb.connect()
    installing.install(connection, "tables")
    nothing = facts.Facts(dt.date(2000, 1, 1), dt.datetime(2000, 1, 1), "default", (), Settings())
    facts.write(connection, nothing)
    installing.install(connection, *catalog.LAYERS[1:])
    return connection


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def views() -> str:
    """Every view with what it answers and its grain."""
    return table(
        ("view", "title", "what it answers", "grain", "needs"),
        [
            (
                f"`{each.name}`",
                f"{each.title()} · {each.title('zh')}",
                each.header.get("about", ""),
                each.header.get("grain", ""),
                ", ".join(each.needs) or "deals",
            )
            for each in catalog.queries("views")
        ],
    )


def measures() -> str:
    """Every measure with its unit and definition."""
    return table(
        ("measure", "label", "unit", "definition"),
        [
            (
                f"`{each.name}`",
                f"{each.title()} · {each.title('zh')}",
                each.header.get("unit", ""),
                each.header.get("about", ""),
            )
            for each in catalog.queries("metrics")
            if "label" in each.header
        ],
    )


def settings() -> str:
    """Every key of funnel.toml and every environment variable, with its default."""
    defaults: dict[str, object] = {}
    for prefix, kind in (
        ("reporting", Reporting),
        ("rules", Rules),
        ("limits", Limits),
        ("pipelines", Pipeline),
        ("stage", Stage),
        ("database", LiveDatabase),
    ):
        for field in dataclasses.fields(kind):
            defaults[f"{prefix}.{field.name}"] = field.default
    rows = [(f"`{key}`", _default(defaults.get(key)), meaning) for key, meaning in SETTINGS.items()]
    rows += [(f"`{name}`", f"`{default}`", meaning) for name, (default, meaning) in ENVIRONMENT.items()]
    return table(("setting", "default", "meaning"), rows)


def _default(value: object) -> str:
    return f"`{value}`" if isinstance(value, str | int | float) and value != "" else ""


PARTS: dict[str, Callable[[], str]] = {"views": views, "measures": measures, "settings": settings}


def rendered(readme: str) -> str:
    """The text with every generated part between its marks, `<!-- NAME -->` and `<!-- /NAME -->`, written anew."""
    for name, part in PARTS.items():
        before, mark, rest = readme.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"<!-- /{name} -->")
        if end:
            readme = f"{before}{mark}{part()}\n{end}{after}"
    return readme


if __name__ == "__main__":
    README.write_text(rendered(README.read_text(encoding="utf-8")), encoding="utf-8")
