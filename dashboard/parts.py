"""Parts: what pages draw of a whole beside the one part of it that a view has a column for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Part(NamedTuple):
    """The rest of column `whole` without column `known`; its rows are those of the whole that meet `condition`."""

    whole: str
    known: str
    condition: str


# By the name of the column that a page adds: what is drawn where the view has both columns.
PARTS = {
    "moving_deals": (Part("deals", "stalled_deals", "not is_stalled"),),
    "beyond_deals": (
        Part("deals", "effective_deals", "is_beyond_cycle"),
        Part("open_standing", "standing", "is_beyond_cycle"),
    ),
    "beyond_amount": (Part("open_amount", "effective_open_amount", "is_beyond_cycle"),),
    "beyond_coverage": (Part("coverage", "effective_coverage", "is_beyond_cycle"),),
}


def part(name: str, columns: Iterable[str]) -> Part | None:
    """What a column that a page adds is of a view or frame with these columns; None where it is no part of it."""
    held = set(columns)
    return next((each for each in PARTS.get(name, ()) if {each.whole, each.known} <= held), None)
