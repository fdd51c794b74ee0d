"""`funnel history`: the exports that the history of deals rests on."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from dashboard.commands.console import UnusableError, WorkspaceOption, line, open_current, say, table, workspace_at
from dashboard.importing.load import forget as forget_export

EXAMPLES = """
Examples:

  funnel history

  funnel history --forget 2026-03-23
"""
_SHOWN = ("deals", "new_deals", "changed_deals", "vanished_deals", "returned_deals", "is_full", "imported_at", "files")


def history(
    workspace: WorkspaceOption = None,
    forget: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Take the export of this day out of the history.", show_default=False),
    ] = None,
) -> None:
    """List the exports whose deals are compared for a history, what each changed, and the days nobody looked.

    Every import of deals adds one, in its place by day; of one day the export imported last counts. A change is known
    to lie between the export that does not show it and the one that does. A history that the CRM keeps itself counts.
    """
    space = workspace_at(workspace)
    if forget is not None:
        report = forget_export(space, _day(forget))
        say(f"The history no longer rests on the export of {forget}")
        line(f"In force: {report.version.name if report.version else ''}")
        return
    with open_current(space) as database:
        found = database.read("history_imports").sort("exported_on").rows(named=True)
    rows: list[tuple[object, ...]] = []
    before: dt.date | None = None
    gaps = 0
    for each in found:
        days = (each["exported_on"] - before).days if before else None
        is_gap = days is not None and days > space.settings.rules.stale_after_days
        gaps += is_gap
        rows.append((each["exported_on"], f"{days} (gap)" if is_gap else days, *(each[name] for name in _SHOWN)))
        before = each["exported_on"]
    table(("exported_on", "days_before", *_SHOWN), rows)
    say("One export tells no changes yet" if len(rows) == 1 else f"{len(rows)} exports, {gaps} gaps")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UnusableError(f"--forget: {text!r} is not a day written as YYYY-MM-DD") from None
