"""`funnel import`: files become a new database version, and every row is accounted for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dashboard.addresses import is_address
from dashboard.commands.console import (
    EXIT_REFUSED,
    UnusableError,
    WorkspaceOption,
    line,
    messages,
    say,
    table,
    workspace_at,
)
from dashboard.commands.recognised import certainties, print_changes, print_costs, print_headers, propose
from dashboard.commands.samples import without_sample_settings
from dashboard.import_words import told
from dashboard.importing.live import Named
from dashboard.importing.load import import_paths
from dashboard.importing.placing import Extent
from dashboard.importing.problems import ImportProblem
from dashboard.importing.report import Report
from dashboard.reader import Look, Reader
from dashboard.settings import is_encoding
from dashboard.workspace import Workspace

EXAMPLES = """
Examples:

  funnel import ~/exports/2026-03-31

  funnel import deals.csv deal_history.csv reps.csv --exported-on 2026-03-31

  funnel import ~/exports --dry-run --strict

  funnel import ~/exports --dry-run --encoding cp1252

  funnel import ~/exports/2026-04-07 --partial

  funnel import env:CRM_DATABASE

  funnel import --rollback
"""


def import_(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH…",
            help="Files or folders, as the CRM wrote them; or a live database: its address (postgresql://, mysql://, "
            "sqlite:///), env:NAME of the variable that holds the address, or the name of a [[database]] in "
            "funnel.toml.",
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    exported_on: Annotated[
        str | None,
        typer.Option(
            metavar="YYYY-MM-DD",
            help="Day of the export.  [dim]\\[default: from file names, else the latest day in the data; today for a "
            "database][/dim]",
            show_default=False,
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Encoding of files that are neither UTF-8 nor GB18030 text, such as cp1252, big5 or shift_jis.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report, change nothing.")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Go back to the version before.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if a row was refused.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Deals missing in this export were deleted, however many.")
    ] = False,
    partial: Annotated[bool, typer.Option("--partial", help="The export holds only a part of the deals.")] = False,
    new_history: Annotated[
        bool, typer.Option("--new-history", help="Compare this export with none before; it begins a new history.")
    ] = False,
) -> None:
    """Import CRM exports as a new version of the database; the one before stays until the new one is whole.

    Prints which file became which table by which mapping, how sure that is, rows read, accepted and refused, stages
    that no list names, the period covered, what missing tables cost and what changed. Refused rows are kept with file,
    line, column, value and reason. A dry run lists what every header became and, where something is not understood,
    writes a starting [[mapping]] and [[pipelines]] beside funnel.toml for a person to edit; it never overwrites.
    """
    space = workspace_at(workspace)
    if rollback:
        if paths or dry_run or exported_on or encoding or full or partial or new_history:
            raise UnusableError("--rollback takes no paths and no other option than --workspace")
        say(f"In force again: {space.rollback().name}")
        return
    if not paths:
        raise UnusableError("Which files? Give files or folders: `funnel import PATH…`, or --rollback")
    named = [each if is_address(each) else Path(each) for each in paths]
    day = None
    if exported_on is not None:
        try:
            day = dt.date.fromisoformat(exported_on)
        except ValueError:
            raise UnusableError(f"--exported-on: {exported_on!r} is not a day written as YYYY-MM-DD") from None
    if encoding is not None and not is_encoding(encoding):
        raise UnusableError(f"--encoding: {encoding!r} is not the name of an encoding, such as cp1252, big5, shift_jis")
    if full + partial + new_history > 1:
        raise UnusableError("Only one of --full, --partial and --new-history can be meant")
    extent = Extent.FULL if full else Extent.PARTIAL if partial else Extent.NEW if new_history else Extent.ASKED
    report = Report()
    try:
        with without_sample_settings(space, dry_run):
            import_with_progress(
                space, named, exported_on=day, dry_run=dry_run, encoding=encoding, extent=extent, report=report
            )
    except ImportProblem:
        # What was not understood is what the person has to say.
        if dry_run or any(each.wants_a_person for each in report.recognised):
            print_headers(report)
        if dry_run:
            propose(space, report)
        raise
    if dry_run:
        print_headers(report)
    print_report(report, space.language)
    print_costs(report)
    print_changes(report)
    if dry_run:
        propose(space, report)
    if strict and report.rows_refused:
        raise typer.Exit(EXIT_REFUSED)


def import_with_progress(
    space: Workspace,
    paths: Sequence[Named],
    exported_on: dt.date | None = None,
    dry_run: bool = False,
    encoding: str | None = None,
    extent: Extent = Extent.ASKED,
    report: Report | None = None,
) -> Report:
    """Import the paths, showing on stderr which step is running."""
    console = messages()
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console) as shown:
        task = shown.add_task("reading", total=None)
        report = import_paths(
            space,
            list(paths),
            exported_on=exported_on,
            dry_run=dry_run,
            encoding=encoding,
            progress=lambda step: shown.update(task, description=escape(step)),
            extent=extent,
            report=report,
        )
        shown.update(task, description="done", total=1, completed=1)
    return report


def print_report(report: Report, language: str = "en") -> None:
    """What became of every file on stdout; what wants attention on stderr, its reasons in this language as well."""
    reader = Reader(Look(language))
    sure = certainties(report)
    table(
        ("file", "table", "mapping", "sure", "read", "accepted", "refused", "note"),
        [
            (
                each.file,
                each.table,
                each.mapping,
                sure.get((each.file, each.table), ""),
                each.rows_read,
                each.rows_accepted,
                each.rows_refused,
                each.note,
            )
            for each in report.files
        ],
    )
    line()
    start, end = report.period
    if start and end:
        line(f"Deals from {start} to {end}, exported on {report.exported_on}")
    if report.stages_from:
        line(f"Stages from {report.stages_from}")
    for stage, rows in report.unknown_stages.items():
        say(f"No stage list names {stage!r} ({rows:,} rows)", style="yellow")
    for message in report.messages:
        say(_both(message, reader))
    for row in report.refused:
        where = f"{row.file}, line {row.line}" if row.line else row.file
        what = f", {row.column} {row.value!r}" if row.column else ""
        say(f"Refused: {where}{what}: {_both(row.reason, reader)}", style="red")
    if report.rows_refused > len(report.refused):
        say(f"… and {report.rows_refused - len(report.refused):,} more: funnel check --rows {report.rows_refused}")
    line(f"{report.rows_read:,} rows read, {report.rows_accepted:,} accepted, {report.rows_refused:,} refused")
    if report.version:
        line(f"In force: {report.version.name}")
    else:
        line("Dry run: nothing was changed")


def _both(text: str, reader: Reader) -> str:
    """A reason as the log and the tables have it, and in the reader's language where that is another."""
    words = told(text, reader)
    return text if words in (None, text) or not reader.formats.is_chinese else f"{text}（{words}）"
