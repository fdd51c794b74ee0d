"""The reader's choices (METRICS §3) and which rows they keep."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

FILTERS = {
    "regions": "region",
    "teams": "team",
    "reps": "rep",
    "product_lines": "product_line",
    "account_sizes": "account_size",
    "channels": "channel",
    "pipelines": "pipeline",
    "deal_types": "deal_type",
    "stages": "stage",
    "campaigns": "campaign_id",
    "accounts": "account_id",
}
PERMISSIONS = {"permitted_regions": "region", "permitted_teams": "team", "permitted_reps": "rep"}


@dataclass(frozen=True)
class Scope:
    """Every variable with its default filled in; `filters` holds only those that are set."""

    period_start: date
    period_end: date
    as_of: date
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    permissions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    attribution: str = "last_touch"
    counting_rule: str = "reached"
    comparison: str = "previous"

    @property
    def window(self) -> tuple[date, date]:
        """First and last day on which flows count; empty where as_of lies before the period."""
        return self.period_start, min(self.period_end, self.as_of)

    def in_window(self, day: date | None) -> bool:
        start, end = self.window
        return day is not None and start <= day <= end

    def at(self, period_start: date, period_end: date, as_of: date) -> Scope:
        """The same filters over other days."""
        return replace(self, period_start=period_start, period_end=period_end, as_of=as_of)

    def keeps(self, dimensions: dict[str, object], *names: str) -> bool:
        """Whether a row passes every filter and permission on the dimensions named (default: all it has).

        A dimension holding a set passes when any member does.
        """
        wanted = set(names) if names else set(dimensions)
        for variable, chosen in self.filters.items():
            dimension = FILTERS[variable]
            if dimension in wanted and not _is_among(dimensions[dimension], chosen):
                return False
        return self.permits({name: value for name, value in dimensions.items() if name in wanted})

    def permits(self, dimensions: dict[str, object]) -> bool:
        """Whether a reader may see a row, by those of its dimensions that are given."""
        return all(
            PERMISSIONS[variable] not in dimensions or dimensions[PERMISSIONS[variable]] in permitted
            for variable, permitted in self.permissions.items()
        )

    def chosen(self, variable: str) -> tuple[str, ...] | None:
        return self.filters.get(variable)

    def limits(self, dimension: str) -> bool:
        """Whether a filter or permission on this dimension is set."""
        return any(FILTERS[name] == dimension for name in self.filters) or any(
            PERMISSIONS[name] == dimension for name in self.permissions
        )


def seen_owner(scope: Scope, dimensions: dict[str, object]) -> dict[str, object]:
    """Whose a deal is, as far as a reader may see it."""
    return {name: dimensions[name] if scope.permits(dimensions) else None for name in ("region", "rep")}


def _is_among(value: object, chosen: tuple[str, ...]) -> bool:
    if isinstance(value, frozenset):
        return any(_is_among(member, chosen) for member in value)
    return ("~" if value is None else value) in chosen


def resolve(choices: dict[str, object], default_start: date, default_end: date, exported_on: date) -> Scope:
    """A scope from the variables of METRICS §3; missing or NULL ones take their default."""
    start = choices.get("period_start") or default_start
    end = choices.get("period_end") or default_end
    as_of = choices.get("as_of") or min(end, exported_on)
    return Scope(
        period_start=start,
        period_end=end,
        as_of=as_of,
        filters={name: tuple(choices[name]) for name in FILTERS if choices.get(name)},
        permissions={name: tuple(choices[name]) for name in PERMISSIONS if choices.get(name) is not None},
        attribution=choices.get("attribution") or "last_touch",
        counting_rule=choices.get("counting_rule") or "reached",
        comparison=choices.get("comparison") or "previous",
    )
