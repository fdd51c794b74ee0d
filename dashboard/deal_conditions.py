"""Named conditions on deal_list that the Deals page offers, each with the columns worth seeing in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.days import Until, month_end
from dashboard.reader import Reader

# The amount first: what a phone shows of a list is its first two columns.
_WHO = ("amount", "deal", "account", "stage", "rep")
_WHERE = ("region", "product_line")
_OPEN = ("expected_close_date", *_WHERE, "weighted_amount", "days_in_stage", "age_days", "push_count", "is_stalled")
_MORE = ("is_beyond_cycle", "next_step_date", "days_since_last_activity", "created_date", "url")


@dataclass(frozen=True)
class Condition:
    """What the rows of a list meet, and the columns worth seeing in it.

    The rows come in the order of the view, largest first, so that a file of them is what the screen shows.
    """

    where: Mapping[str, object]
    columns: tuple[str, ...]

    def on_the_day_of(self, reader: Reader) -> dict[str, object]:
        """`where` for Database.read, on the day the reader looks at."""
        return {name: Until(month_end(reader.as_of)) if value is DUE else value for name, value in self.where.items()}


# Stands for the days up to the end of the month of the as-of day.
DUE = object()


_AS_OPEN = (*_WHO, *_OPEN, *_MORE)
_AS_WON = (*_WHO, "closed_date", "close_reason", *_WHERE, "created_date", "channel", "campaign", "url")
_AS_LOST = (*_WHO, "closed_date", "close_reason", "lost_to", "ending", *_WHERE, "created_date", "url")
_AS_CREATED = (*_WHO, "created_date", "outcome", "expected_close_date", *_WHERE, "channel", "campaign", "url")
NAMED = {
    "largest_open": Condition({"is_open": True}, _AS_OPEN),
    "due": Condition({"is_open": True, "expected_close_date": DUE}, _AS_OPEN),
    "past_due": Condition({"is_close_date_passed": True}, _AS_OPEN),
    "stalled": Condition({"is_stalled": True}, _AS_OPEN),
    "no_next_step": Condition({"is_open": True, "next_step_date": None}, _AS_OPEN),
    "won": Condition({"is_won_in_period": True}, _AS_WON),
    "lost": Condition({"is_lost_in_period": True}, _AS_LOST),
    "created": Condition({"is_created_in_period": True}, _AS_CREATED),
}
_AS_LANDING = (*_WHO, "landing_amount", "outcome", "probability", "expected_close_date", "closed_date", *_WHERE, "url")
_COLUMNS = {name: each.columns for each in reversed(NAMED.values()) for name in each.where}
_COLUMNS["is_in_landing"] = _AS_LANDING
# The list of deals with a warning, and what is worth seeing in it beside `why`, the warnings in words.
WARNED = "attention_list"
AS_WARNED = (
    "amount",
    "deal",
    "why",
    "rep",
    "stage",
    "expected_close_date",
    "next_step_date",
    "next_step",
    "url",
)


def columns_for(view: str, where: Mapping[str, object]) -> tuple[str, ...]:
    """The columns of deal_list or WARNED worth seeing in the deals that meet a condition."""
    if view == WARNED:
        return AS_WARNED
    return next((_COLUMNS[name] for name in where if name in _COLUMNS), _AS_OPEN)
