"""From a number to its deals: the choices that narrow a scope to the deals behind one row of a view."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from typing import Any

from dashboard import catalog
from dashboard.scope import FILTERS, NOT_SET

# Campaigns and accounts are chosen by id, as two may have one name.
_BY_ID = {"campaign_id": "campaigns", "account_id": "accounts"}
_FIELDS = {choice.key: choice.field for choice in FILTERS if choice.field not in _BY_ID.values()} | _BY_ID
# The flag of deal_list that a measure sums: the selection of deals that shows those rows.
_SELECTIONS = {
    "is_open": "largest_open",
    "is_stalled": "stalled",
    "is_won_in_period": "won",
    "is_lost_in_period": "lost",
    "is_created_in_period": "created",
}


def filters_of(row: Mapping[str, Any]) -> dict[str, list[str]]:
    """Fields of the scope with the one member that the row is about; nothing for a row about none."""
    if "dimension" in row:
        field = _FIELDS.get(row["dimension"])
        found = {field: [row["name"] or NOT_SET]} if field else {}
        return found | ({"stages": [row["stage"]]} if row.get("stage") else {})
    return {field: [row[column] or NOT_SET] for column, field in _FIELDS.items() if column in row}


def days_of(row: Mapping[str, Any]) -> tuple[dt.date, dt.date] | None:
    """The days of the month that the row is about, where it is about one."""
    first = row.get("month")
    if not isinstance(first, dt.date):
        return None
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def selection_of(view: str, measure: str | None) -> str:
    """The selection of deals whose sum the measure is; open deals where it is no sum of deals."""
    try:
        rows = catalog.measure(measure or "").header.get("rows", "")
    except KeyError:
        rows = catalog.query(view).header.get("rows", "")
    return _SELECTIONS.get(rows, "largest_open")
