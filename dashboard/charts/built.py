"""Built: specifications that Altair made once, kept with the answers of a version, so that a server that starts need
neither make them again nor load Altair, which takes longer than most pages."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from dashboard.stored_answers import StoredAnswers

if TYPE_CHECKING:
    import altair as alt
else:

    class _Altair:
        """Altair, loaded when something of it is first used."""

        def __getattr__(self, name: str) -> Any:
            import altair

            return getattr(altair, name)

    alt = _Altair()

__all__ = ["alt", "built", "keep_in"]

Make = Callable[..., dict[str, Any]]
_CHARTS = Path(__file__).resolve().parent

_kept: StoredAnswers | None = None


def keep_in(answers: StoredAnswers) -> None:
    """Keep specifications here from now on."""
    global _kept
    _kept = answers


def built(most: int) -> Callable[[Make], Make]:
    """A function that makes a specification of values with a telling repr: each is made once, `most` stay in memory.
    Nobody may change what is handed out."""

    def decorated(make: Make) -> Make:
        @functools.lru_cache(maxsize=most)
        @functools.wraps(make)
        def found(*given: Any) -> dict[str, Any]:
            kept = _kept
            if kept is None:
                return make(*given)
            key = kept.key(f"{_program()} {make.__module__}.{make.__qualname__}", [repr(given)], {})
            frame = kept.get(key)
            if frame is not None:
                specification: dict[str, Any] = json.loads(frame.item())
                return specification
            specification = make(*given)
            kept.put(key, pl.DataFrame({"specification": [json.dumps(specification, ensure_ascii=False)]}))
            return specification

        return found

    return decorated


@functools.cache
def _program() -> str:
    """A digest of all that a specification depends on beside what its function is given."""
    found = hashlib.sha256(importlib.metadata.version("altair").encode())
    # What axes and labels say is made by the formats and the catalogues.
    others = [_CHARTS.parent / name for name in ("formats.py", "i18n.py")]
    for path in sorted([*_CHARTS.glob("*.py"), *others, *_CHARTS.parent.glob("locales/*/LC_MESSAGES/*.po")]):
        found.update(path.read_bytes())
    return found.hexdigest()
