"""Samples: how many deals a rate rests on, and how far chance alone could have moved it."""

from __future__ import annotations

import math

from dashboard import catalog

# The 97.5th percentile of the normal distribution: 95 % lie within.
_Z = 1.959963984540054


def wilson(rate: float, sample: int) -> tuple[float, float] | None:
    """The Wilson 95 % interval of a rate of counts; None for a sample of nothing."""
    if sample <= 0:
        return None
    spread = _Z**2 / sample
    middle = (rate + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * math.sqrt(rate * (1 - rate) / sample + spread / (4 * sample))
    return max(0.0, middle - half), min(1.0, middle + half)


def sample_columns(measure: str) -> tuple[str, ...]:
    """The columns whose sum is the sample of a measure, as its header says; none where it is no rate of counts."""
    try:
        header = catalog.measure(measure).header
    except KeyError:
        return ()
    return tuple(part.strip() for part in header.get("sample", "").split("+") if part.strip().isidentifier())


def is_estimate(measure: str, unit: str) -> bool:
    """Whether few cases make a value a matter of chance: rates, days and means are; sums and what they cost are not."""
    return bool(sample_columns(measure)) and (unit in ("rate", "days") or measure.startswith("average_"))
