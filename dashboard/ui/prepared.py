"""Prepared parts: what a rerun would work out again from the same answers for the same reader, kept and bounded."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import polars as pl
import pyarrow as pa

from dashboard.kept_reads import KeptReads
from dashboard.ui import address, session

T = TypeVar("T")
# Words, keys and small objects of a part, which no one counts.
_PART_BYTES = 8_192


def _size(part: Any) -> int:
    """Bytes of the frames in a part."""
    if isinstance(part, pl.DataFrame):
        return int(part.estimated_size())
    if isinstance(part, pa.Table):
        return int(part.nbytes)
    return _PART_BYTES + sum(_size(each) for each in part) if isinstance(part, tuple) else 0


PARTS: KeptReads[Any] = KeptReads(most_bytes=128 << 20, size=_size)


def prepared(name: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, once per version, reader, page and its choices. `name` tells the parts of a page apart and
    holds what else they depend on; nobody may change what is handed out."""
    return PARTS.get((*_here(), name), make)


def is_prepared(name: Hashable) -> bool:
    """Whether it would be handed out at once."""
    return (*_here(), name) in PARTS


def _here() -> tuple[Hashable, ...]:
    reader = session.reader()
    page, choices, number = address.here()
    return session.path_in_use(), reader.scope, reader.look, page, repr(choices), repr(number)
