"""Columns that are made of other headers' texts before anything is parsed, as SQL."""

from __future__ import annotations

from dashboard.importing.mapping import Rule

WORDS = "words"
STARTS_WITH = "starts_with"


def text_sql(rule: Rule, cells: list[str]) -> str | None:
    """SQL for the text that a rule makes of its headers' cells (SQL, NULL where blank); None for rules about values.

    `words` joins them with a space; `starts_with 006` keeps a text that begins so.
    """
    if rule.name == WORDS:
        return f"nullif(concat_ws(' ', {', '.join(cells)}), '')"
    name, _, beginning = rule.name.partition(" ")
    if name == STARTS_WITH and beginning:
        quoted = beginning.replace("'", "''")
        return f"case when starts_with({cells[0]}, '{quoted}') then {cells[0]} end"
    return None
