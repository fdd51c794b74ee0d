"""What `funnel import` says of headers: how sure it is, what each became, what is missing and what that costs."""

from __future__ import annotations

from dashboard import catalog
from dashboard.commands.console import line, say, table
from dashboard.i18n import messages
from dashboard.importing import costs, proposal
from dashboard.importing.recognition import UNKNOWN, Recognised
from dashboard.importing.report import Report
from dashboard.workspace import Workspace


def certainties(report: Report) -> dict[tuple[str, str | None], str]:
    """How sure the import is of every file and table, in words: `certain 22/25`, headers placed of all."""
    return {
        (each.file, each.table): f"{each.certainty} {each.placed}/{len(each.headers)}" for each in report.recognised
    }


def print_headers(report: Report) -> None:
    """Every header with the column it became; one that feeds nothing says what it resembles."""
    rows = []
    for each in report.recognised:
        for use in each.headers:
            became = ", ".join(use.columns) or ("" if each.certainty == UNKNOWN else "kept in extra")
            alike = ", ".join(f"{name} {likeness:.0f} %" for name, likeness in use.suggestions)
            shown = each.table if each.certainty != UNKNOWN else f"perhaps {each.table}" if each.table else ""
            rows.append((each.file, shown, use.header, became, alike))
    table(("file", "table", "header", "column", "resembles"), rows)
    line()
    for each in report.recognised:
        if missing := _missing(each):
            line(f"{each.file}: nothing feeds {missing}")


def print_costs(report: Report) -> None:
    """The tables that were not imported and without which something cannot be answered."""
    imported = {each.table for each in report.files if each.table}
    if "deals" not in imported:
        return
    t = messages("en")
    for cost in costs.of_missing(imported):
        views = ", ".join(catalog.query(view).title() for view in cost.views)
        pages = ", ".join(t(f"page.{page}") for page in cost.pages)
        line(f"Without {cost.table}: no {views}" + (f" (pages: {pages})" if pages else ""))


def print_changes(report: Report) -> None:
    """What differs from the version that was in force; nothing where there was none."""
    changes = report.changes
    if changes is None or not any(each.before is not None for each in changes.figures):
        return
    changed = [each for each in changes.figures if each.is_changed]
    if not changed:
        line("Nothing differs from the version before.")
        return
    line(f"Against the version before: {changes.deals_new:,} deals new, {changes.deals_gone:,} gone")
    for each in changed:
        name = f"{each.name.replace('_', ' ')}{f' of {each.table}' if each.table else ''}"
        line(f"  {name}: {_figure(each.before)} → {_figure(each.after)}")


def propose(space: Workspace, report: Report) -> None:
    """Write a proposal for what wants a person beside the settings; nothing is overwritten. Print it where the folder
    cannot be written to."""
    proposed = proposal.text(report)
    if not proposed:
        return
    try:
        path = proposal.write(space.folder, proposed)
    except OSError:
        line(proposed)
        return
    say(f"A proposal for funnel.toml, to be checked and edited: {path}", style="yellow")


def _missing(found: Recognised) -> str:
    if found.certainty == UNKNOWN:
        return ""
    return ", ".join(f"{name} (needed)" if name in found.required else name for name in found.missing)


def _figure(value: object) -> str:
    return "none" if value is None else f"{value:,}"
