"""What makes an import impossible, in sentences for the person who asked for it."""

from __future__ import annotations


class ImportProblem(Exception):  # noqa: N818 - it is about the files, not about the program
    """Nothing was imported; `messages` says why, one sentence or two per cause."""

    def __init__(self, *messages: str) -> None:
        super().__init__("\n".join(messages))
        self.messages = list(messages)
