"""Ratios, means, percentiles and the Kaplan–Meier median, in plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def ratio(part: object, whole: object) -> float | None:
    """`part` / `whole`; NULL where either is NULL or the whole is 0."""
    if part is None or whole is None or whole == 0:
        return None
    return float(part) / float(whole)


def mean(values: Iterable[object]) -> float | None:
    """Mean of the values that are known; NULL of none."""
    known = [float(value) for value in values if value is not None]
    return sum(known) / len(known) if known else None


def percentile(values: Iterable[object], fraction: float) -> float | None:
    """Percentile with linear interpolation between the two nearest values; NULL of none."""
    known = sorted(float(value) for value in values if value is not None)
    if not known:
        return None
    position = (len(known) - 1) * fraction
    below = int(position)
    above = min(below + 1, len(known) - 1)
    return known[below] + (known[above] - known[below]) * (position - below)


def median(values: Iterable[object]) -> float | None:
    """Middle value, or the mean of the two in the middle; NULL of none."""
    return percentile(values, 0.5)


def kaplan_meier_median(observations: Sequence[tuple[float, bool]]) -> float | None:
    """Smallest t with S(t) ≤ 0.5 of (days, has ended) pairs; NULL if S never falls that far.

    Endings at t come before censorings at t.
    """
    survival = 1.0
    for day in sorted({days for days, has_ended in observations if has_ended}):
        at_risk = sum(1 for days, _ in observations if days >= day)
        ended = sum(1 for days, has_ended in observations if has_ended and days == day)
        survival *= 1 - ended / at_risk
        if survival <= 0.5 + 1e-9:
            return day
    return None
