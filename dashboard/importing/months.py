"""Names of months in the languages exports come in."""

from __future__ import annotations

import functools

from babel import Locale

LOCALES = ("en", "de", "fr", "es", "it", "pt", "nl")


def number(name: str) -> int | None:
    """1 to 12 for a month's name, whole or short, without regard to case and full stops; None if it is none."""
    return _numbers().get(name.casefold().strip("."))


@functools.cache
def _numbers() -> dict[str, int]:
    found: dict[str, int] = {"sept": 9}
    for code in reversed(LOCALES):
        locale = Locale.parse(code)
        for width in ("wide", "abbreviated"):
            for position, name in locale.months["format"][width].items():
                found[name.casefold().strip(".")] = position
    return found
