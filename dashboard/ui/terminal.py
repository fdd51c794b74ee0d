"""The terminal: how the program is called there, for those who read on a page what to type."""

from __future__ import annotations

from pathlib import Path

# A clone comes with the lock of its packages and its program is on no path; what was installed comes without one.
_LOCK = Path(__file__).resolve().parents[2] / "uv.lock"
PROGRAM = "uv run funnel" if _LOCK.is_file() else "funnel"


def typed(command: str) -> str:
    """A command of the program as it works on the machine that serves the page."""
    return f"{PROGRAM} {command}"
