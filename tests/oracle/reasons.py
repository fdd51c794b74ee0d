"""The group of a reason for which a deal was won or lost."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PLAYBOOK = Path(__file__).parents[2] / "dashboard" / "playbook.toml"


def reason_group(reason: str | None) -> str | None:
    """The first group of the shipped ones with a word in the reason."""
    groups = tomllib.loads(PLAYBOOK.read_text(encoding="utf-8"))["reason_groups"]
    for group in groups:
        for word in group["words"]:
            edge = r"\b" if word.isascii() else ""
            if reason is not None and re.search(edge + re.escape(word) + edge, reason.lower()):
                return group["name"]
    return None
