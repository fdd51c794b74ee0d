"""`funnel export`: the rows and columns a page shows for a scope, to a pipe or a file."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from dashboard import exports, provenance, sql_script
from dashboard.commands.console import UnusableError, WorkspaceOption, open_current, say, workspace_at
from dashboard.database import Database
from dashboard.reader import Look, Reader
from dashboard.scope import ATTRIBUTIONS, COMPARISONS, COUNTING_RULES, FILTERS, NOT_SET, Scope

EXAMPLES = """
Examples:

  funnel export kpis

  funnel export funnel_width --region DACH --region Nordics --to 2026-03-31

  funnel export deal_list --rep "Ana Diaz" --format xlsx --output deals.xlsx

  funnel export movers --from 2026-04-01 --to 2026-06-30 --compare last_year

  funnel export stage_conversion --from 2026-01-01 --to 2026-03-31 --as-of 2026-06-30 --rule strict
"""

Many = list[str] | None


class Form(StrEnum):
    """What an export can be written as."""

    csv = "csv"
    xlsx = "xlsx"
    parquet = "parquet"
    json = "json"


def _day(name: str, text: str) -> object:
    return typer.Option(name, metavar="YYYY-MM-DD", help=text, show_default=False)


def _filter(name: str, what: str) -> object:
    return typer.Option(
        name, metavar=name[2:].upper(), help=f"Only this {what}; repeat for several, ~ for none.", show_default=False
    )


def _rule(name: str, allowed: tuple[str, ...], text: str) -> object:
    shown = f"{text}  [dim]\\[default: {allowed[0]}][/dim]"
    return typer.Option(name, metavar="|".join(allowed), help=shown, show_default=False)


def export(
    view: Annotated[str, typer.Argument(metavar="VIEW", help="Name of a view; `funnel views` lists them.")],
    workspace: WorkspaceOption = None,
    period_start: Annotated[str | None, _day("--from", "First day of the period.")] = None,
    period_end: Annotated[str | None, _day("--to", "Last day of the period.")] = None,
    as_of: Annotated[str | None, _day("--as-of", "Day whose end is looked at; earlier or later than --to.")] = None,
    regions: Annotated[Many, _filter("--region", "region")] = None,
    teams: Annotated[Many, _filter("--team", "team")] = None,
    reps: Annotated[Many, _filter("--rep", "rep, by name or id")] = None,
    product_lines: Annotated[Many, _filter("--product-line", "product line")] = None,
    account_sizes: Annotated[Many, _filter("--account-size", "customer size")] = None,
    channels: Annotated[Many, _filter("--channel", "channel")] = None,
    pipelines: Annotated[Many, _filter("--pipeline", "pipeline")] = None,
    deal_types: Annotated[Many, _filter("--deal-type", "deal type")] = None,
    stages: Annotated[Many, _filter("--stage", "stage")] = None,
    campaigns: Annotated[Many, _filter("--campaign", "campaign, by id")] = None,
    accounts: Annotated[Many, _filter("--account", "customer, by id")] = None,
    attribution: Annotated[
        str | None, _rule("--attribution", ATTRIBUTIONS, "Which campaign touch gets the credit.")
    ] = None,
    rule: Annotated[str | None, _rule("--rule", COUNTING_RULES, "When a deal has entered a stage.")] = None,
    compare: Annotated[str | None, _rule("--compare", COMPARISONS, "What a period is compared with.")] = None,
    form: Annotated[Form, typer.Option("--format", help="Form of the output.")] = Form.csv,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write; stdout without it.")
    ] = None,
) -> None:
    """Write the rows and columns that the page shows for a scope.

    The header is the view's columns. Text that a spreadsheet would run as a formula gets an apostrophe. A CSV file
    begins with a byte order mark, so that Excel reads it as UTF-8; a pipe gets none. An Excel file speaks the
    workspace's language and says on a second sheet what it holds.
    """
    scope = Scope().replace(
        period_start=period_start,
        period_end=period_end,
        as_of=as_of,
        regions=regions,
        teams=teams,
        reps=reps,
        product_lines=product_lines,
        account_sizes=account_sizes,
        channels=channels,
        pipelines=pipelines,
        deal_types=deal_types,
        stages=stages,
        campaigns=campaigns,
        accounts=accounts,
        attribution=attribution,
        counting_rule=rule,
        comparison=compare,
    )
    if output is None and form is not Form.csv and form is not Form.json and sys.stdout.isatty():
        raise UnusableError(f"{form.value} is not for a terminal: give --output FILE")
    space = workspace_at(workspace)
    with open_current(space) as database:
        frame = database.read(view, scope)
        scope = database.resolve(scope)
        _say_unknown_members(database, scope)
        sentence = scope.sentence("en", database.facts())
        if form is Form.xlsx:
            reader = Reader(Look(space.settings.reporting.language), scope, database.facts())
            data = _workbook(database, reader, view, frame)
        else:
            data = exports.as_bytes(frame, form.value, **({"bom": output is not None} if form is Form.csv else {}))
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        _write(output, data)
        say(f"{view}: {sentence}")
        say(f"{frame.height:,} rows written to {output}")


def _workbook(database: Database, reader: Reader, view: str, frame: pl.DataFrame) -> bytes:
    """What the page's download of the same rows is."""

    def named(dimension: str, value: str) -> str:
        found = database.members(dimension).filter(pl.col("value") == value)["label"].drop_nulls().to_list()
        return found[0] if found and dimension in ("account", "campaign") else reader.name(dimension, value)

    sql = sql_script.script(view, reader.scope, notes=[provenance.sentence(reader, named)])
    about = provenance.about(reader, view, frame, version=database.path.name, sql=sql, named=named)
    return exports.as_xlsx(provenance.in_words(reader, frame), about)


def _say_unknown_members(database: Database, scope: Scope) -> None:
    """An unknown name answers with nothing, like a name without deals; the reader should know which it was."""
    for choice in FILTERS:
        given = getattr(scope, choice.field)
        if not given:
            continue
        known = set(database.members(choice.key)["value"])
        for value in given:
            if value not in known and value != NOT_SET:
                say(f"No deal has {choice.label.lower()} {value!r}", style="yellow")


def _write(path: Path, data: bytes) -> None:
    """Write the file whole or not at all: a reader never finds half of it."""
    begun = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        begun.write_bytes(data)
        begun.replace(path)
    finally:
        begun.unlink(missing_ok=True)
