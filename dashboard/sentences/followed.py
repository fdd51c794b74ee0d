"""What a key figure that a reader followed comes to, and how it follows from the rows behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.reader import Reader

# The counts that a rate of any view is made of: the first in both together.
MADE_OF = {"win_rate": ("won_deals", "lost_deals"), "resolved_conversion": ("advanced", "lost")}
# What a sum is a share of, by the key figure it is read beside.
_SHARES = {"expected_landing": "target_amount", "stalled_amount": "open_amount"}


def followed(measure: str, figures: Mapping[str, Any], reader: Reader, sample: int | None = None) -> str:
    """The value of a measure of kpis, from their one row and the cases that it rests on, and what it is made of; ""
    where it has none."""
    if figures.get(measure) is None:
        return ""
    t, money, value = reader.t, reader.formats.money, reader.value("kpis", measure, figures[measure])
    if measure in ("attainment", "attainment_to_date"):
        due = figures["target_amount" if measure == "attainment" else "target_to_date_amount"]
        amount = float(figures["won_amount"] or 0)
        gap = amount - float(due or 0)
        key = f"number.{measure}_{'behind' if gap < 0 else 'ahead'}"
        return t(key, value=value, won=money(amount), due=money(due), gap=money(abs(gap)))
    if measure in ("coverage", "effective_coverage"):
        return _covered(measure, value, figures, reader)
    won = f"{int(figures.get('won_deals') or 0):,}"
    # The rows behind it are all that were closed, so their number is not that of the cases.
    if measure == "competitive_win_rate" and sample:
        return t("number.won_of_competitive", value=value, won=won, closed=f"{sample:,}")
    if measure.endswith("_per_day"):
        return value + t("unit.per_day")
    if measure in ("win_rate", "competitive_win_rate"):
        return t("number.won_of", value=value, won=won)
    return value


def rate_of(measure: str, part: int, rest: int, reader: Reader) -> str:
    """The value of a rate of MADE_OF by its two counts, and these; "" where both are 0."""
    if not part + rest:
        return ""
    value = reader.formats.rate(part / (part + rest))
    return reader.t(f"number.made_of_{measure}", value=value, part=f"{part:,}", whole=f"{part + rest:,}")


def share(measure: str, figures: Mapping[str, Any], reader: Reader) -> str:
    """How much of the whole it is read beside a sum is, and what that comes to; "" for other measures."""
    whole, sum_ = figures.get(_SHARES.get(measure, ""), None), figures.get(measure)
    if not whole or sum_ is None:
        return ""
    rate = reader.formats.rate(float(sum_) / float(whole), 0)
    return reader.t(f"number.share_of_{_SHARES[measure]}", rate=rate, whole=reader.formats.money(whole))


def _covered(measure: str, value: str, figures: Mapping[str, Any], reader: Reader) -> str:
    t, money = reader.t, reader.formats.money
    remaining, required = float(figures["remaining_target"] or 0), figures["required_coverage"]
    held = float(figures[measure]) * remaining
    said = t("number.covers", value=value, held=money(held), remaining=money(remaining))
    required = float(required or reader.facts.get("coverage_target") or 3.0)
    if measure == "effective_coverage" or required * remaining <= held:
        return said
    short = money(required * remaining - held)
    return said + t("number.covers_short", required=reader.formats.times(required), short=short)
