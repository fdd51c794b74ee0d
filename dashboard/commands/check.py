"""`funnel check`: what the data checks found, and the rows that were refused."""

from __future__ import annotations

from typing import Annotated

import polars as pl
import typer

from dashboard.commands.console import EXIT_REFUSED, WorkspaceOption, line, open_current, say, table, workspace_at

EXAMPLES = """
Examples:

  funnel check

  funnel check --rows 500 --strict
"""


def check(
    workspace: WorkspaceOption = None,
    rows: Annotated[int, typer.Option(min=0, metavar="N", help="How many refused rows to list.")] = 20,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if a check found a fault.")] = False,
) -> None:
    """Show what the data checks found, and the refused rows with file, line, column, value and reason."""
    space = workspace_at(workspace)
    refusal = space.refusal()
    if refusal:
        say(f"The import of {refusal[0]:%Y-%m-%d %H:%M} was refused; the data before it stay in force:", style="yellow")
        say(refusal[1], style="yellow")
    with open_current(space) as database:
        found = database.read("data_quality")
        refused = database.read("refused_rows", limit=rows)
        files = database.read("import_files")
    faults = found.filter(pl.col("rows") > 0)
    table(found.columns, faults.iter_rows())
    count = int(files["rows_refused"].sum() or 0)
    if count:
        line()
        shown = refused.drop("content")
        table(shown.columns, shown.iter_rows())
    say(f"{faults.height} of {found.height} checks found something; {count:,} rows were refused")
    if count > refused.height:
        say(f"The first {refused.height:,} refused rows are listed: --rows {count} lists all")
    if strict and (count or faults.height):
        raise typer.Exit(EXIT_REFUSED)
