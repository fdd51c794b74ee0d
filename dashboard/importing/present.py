"""The headers that a file has, found by the names that forms and settings give them."""

from __future__ import annotations

import re
import unicodedata

from dashboard.importing.forms import key


class Present:
    """The headers of a file, found as written or by `key`; of two with one key the one without a suffix counts."""

    def __init__(self, headers: list[str]) -> None:
        self.headers = headers
        self._by_key: dict[str, str] = {}
        self._as_written: dict[str, str] = {}
        for header in sorted(headers, key=lambda each: bool(re.search(r"__[cr]\b", each))):
            self._by_key.setdefault(key(header), header)
            self._as_written.setdefault(header.casefold(), header)

    def find(self, name: str) -> str | None:
        """The header as written, or None."""
        return self._as_written.get(name.casefold()) or self._by_key.get(key(name))

    def holds(self, pattern: str) -> bool:
        """Whether a signature's pattern is present."""
        wanted, _, rest = pattern.partition(" ")
        if wanted.isdigit() and "*" in rest:
            return len(self.matching(rest)) >= int(wanted)
        return any(self.matching(one) if "*" in one else self.find(one) for one in pattern.split("|"))

    def matching(self, pattern: str) -> dict[str, str]:
        """Headers that fit the pattern, by the text that stands for its `*`, as written."""
        expression = re.compile(_expression(pattern), re.IGNORECASE)
        found = {header: expression.fullmatch(unicodedata.normalize("NFKC", header).strip()) for header in self.headers}
        return {match[1].strip(): header for header, match in found.items() if match}


def _expression(pattern: str) -> str:
    before, _, after = unicodedata.normalize("NFKC", pattern).partition("*")
    return f"{re.escape(before)}(.+){re.escape(after)}"
