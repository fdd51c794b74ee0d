"""Members: what each filter offers in a scope, narrowed by the other filters, with how many deals each has."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from dashboard.scope import FILTERS, NOT_SET, PERMISSIONS, Scope

# Counted from groups of deals that the import stored; the rest deal by deal.
GROUPED = ("region", "team", "rep", "product_line", "account_size", "channel", "pipeline", "deal_type")
# dimension: what a filter matches (of the deal as it stands), what a reader is shown
_LISTED = {
    "stage": ("deals.stage", "deals.stage"),
    "campaign": ("deals.campaign_id", "facts.campaign"),
    "account": ("deals.account_id", "facts.account"),
    "deal": ("deals.deal_id", "concat_ws(' / ', facts.deal, facts.account, deals.deal_id)"),
}
DIMENSIONS = (*GROUPED, *_LISTED)
ALL_GROUPED = "select dimension, value, deals from offered_members"


class UnknownDimensionError(ValueError):
    """No dimension of that name; the message names the nearest."""


def narrowing(scope: Scope, dimension: str = "") -> Scope:
    """The part of a scope that narrows what the filter of a dimension offers: the other filters and the permissions."""
    kept = [choice.field for choice in FILTERS if choice.key in GROUPED and choice.key != dimension]
    return Scope(**{name: getattr(scope, name) for name in (*kept, *PERMISSIONS)})


def statement(
    dimension: str, search: str = "", limit: int | None = None, among: Sequence[str] = ()
) -> tuple[str, list[object]]:
    """The select for the members of one dimension, to be run under `narrowing`, with a `?` for each of the values.

    `search` keeps members with this text in their name, whatever its case and accents; `limit` those with most deals;
    `among` only the given ones.
    """
    if dimension not in DIMENSIONS:
        found = difflib.get_close_matches(dimension, DIMENSIONS, n=1)
        raise UnknownDimensionError(
            f"There is no dimension {dimension}" + (f"; did you mean {found[0]}?" if found else "")
        )
    if dimension in GROUPED:
        source = (
            "select value, nullif(value, ?) as label, deals, null as place from offered_members where dimension = ?"
        )
        values: list[object] = [NOT_SET, dimension]
    else:
        value, label = _LISTED[dimension]
        # A deal is a group by itself, and a million of them are searched without making any.
        is_one = dimension == "deal"
        source = f"""
            select coalesce({value}, ?) as value, {label if is_one else f"any_value({label})"} as label,
                {"1" if is_one else "count(*)"} as deals,
                {"min(deals.stage_order)" if dimension == "stage" else "null"} as place
            from scoped_deals(exported_on()) as deals join deal_facts as facts using (deal_no)
            {"" if is_one else f"group by {value}"}
        """
        values = [NOT_SET]
    conditions = []
    if search.strip():
        # Taking accents off costs five times the rest; texts of plain letters have none.
        conditions.append(
            "contains(lower(label), strip_accents(lower(?))) or strlen(label) <> length(label)"
            " and contains(strip_accents(lower(label)), strip_accents(lower(?)))"
        )
        values += [search.strip()] * 2
    if among:
        conditions.append("value in (select unnest(?::text[]))")
        values.append(list(among))
    kept = f"where {' and '.join(f'({each})' for each in conditions)}" if conditions else ""
    most = ""
    if limit is not None:
        most = "order by deals desc, label nulls last, value limit ?"
        values.append(limit)
    return (
        f"select value, label, deals from (select * from ({source}) {kept} {most}) "
        "order by label is null, place nulls last, label, value",
        values,
    )
