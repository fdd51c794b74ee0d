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
_SHOWN = (
    "exported_on",
    "days_before",
    "deals",
    "new_deals",
    "changed_deals",
    "vanished_deals",
    "returned_deals",
    "is_full",
    "imported_at",
    "files",
)
_BASES = {
    "crm_history": "By the CRM's own history",
    "crm_and_exports": "By the CRM's own history, and by comparing exports what it does not carry",
    "exports": "By comparing exports",
    "dates_only": "By the dates on the deal only",
}


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
        sources = database.read("history_sources").rows()
    table(_SHOWN, [tuple(_shown(each, name) for name in _SHOWN) for each in found])
    for basis, deals in sources:
        say(f"{_BASES[basis]}: {deals:,} deals")
    gaps = sum(bool(each["is_gap"]) for each in found)
    say("One export tells no changes yet" if len(found) == 1 else f"{len(found)} exports, {gaps} gaps")


def _shown(row: dict[str, object], name: str) -> object:
    return f"{row[name]} (gap)" if name == "days_before" and row["is_gap"] else row[name]


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UnusableError(f"--forget: {text!r} is not a day written as YYYY-MM-DD") from None
