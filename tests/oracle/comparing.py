"""Where a view's rows and the oracle's differ, in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from tests.oracle.answers import KEYS
from tests.oracle.company import Row

TOLERANCE = 1e-6
CENTS = 0.011


def differences(view: str, expected: Iterable[Row], found: Iterable[Mapping[str, object]]) -> list[str]:
    """One line per row that is missing or too many and per value that differs; empty if they agree."""
    wanted, got = _by_grain(view, expected), _by_grain(view, found)
    lines = [f"{view} {key}: row is missing" for key in wanted.keys() - got.keys()]
    lines += [f"{view} {key}: row is too many" for key in got.keys() - wanted.keys()]
    for key in wanted.keys() & got.keys():
        if len(wanted[key]) != len(got[key]):
            lines.append(f"{view} {key}: {len(got[key])} rows instead of {len(wanted[key])}")
        for row, other in zip(wanted[key], got[key], strict=False):
            for column, value in row.items():
                if column not in other:
                    lines.append(f"{view}: no column {column}")
                elif not is_same(value, other[column]):
                    lines.append(f"{view} {key} {column}: expected {value!r}, got {other[column]!r}")
            lines += [f"{view}: column {column} is too many" for column in other.keys() - row.keys()]
    return sorted(set(lines))


def _by_grain(view: str, rows: Iterable[Mapping[str, object]]) -> dict[tuple[object, ...], list[Mapping[str, object]]]:
    result: dict[tuple[object, ...], list[Mapping[str, object]]] = {}
    for row in rows:
        result.setdefault(tuple(row.get(key) for key in KEYS[view]), []).append(row)
    return result


def is_same(value: object, other: object) -> bool:
    """Whether two values agree: money to the cent, other numbers nearly, the rest exactly."""
    if isinstance(value, bool) or isinstance(other, bool):
        return value is other
    if isinstance(value, int | float | Decimal) and isinstance(other, int | float | Decimal):
        tolerance = CENTS if isinstance(other, Decimal) else TOLERANCE
        return math.isclose(value, other, rel_tol=TOLERANCE, abs_tol=tolerance)
    if isinstance(value, datetime) != isinstance(other, datetime) and isinstance(value, date):
        return False
    return value == other
