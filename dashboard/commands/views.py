"""`funnel views`: what can be asked, with grain, columns, units and definitions."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard import catalog, documentation
from dashboard.commands.console import UnusableError, line, table
from dashboard.database import nearest

EXAMPLES = """
Examples:

  funnel views

  funnel views kpis

  funnel views deal_list --language zh

  funnel views deal_history
"""


def views(
    view: Annotated[str | None, typer.Argument(metavar="[VIEW]", help="One view or table with its columns.")] = None,
    language: Annotated[str, typer.Option(metavar="en|zh", help="Language of titles and labels.")] = "en",
) -> None:
    """List the views, or describe one: grain, columns, units and definitions. Of a table: what an import fills."""
    known = {each.name: each for each in catalog.queries("views")}
    if view is None:
        table(
            ("view", "title", "one row per", "needs"),
            [
                (name, each.title(language), each.header.get("grain", ""), ", ".join(each.needs))
                for name, each in known.items()
            ],
        )
        return
    tables = {each.name: each for each in catalog.queries("tables")}
    if view in tables:
        _table(tables[view], language)
        return
    if view not in known:
        raise UnusableError(f"There is no view {view}{nearest(view, known)}")
    described = known[view]
    line(f"{view} — {described.title(language)}")
    line(described.header.get("about", ""))
    line(f"grain: {described.header.get('grain', '')}")
    line(f"needs: {', '.join(described.needs) or 'deals'}")
    line()
    with documentation.installed() as connection:
        columns = [described.column(name) for name in connection.sql(f"select * from {view}").columns]
    table(
        ("column", "unit", "label", "meaning"),
        [(each.name, each.unit, _label(each, language), each.meaning) for each in columns],
    )


def _table(described: catalog.Query, language: str) -> None:
    line(f"{described.name} — {described.title(language)}")
    line(described.header.get("about", ""))
    line(f"grain: {described.header.get('grain', '')}")
    line()
    columns = [described.column(name) for name in described.columns]
    table(("column", "label", "meaning"), [(each.name, _label(each, language), each.meaning) for each in columns])


def _label(column: catalog.Column, language: str) -> str:
    return column.label_zh if language.startswith("zh") else column.label
