"""One import from the dashboard: what it is asked to do, how far it is and what it did, as files of a folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ORDER, STATE, RESULT, FILES = "order.json", "so_far.json", "result.json", "files"
PROCESS = "process.txt"


@dataclass(frozen=True)
class Order:
    """What a background import is asked to do. `mapping` is TOML tried beside funnel.toml, in a dry run only."""

    paths: tuple[str, ...]
    dry_run: bool
    exported_on: str | None = None
    extent: str = "asked"
    mapping: str = ""


@dataclass(frozen=True)
class State:
    """How far an import is. `problem`: why it was refused; `finished_at` None while it runs, or where it was killed."""

    started_at: str
    step: str = ""
    finished_at: str | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Job:
    """One import of the desk."""

    folder: Path

    @property
    def name(self) -> str:
        """What tells it from others."""
        return self.folder.name

    @property
    def order(self) -> Order:
        content = _read(self.folder / ORDER) or {"paths": (), "dry_run": True}
        return Order(**{**content, "paths": tuple(content["paths"])})

    @property
    def state(self) -> State:
        return State(**(_read(self.folder / STATE) or {"started_at": ""}))

    @property
    def result(self) -> dict[str, Any] | None:
        """The report as written by `import_process`; None before the end. Also a refused import has one."""
        return _read(self.folder / RESULT)

    def tell(self, state: State) -> None:
        """Put down how far it is, all at once."""
        write(self.folder / STATE, asdict(state))


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Write JSON so that a reader sees all of it or what was there before."""
    temporary = path.with_name(f"{path.name}.new")
    temporary.write_text(json.dumps(content, ensure_ascii=False, default=str), encoding="utf-8")
    temporary.replace(path)


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
