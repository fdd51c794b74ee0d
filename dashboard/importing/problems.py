"""What makes an import impossible, in sentences for the person who asked for it."""

from __future__ import annotations

import unicodedata

_LONGEST = 1500


class ImportProblem(Exception):  # noqa: N818 - it is about the files, not about the program
    """Nothing was imported; `messages` says why, one sentence or two per cause."""

    def __init__(self, *messages: str) -> None:
        self.messages = [printable(each) for each in messages]
        super().__init__("\n".join(self.messages))


def printable(message: str) -> str:
    """A message without the control characters and the length of what it quotes from a file."""
    shown = "".join(
        each if each.isprintable() or unicodedata.category(each) == "Zs" else "\N{REPLACEMENT CHARACTER}"
        for each in message.replace("\n", " ")
    )
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
